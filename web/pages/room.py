"""A room: the standing space of a community, where one looks in."""

from starlette.requests import Request
from starlette.responses import Response

from graph.identity import new_id
from web.answer import not_found, page
from web.ask import ask
from web.log import log, window
from web.members_only import members_only
from web.visit import visit_of


@members_only
async def show(request: Request) -> Response:
    """The room, or the one sentence."""
    return await room_page(request, request.path_params["id"])


async def room_page(request: Request, id: str, status: int = 200, typed: str = "", error: str = "") -> Response:
    """The page of a room, with what was typed and why it was refused."""
    visit, asked = visit_of(request), window(request.query_params)
    assert visit.reader is not None
    data = await ask(request, "pages/room", id=id, **asked.asked)
    found = data["space"]
    if found is None or found["__typename"] != "Room":
        return not_found(request)
    lines = log(data, found["readTo"], asked, visit.calendar, visit.reader.id)
    return page(request, "pages/room", status, space=found, log=lines, key=new_id(), typed=typed, error=error)
