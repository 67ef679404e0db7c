"""What is to come in one's communities."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.members_only import members_only


@members_only
async def show(request: Request) -> Response:
    """The gatherings to come, the next first."""
    return page(request, "pages/gatherings/list", **await ask(request, "pages/gatherings/list"))
