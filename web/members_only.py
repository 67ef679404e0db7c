"""Pages for members: who isn't signed in is shown the way in, and comes back to where they were going."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go
from web.visit import visit_of

Page = Callable[[Request], Awaitable[Response]]


def members_only(show: Page) -> Page:
    """The same page for members; a visitor is sent to /sign-in, with the way back where it is one to look at."""

    @wraps(show)
    async def shown(request: Request) -> Response:
        if visit_of(request).reader is None:
            return go(request, f"/sign-in?back={quote(back(request), safe='/')}")
        return await show(request)

    return shown


def back(request: Request) -> str:
    """Where a visitor was going; after a form, the home page, for what was sent is gone."""
    return visit_of(request).path if request.method == "GET" else "/"
