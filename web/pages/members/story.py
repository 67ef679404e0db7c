"""A member's journey as the drawing wants it, and as the list tells it."""

from collections.abc import Callable
from typing import Any

from web.drawing.story import Journey, Knot, Stretch
from web.visit import Visit

GetText = Callable[[str], str]
TITLES: dict[str, Callable[[GetText], str]] = {
    "GRADUATE": lambda _: _("Diplômé·e"),
    "MENTOR": lambda _: _("Mentor"),
    "ALUM": lambda _: _("Alum"),
}


def story(one: dict[str, Any], visit: Visit) -> Journey:
    """Chapters and helps of a member of the schema."""
    given = [_knot(help, True, visit) for help in one["helpsGiven"]["nodes"]]
    received = [_knot(help, False, visit) for help in one["helpsReceived"]["nodes"]]
    return Journey(one["name"], [_stretch(chapter, visit) for chapter in one["chapters"]], given + received)


def table(one: dict[str, Any], helps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every help, the latest first: `given`, who the `other` is, and the help itself."""
    rows = [_row(one, help) for help in helps]
    return sorted(rows, key=lambda row: str(row["help"]["at"]), reverse=True)


def _row(one: dict[str, Any], help: dict[str, Any]) -> dict[str, Any]:
    given = help["giver"]["slug"] == one["slug"]
    return {"given": given, "other": help["receiver" if given else "giver"], "help": help}


def _knot(help: dict[str, Any], given: bool, visit: Visit) -> Knot:
    other = help["receiver" if given else "giver"]
    you = visit.reader is not None and other["slug"] == visit.reader.slug
    name = visit.language.gettext("Vous") if you else str(other["name"]).split(" ")[0]
    month = visit.calendar.month_words(help["at"])
    return Knot(given, help["at"], month, name, _about(help, visit), bool(help["thanks"]))


def _about(help: dict[str, Any], visit: Visit) -> str:
    """Its first topic, which is short; else the title of its thread, where it may be read."""
    if help["topics"]:
        return str(help["topics"][0][visit.language.code])
    return str(help["thread"]["title"]) if help["thread"] else ""


def _stretch(chapter: dict[str, Any], visit: Visit) -> Stretch:
    months = visit.calendar.span_words(chapter["since"], chapter["until"])
    title = TITLES[chapter["stage"]](visit.language.gettext)
    return Stretch(title, months, chapter["since"], chapter["until"], chapter["note"] or "")
