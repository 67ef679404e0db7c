"""A topic: who brings it, who seeks it, what is open about it, and what lies around it."""

from starlette.requests import Request
from starlette.responses import Response

from web.answer import not_found, page
from web.ask import ask
from web.visit import visit_of


async def show(request: Request) -> Response:
    """The topic; for who isn't signed in, its name and what lies around it."""
    member = visit_of(request).reader is not None
    found = (await ask(request, "pages/topics/show", slug=request.path_params["slug"], members=member))["topic"]
    return not_found(request) if found is None else page(request, "pages/topics/show", topic=found, member=member)
