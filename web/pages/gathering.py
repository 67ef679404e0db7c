"""A gathering: when, where, who comes, the log around it; afterwards who came, and what is kept."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from graph.identity import new_id
from web.answer import aloud, go, not_found, page
from web.ask import ask
from web.dates import Calendar
from web.form import form
from web.house import house_of
from web.log import log, window
from web.members_only import members_only
from web.visit import Visit, visit_of

BEFORE = timedelta(minutes=30)  # its start, from when on one talks


@members_only
async def show(request: Request) -> Response:
    """The gathering, or the one sentence."""
    return await gathering_page(request, request.path_params["id"])


async def gathering_page(
    request: Request, id: str, status: int = 200, typed: str = "", error: str = "", noted: str | None = None
) -> Response:
    """The page of a gathering, with what was typed and why it was refused; `noted` are notes that were."""
    visit, asked = visit_of(request), window(request.query_params)
    assert visit.reader is not None
    data = await ask(request, "pages/gathering", id=id, **asked.asked)
    found = data["space"]
    if found is None or found["__typename"] != "Gathering":
        return not_found(request)
    shown = page(
        request,
        "pages/gathering",
        status,
        space=found,
        log=log(data, found["readTo"], asked, visit.calendar, visit.reader.id),
        **moments(found, visit),
        left=None if found["seats"] is None else max(found["seats"] - found["comingCount"], 0),
        relayed=house_of(request).relayed,
        key=new_id(),
        typed=typed,
        error=error,
        noted=noted,
    )
    return aloud(shown)


def moments(space: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """Whether one talks there, it has begun, is over; when that will be otherwise next; its hour where it is held."""
    starts, ends = (datetime.fromisoformat(space[name]) for name in ("startsAt", "endsAt"))
    opens, now = starts - BEFORE, visit.now
    ahead = [at for at in (opens, starts, ends) if at > now and not space["cancelled"]]
    zone = space["zone"] or visit.zone
    same = starts.astimezone(ZoneInfo(zone)).utcoffset() == starts.astimezone(ZoneInfo(visit.zone)).utcoffset()
    return {
        "begun": starts <= now,
        "over": ends < now,
        "opens": opens.isoformat() if opens > now else None,
        "renews": ahead[0].isoformat() if ahead else None,
        "there": None if same else Calendar(now, zone, visit.language).hour(space["startsAt"]),
    }


@members_only
async def attend(request: Request) -> Response:
    """Comes, or doesn't; where that can't be, the page says why (422)."""
    id, sent = request.path_params["id"], await form(request)
    coming = sent["coming"] == "yes"
    result = (await ask(request, "pages/gathering.attend", gathering=id, coming=coming))["result"]
    if result["__typename"] == "Gathering":
        return go(request, f"/gatherings/{id}")
    if result["__typename"] == "NotFound":
        return not_found(request)
    return await gathering_page(request, id, 422, error=result["message"])
