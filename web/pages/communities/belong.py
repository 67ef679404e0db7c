"""Coming in and leaving."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.communities.place import place
from web.pages.communities.show import shown


@members_only
async def join(request: Request) -> Response:
    """Through an open door, or a knock at one on request, with a note."""
    sent, one = await form(request), await place(request)
    if one is None:
        return not_found(request)
    result = (await ask(request, "pages/communities/join", community=one["id"], note=sent["note"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if "message" in result:
        return await shown(request, one["slug"], 422, alarm_words=result["message"], note=sent["note"])
    return go(request, f"/communities/{one['slug']}")


@members_only
async def leave(request: Request) -> Response:
    """Goes back to the community where it can still be seen, else to the list."""
    await form(request)
    one = await place(request)
    if one is None:
        return not_found(request)
    result = (await ask(request, "pages/communities/leave", community=one["id"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if "message" in result:
        return await shown(request, one["slug"], 422, alarm_words=result["message"])
    return go(request, f"/communities/{one['slug']}" if result["community"] else "/communities")
