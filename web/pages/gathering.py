"""A gathering: when, where, who comes, and the log around it."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.identity import new_id
from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.log import log, window
from web.members_only import members_only
from web.visit import visit_of


@members_only
async def show(request: Request) -> Response:
    """The gathering, or the one sentence."""
    return await gathering_page(request, request.path_params["id"])


async def gathering_page(request: Request, id: str, status: int = 200, typed: str = "", error: str = "") -> Response:
    """The page of a gathering, with what was typed and why it was refused."""
    visit, asked = visit_of(request), window(request.query_params)
    assert visit.reader is not None
    found = (await ask(request, "pages/gathering", id=id, **asked.asked))["space"]
    if found is None or found["__typename"] != "Gathering":
        return not_found(request)
    return page(
        request,
        "pages/gathering",
        status,
        space=found,
        log=log(found, asked, visit.calendar, visit.reader.id),
        over=datetime.fromisoformat(found["endsAt"]) < visit.now,
        left=None if found["seats"] is None else max(found["seats"] - found["comingCount"], 0),
        key=new_id(),
        typed=typed,
        error=error,
    )


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
