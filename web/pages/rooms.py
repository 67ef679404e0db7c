"""The rooms of one's communities, one's circles, and what is to come in them."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.ask import ask
from web.members_only import members_only


@members_only
async def show(request: Request) -> Response:
    """The rooms, those with most said first, and the circles; the next gatherings beside them."""
    return page(request, "pages/rooms", **await ask(request, "pages/rooms"))
