"""A circle: two to eight members with a purpose, among themselves."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.identity import new_id
from web.answer import aloud, not_found, page
from web.ask import ask
from web.house import house_of
from web.log import log, window
from web.members_only import members_only
from web.visit import visit_of


@members_only
async def show(request: Request) -> Response:
    """The circle, or the one sentence."""
    return await circle_page(request, request.path_params["id"])


async def circle_page(request: Request, id: str, status: int = 200, typed: str = "", error: str = "") -> Response:
    """The page of a circle, with what was typed and why it was refused."""
    visit, asked = visit_of(request), window(request.query_params)
    assert visit.reader is not None
    data = await ask(request, "pages/circle", id=id, **asked.asked)
    found = data["space"]
    if found is None or found["__typename"] != "Circle":
        return not_found(request)
    lines = log(data, found["readTo"], asked, visit.calendar, visit.reader.id)
    ended = found["endsAt"] is not None and datetime.fromisoformat(found["endsAt"]) < visit.now
    values = {"relayed": house_of(request).relayed} | {
        "space": found,
        "log": lines,
        "ended": ended,
        "key": new_id(),
        "typed": typed,
        "error": error,
    }
    return aloud(page(request, "pages/circle", status, **values))
