"""The paths of the schema as the drawing of a path wants them."""

from typing import Any

from web.drawing.tie import Path, Person, Step, Tie
from web.visit import Visit


def chains(paths: list[dict[str, Any]], visit: Visit) -> list[Path]:
    """Each path, from who looks at the page to the member."""
    return [_chain(path["steps"], visit) for path in paths]


def _chain(steps: list[dict[str, Any]], visit: Visit) -> Path:
    members = [steps[0]["from"], *(step["to"] for step in steps)]
    firsts = [_first(member) for member in members]
    me = visit.reader.id if visit.reader else ""
    people = [
        Person(member["name"], first if firsts.count(first) == 1 else member["name"], you=member["id"] == me)
        for member, first in zip(members, firsts, strict=True)
    ]
    return Path(people, [Step(_tie(step), _note(step, visit)) for step in steps])


def _first(member: dict[str, Any]) -> str:
    return str(member["name"]).split(" ")[0]


def _tie(step: dict[str, Any]) -> Tie:
    if step["tie"] != "HELPED":
        return Tie(step["tie"])
    return Tie.HELPED if step["outward"] else Tie.WAS_HELPED


def _note(step: dict[str, Any], visit: Visit) -> str:
    _ = visit.language.gettext
    words = _("en %(month)s") if step["tie"] == "HELPED" else _("depuis %(month)s")
    return words % {"month": visit.calendar.month_words(step["at"])}
