"""Before the door of the network: who has signed up and isn't in yet sees where they stand, and nothing else."""

from starlette.requests import Request
from starlette.responses import Response

from graph import newcomer
from graph.identity import now
from web.answer import go, page, too_soon
from web.form import form
from web.house import house_of
from web.visit import visit_of

LONGEST = 600


async def show(request: Request) -> Response:
    """Asked, not asked yet, or by invitation."""
    visit = visit_of(request)
    if visit.waiting is None:
        return go(request, "/" if visit.reader else "/sign-in")
    before = await newcomer.before(house_of(request).graph, visit.waiting.id)
    return page(request, "pages/waiting", before=before, someone=visit.waiting.name, longest=LONGEST)


async def knock(request: Request) -> Response:
    """Asks to be let in, with a word to those who open."""
    given, visit, house = await form(request), visit_of(request), house_of(request)
    if visit.waiting is None:
        return go(request, "/" if visit.reader else "/sign-in")
    if wait := house.pace("act", visit.waiting.id):
        return too_soon(request, wait)
    await newcomer.knock(house.graph, visit.waiting.id, given["note"].strip()[:LONGEST], now())
    return go(request, "/waiting")
