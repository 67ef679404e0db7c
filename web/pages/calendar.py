"""The calendar that a member's own reads: its secret address, made anew or taken away, and what stands there."""

from email.utils import formatdate
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from graph import calendar
from graph.identity import now
from schema.instant import written
from web.answer import go, not_found, page
from web.form import form
from web.house import house_of
from web.ics import MEDIA, ics
from web.members_only import members_only
from web.visit import visit_of

KEPT = 90 * 24 * 3600 * 1000  # ms that a gathering stays there once it is over


@members_only
async def show(request: Request) -> Response:
    """Whether there is an address, since when; never the address itself, which only its maker saw."""
    return await _page(request)


@members_only
async def change(request: Request) -> Response:
    """Makes a new address and shows it once; or takes it away."""
    sent, visit, house = await form(request), visit_of(request), house_of(request)
    assert visit.reader is not None
    if sent["act"] == "close":
        await calendar.close_calendar(house.graph, visit.reader.id)
        return go(request, "/me/calendar")
    secret = await calendar.open_calendar(house.graph, visit.reader.id, now())
    return await _page(request, f"{house.address}/calendar/{secret}.ics")


async def read(request: Request) -> Response:
    """What the owner of the secret comes to, for a program that has no session; 404 where it opens nothing.

    304 by its tag alone: what one comes to no more leaves no date behind.
    """
    house, secret, at = house_of(request), request.path_params["secret"], now()
    if await calendar.locale(house.graph, secret) is None:
        return not_found(request)
    entries = await calendar.entries(house.graph, secret, at - KEPT)
    text = ics(entries, house.address)
    tag = f'"{sha256(text).hexdigest()[:32]}"'
    headers = {"cache-control": "private, no-cache", "etag": tag}
    if entries:
        headers["last-modified"] = formatdate(max(one.changed for one in entries) / 1000, usegmt=True)
    if tag in request.headers.get("if-none-match", "").replace("W/", "").replace(" ", "").split(","):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=MEDIA, headers=headers)


async def _page(request: Request, address: str = "") -> Response:
    visit = visit_of(request)
    assert visit.reader is not None
    since = await calendar.since(house_of(request).graph, visit.reader.id)
    answer = page(request, "pages/calendar", address=address, since=written(since) if since else None)
    answer.headers["cache-control"] = "no-store"
    return answer
