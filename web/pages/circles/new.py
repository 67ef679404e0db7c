"""Opening a circle: what for, until when, with whom."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.visit import visit_of

FOLDER, FEW, MOST = "pages/circles", 8, 7
FIELDS = ("name", "purpose", "seeks", "brings", "ends", "find")

Person = Mapping[str, Any]


@members_only
async def show(request: Request) -> Response:
    """The form; `?with=slug` has somebody chosen already, and the circle of two named after both."""
    chosen, visit = await known(request, [request.query_params.get("with", "")]), visit_of(request)
    words = dict.fromkeys(FIELDS, "")
    if chosen and visit.reader:
        names = [one["name"].split(" ")[0] for one in (chosen[0], {"name": visit.reader.name})]
        words["name"] = visit.language.gettext("%(one)s et %(other)s") % dict(zip(("one", "other"), names, strict=True))
    return shown(request, words, chosen)


@members_only
async def save(request: Request) -> Response:
    """Looks for somebody by name, or opens it and goes there; what was typed is kept (422 where it is refused)."""
    sent = await form(request)
    words = {name: sent[name].strip() for name in FIELDS}
    chosen = await known(request, sent.all("member"))
    if sent["act"] == "find":
        return shown(request, words, chosen, await found(request, words["find"], chosen))
    return await opened(request, words, chosen)


async def opened(request: Request, words: dict[str, str], chosen: list[Person]) -> Response:
    """The circle, or the form with what is to be seen again."""
    visit = visit_of(request)
    try:
        ends = last_moment(words["ends"], visit.zone) if words["ends"] else None
    except ValueError:
        why = visit.language.gettext("Cette date ne se lit pas : choisissez un jour.")
        return shown(request, words, chosen, errors={"ends": why})
    given = {name: words[name] for name in ("name", "purpose", "seeks", "brings")}
    members = [one["id"] for one in chosen]
    result = (await ask(request, f"{FOLDER}/open", members=members, ends=ends, **given))["result"]
    if result["__typename"] == "Circle":
        return go(request, f"/circles/{result['id']}")
    field = {"endsAt": "ends", "members": "find"}.get(result.get("field", ""), result.get("field", ""))
    return shown(request, words, chosen, errors={field: result["message"]})


def shown(
    request: Request,
    words: Mapping[str, str],
    chosen: list[Person],
    others: list[Person] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    """The form; `others` are those whom a name has found."""
    values = {"words": words, "chosen": chosen, "others": others, "errors": errors or {}}
    return page(request, f"{FOLDER}/new", 422 if errors else 200, **values)


async def known(request: Request, slugs: list[str]) -> list[Person]:
    """The members of these addresses whom one may see, oneself apart; seven at most."""
    visit, people = visit_of(request), []
    for slug in list(dict.fromkeys(filter(None, slugs)))[: MOST + 1]:
        one = (await ask(request, f"{FOLDER}/known", slug=slug))["member"]
        if one and visit.reader and one["id"] != visit.reader.id:
            people.append(one)
    return people


async def found(request: Request, text: str, chosen: list[Person]) -> list[Person]:
    """Members with a name like this, those chosen and oneself apart."""
    visit = visit_of(request)
    without = {one["id"] for one in chosen} | {visit.reader.id if visit.reader else ""}
    nodes = (await ask(request, f"{FOLDER}/people", search=text or None, first=FEW + len(without)))["members"]["nodes"]
    return [one for one in nodes if one["id"] not in without][:FEW]


def last_moment(day: str, zone: str) -> str:
    """The end of a day in the member's zone, as an instant; ValueError where it is none."""
    date = datetime.strptime(day, "%Y-%m-%d").date()
    return datetime.combine(date, time(23, 59), ZoneInfo(zone)).isoformat()
