"""Showing the staff a message, and what the staff were shown."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.message import permalink


@members_only
async def show(request: Request) -> Response:
    """The form: what the staff would read, word for word, before it is sent."""
    return await _form(request)


@members_only
async def send(request: Request) -> Response:
    """Shows it to the staff, and goes back; a refusal keeps what was typed (422)."""
    id, sent = request.path_params["id"], await form(request)
    result = (await ask(request, "pages/report.post", id=id, note=sent["note"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if result["__typename"] != "Reported":
        return await _form(request, 422, sent["note"], result["message"])
    found = await ask(request, "pages/report", id=id)
    return page(request, "pages/report", found=found, back=permalink(found["message"]), note="", error="", sent=True)


@members_only
async def unsettled(request: Request) -> Response:
    """What was shown to the staff, for them alone."""
    found = await ask(request, "pages/reports")
    if not any(place["root"] for place in found["viewer"]["curates"]):
        return not_found(request)
    return page(request, "pages/reports", reports=found["reports"])


@members_only
async def settle(request: Request) -> Response:
    """Of the staff: it is settled."""
    sent = await form(request)
    result = (await ask(request, "pages/reports.settle", id=sent["report"]))["result"]
    return go(request, "/reports") if result["__typename"] == "Settled" else not_found(request)


async def _form(request: Request, status: int = 200, note: str = "", error: str = "") -> Response:
    found = await ask(request, "pages/report", id=request.path_params["id"])
    if found["message"] is None or found["message"]["kind"] != "SAID" or not found["reported"]:
        return not_found(request)
    values = {"found": found, "back": permalink(found["message"]), "note": note, "error": error}
    return page(request, "pages/report", status, **values, sent=False)
