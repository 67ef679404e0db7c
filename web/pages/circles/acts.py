"""What one does with a circle: answer an invitation, leave, close it with a last talk."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page, too_soon
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.visit import visit_of

FOLDER = "pages/circles"
TALK = ("helped", "next", "thanks")


@members_only
async def answer(request: Request) -> Response:
    """Goes into the circle, or says no in silence."""
    id, sent = request.path_params["id"], await form(request)
    given = {"accept": sent["answer"] == "yes", "seeks": sent["seeks"][:200], "brings": sent["brings"][:200]}
    result = (await ask(request, f"{FOLDER}/answer", circle=id, **given))["result"]
    if result["__typename"] in ("Circle", "Declined"):
        return go(request, f"/circles/{id}" if result["__typename"] == "Circle" else "/circles")
    return too_soon(request, 60) if result["__typename"] == "TooSoon" else not_found(request)


@members_only
async def leave(request: Request) -> Response:
    """Leaves it, and asks for no reason."""
    await form(request)
    result = (await ask(request, f"{FOLDER}/leave", circle=request.path_params["id"]))["result"]
    if result["__typename"] == "LeftCircle":
        return go(request, "/circles")
    return too_soon(request, 60) if result["__typename"] == "TooSoon" else not_found(request)


@members_only
async def closing(request: Request) -> Response:
    """The form of the last talk, for one who is in it."""
    found = await open_circle(request)
    return _form(request, found, dict.fromkeys(TALK, ""), []) if found else not_found(request)


@members_only
async def close(request: Request) -> Response:
    """Closes it; a refusal keeps what was typed (422)."""
    sent, found = await form(request), await open_circle(request)
    if found is None:
        return not_found(request)
    words, chosen = {name: sent[name] for name in TALK}, sent.all("member")
    result = (await ask(request, f"{FOLDER}/close.post", circle=found["id"], members=chosen, **words))["result"]
    if result["__typename"] in ("Circle", "NotFound"):  # not found: it was closed a moment ago
        return go(request, f"/circles/{found['id']}")
    return _form(request, found, words, chosen, {result.get("field", ""): result["message"]})


async def open_circle(request: Request) -> Mapping[str, Any] | None:
    """The circle of the address, where this member is in it and it isn't closed; else None."""
    found = (await ask(request, f"{FOLDER}/close", id=request.path_params["id"]))["space"]
    return found if found and found["__typename"] == "Circle" and not found["closed"] else None


def _form(
    request: Request,
    circle: Mapping[str, Any],
    words: Mapping[str, str],
    chosen: list[str],
    errors: Mapping[str, str] | None = None,
) -> Response:
    reader = visit_of(request).reader
    others = [one for one in circle["members"]["nodes"] if reader and one["id"] != reader.id]
    values = {"circle": circle, "people": others, "words": words, "chosen": chosen}
    return page(request, f"{FOLDER}/close", 422 if errors else 200, **values, errors=errors or {})
