"""The door of the demo: come in as a persona. It is not there outside the demo."""

from starlette.requests import Request
from starlette.responses import Response

from graph import place, session
from graph.identity import now
from web.answer import go, not_found, page
from web.ask import ask
from web.door import sign_in
from web.form import form
from web.house import house_of
from web.site import back


async def show(request: Request) -> Response:
    """The personas, each with what they are."""
    personas = [(await ask(request, "pages/enter", slug=slug))["persona"] for slug in house_of(request).personas]
    return page(request, "pages/enter", personas=[persona for persona in personas if persona])


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
