"""Opening a community: a name, what it is for, what its members promise each other, and its door."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, page
from web.ask import ask
from web.form import form
from web.members_only import members_only
from web.pages.communities.words import errors_of, words_of

EMPTY = {"name": "", "purpose": "", "rules": "", "door": "OPEN"}


@members_only
async def show(request: Request) -> Response:
    """The empty form."""
    return _form(request, EMPTY, {})


@members_only
async def save(request: Request) -> Response:
    """Opens it and goes there; a field that is wrong says so beside what was typed."""
    words = words_of(await form(request))
    result = (await ask(request, "pages/communities/new", **words))["result"]
    if "message" in result:
        return _form(request, words, errors_of(result), 422)
    return go(request, f"/communities/{result['slug']}")


def _form(request: Request, words: dict[str, str], errors: dict[str, Any], status: int = 200) -> Response:
    return page(request, "pages/communities/new", status, words=words, errors=errors)
