"""The mails that the demo keeps instead of sending them."""

from starlette.requests import Request
from starlette.responses import Response

from schema.instant import written
from web.answer import page
from web.house import house_of


async def show(request: Request) -> Response:
    """The latest first."""
    outbox = house_of(request).outbox
    kept = outbox() if outbox else []
    return page(request, "pages/outbox", mails=[(mail, written(at)) for mail, at in kept])
