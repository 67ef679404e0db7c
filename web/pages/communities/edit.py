"""Rewriting what a community says of itself. For curators and the staff alone."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.communities.place import curated
from web.pages.communities.words import errors_of, words_of


@members_only
async def show(request: Request) -> Response:
    """The form with what it says now."""
    one = await curated(request)
    return _form(request, one, one, {}) if one else not_found(request)


@members_only
async def save(request: Request) -> Response:
    """Rewrites it and goes back to it."""
    words, one = words_of(await form(request)), await curated(request)
    if one is None:
        return not_found(request)
    result = (await ask(request, "pages/communities/edit", community=one["id"], **words))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if "message" in result:
        return _form(request, one, words, errors_of(result), 422)
    return go(request, f"/communities/{one['slug']}")


def _form(
    request: Request, one: dict[str, Any], words: dict[str, str], errors: dict[str, str], status: int = 200
) -> Response:
    return page(request, "pages/communities/edit", status, community=one, words=words, errors=errors)
