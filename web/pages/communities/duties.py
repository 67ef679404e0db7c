"""What curators do: answer who knocks, name another curator, step back, open a room."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found
from web.ask import ask
from web.form import Form, form
from web.members_only import members_only
from web.pages.communities.curate import shown
from web.pages.communities.place import curated

FOLDER = "pages/communities"


@members_only
async def answer_request(request: Request) -> Response:
    """Admits who asked, or says not this time."""
    sent = await form(request)
    given = {"member": sent["member"], "admit": sent["answer"] == "admit"}
    return await _done(request, "answer_request", "door", **given)


@members_only
async def appoint(request: Request) -> Response:
    """Makes a member curator too."""
    sent = await form(request)
    return await _done(request, "appoint", "curators", member=sent["member"])


@members_only
async def step_back(request: Request) -> Response:
    """No longer curates; the last one is told to name a successor first."""
    await form(request)
    return await _done(request, "step_back", "")


@members_only
async def open_room(request: Request) -> Response:
    """Opens a room and goes there; what was typed is kept where something is wrong."""
    sent = await form(request)
    one = await curated(request)
    if one is None:
        return not_found(request)
    values = {"name": sent["name"], "purpose": sent["purpose"]}
    result = (await ask(request, f"{FOLDER}/open_room", community=one["id"], **values))["result"]
    if result["__typename"] == "Room":
        return go(request, f"/rooms/{result['id']}")
    return await _refused(request, one["slug"], result, sent)


async def _done(request: Request, document: str, part: str, **given: Any) -> Response:
    one = await curated(request)
    if one is None:
        return not_found(request)
    result = (await ask(request, f"{FOLDER}/{document}", community=one["id"], **given))["result"]
    if "message" in result:
        return await _refused(request, one["slug"], result)
    return go(request, f"/communities/{one['slug']}" + (f"/curate#{part}" if part else ""))


async def _refused(request: Request, slug: str, result: dict[str, Any], sent: Form | None = None) -> Response:
    if result["__typename"] == "NotFound":
        return not_found(request)
    if sent is not None and "field" in result:
        typed = {"name": sent["name"], "purpose": sent["purpose"]}
        return await shown(request, slug, 422, errors={result["field"]: result["message"]}, typed=typed)
    return await shown(request, slug, 422, alarm_words=result["message"])
