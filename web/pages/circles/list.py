"""The circles that one is in, and the invitations that wait for an answer."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.members_only import members_only


@members_only
async def show(request: Request) -> Response:
    """Invitations first, then the circles, those that go on before those that are closed."""
    found = await ask(request, "pages/circles/list")
    circles = sorted(found["circles"], key=lambda one: one["closed"])
    return page(request, "pages/circles/list", circles=circles, invitations=found["invitations"])
