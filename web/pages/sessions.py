"""Where a member is signed in: leave this device, another one, or all of them."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from graph import session
from graph.identity import now
from schema.instant import written
from web.agents import device_words
from web.answer import go, page
from web.door import sign_out
from web.form import form
from web.house import house_of
from web.visit import visit_of


@dataclass(frozen=True)
class Line:
    """One device, as the page shows it."""

    id: str
    words: str
    since: str
    seen: str
    here: bool


async def show(request: Request) -> Response:
    """The devices, this one first."""
    visit = visit_of(request)
    someone = visit.reader or visit.waiting
    if someone is None:
        return go(request, "/sign-in?back=/me/sessions")
    here = session.hashed(request.session["token"])
    devices = await session.devices(house_of(request).graph, someone.id, now())
    lines = [
        Line(one.id, device_words(one.agent, visit.language), written(one.since), written(one.seen), one.id == here)
        for one in devices
    ]
    return page(request, "pages/sessions", lines=sorted(lines, key=lambda line: not line.here))


async def end(request: Request) -> Response:
    """Signs out one device, or, where none is named, all."""
    given, visit = await form(request), visit_of(request)
    someone, house = visit.reader or visit.waiting, house_of(request)
    if someone is None:
        return go(request, "/sign-in")
    if given["session"]:
        await session.end_one(house.graph, someone.id, given["session"])
        await house.tell(someone.id)
        return go(request, "/me/sessions")
    await session.end_all(house.graph, someone.id)
    await house.tell(someone.id)
    sign_out(request)
    return go(request, "/sign-in")


async def leave(request: Request) -> Response:
    """Signs this device out."""
    await form(request)
    house = house_of(request)
    if secret := request.session.get("token"):
        await session.end(house.graph, secret)
        await house.tell(session.hashed(secret))
    sign_out(request)
    return go(request, "/sign-in")
