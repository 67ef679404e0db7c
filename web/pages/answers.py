"""No more mails of answers: the page of the link that each such mail has. It asks nobody to be signed in."""

from starlette.requests import Request
from starlette.responses import Response

from graph import member
from web.answer import not_found, page
from web.form import form, sent
from web.house import house_of
from web.unsubscribe import member_of


async def show(request: Request) -> Response:
    """Mail scanners follow links, so opening it does nothing: its button does."""
    whose = member_of(house_of(request), request.path_params["sign"])
    return _page(request, done=False) if whose else not_found(request)


async def stop(request: Request) -> Response:
    """No more mails to whom the address was signed for; from their mail program (RFC 8058) or by the button."""
    house = house_of(request)
    if (await sent(request, 0))["List-Unsubscribe"] != "One-Click":
        await form(request)
    whose = member_of(house, request.path_params["sign"])
    if whose is None or not await member.set_answers_by_mail(house.graph, whose, wanted=False):
        return not_found(request)
    return _page(request, done=True)


def _page(request: Request, *, done: bool) -> Response:
    answer = page(request, "pages/answers", done=done)
    answer.headers["cache-control"] = "no-store"
    return answer
