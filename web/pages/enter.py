"""The door of the demo: come in as a persona. It is not there outside the demo."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph import place, session
from graph.identity import now
from web.answer import go, not_found, page
from web.ask import answer
from web.door import sign_in
from web.form import form
from web.house import house_of
from web.site import back
from web.visit import Reader, visit_of


async def show(request: Request) -> Response:
    """The personas, each with what they are."""
    found = [await persona(request, slug) for slug in house_of(request).personas]
    to = back(request.query_params.get("back", "/"))
    return page(request, "pages/enter", personas=[one for one in found if one], back=to)


async def enter(request: Request) -> Response:
    """Signs in as a persona, by slug."""
    sent, graph = await form(request), house_of(request).graph
    if sent["member"] not in house_of(request).personas:
        return not_found(request)
    member = await place.member(graph, sent["member"])
    if member is None:
        return not_found(request)
    sign_in(request, await session.open_session(graph, member, request.headers.get("user-agent", ""), now()))
    return go(request, back(sent["back"]))


async def persona(request: Request, slug: str) -> dict[str, Any] | None:
    """What a persona says of themselves: asked in their own name, since a visitor sees no member."""
    house, visit = house_of(request), visit_of(request)
    id = await place.member(house.graph, slug)
    if id is None:
        return None
    own: dict[str, Any] = (await answer(house, replace(visit, reader=Reader(id, "", slug)), "pages/enter", {}))[
        "viewer"
    ]
    return own
