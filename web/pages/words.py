"""Pages of words: what members promise each other, what is kept of them, for whom the site is made usable."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page


async def charter(request: Request) -> Response:
    """What members promise each other."""
    return page(request, "pages/charter")


async def data(request: Request) -> Response:
    """What is kept, who sees it, how to leave."""
    return page(request, "pages/data")


async def accessibility(request: Request) -> Response:
    """What was checked, what wasn't."""
    return page(request, "pages/accessibility")
