"""The one way in, for the first time and every other: an address, and a link that goes there.

Nothing here depends on whether the address is known, so nothing tells it.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from graph import entry
from graph.address import LONGEST, mail_address
from graph.identity import now
from web.answer import go, page, too_soon
from web.form import form
from web.house import house_of
from web.mails import sign_in_mail
from web.origin import origin
from web.site import back
from web.visit import visit_of


async def show(request: Request) -> Response:
    """Asks for an address; who is in already goes on."""
    visit, to = visit_of(request), back(request.query_params.get("back", "/"))
    if visit.reader:
        return go(request, to)
    if visit.waiting:
        return go(request, "/waiting")
    return page(request, "pages/sign_in", back=to, email="", problem="")


async def send(request: Request) -> Response:
    """Sends the link, and says so."""
    sent, house, visit = await form(request), house_of(request), visit_of(request)
    to, email = back(sent["back"]), mail_address(sent["email"])
    if email is None:
        return page(request, "pages/sign_in", 422, back=to, email=sent["email"][:LONGEST], problem="address")
    if wait := house.pace("sign-in from", origin(request)) or house.pace("sign-in as", email):
        return too_soon(request, wait)
    secret = await entry.link(house.graph, email, visit.language.code, now())
    try:
        await house.mail(sign_in_mail(visit.language, email, link(house.address, secret, to), house.address))
    except OSError:
        return page(request, "pages/sign_in", 503, back=to, email=email, problem="mail")
    request.session["sent"] = email
    return go(request, f"/sign-in/sent?back={quote(to)}")


async def sent(request: Request) -> Response:
    """Where to look now."""
    email, to = request.session.get("sent"), back(request.query_params.get("back", "/"))
    if email is None:
        return go(request, "/sign-in")
    return page(request, "pages/sign_in_sent", email=email, back=to, demo=house_of(request).demo)


def link(address: str, secret: str, to: str) -> str:
    """The address that a mail brings."""
    return f"{address}/sign-in/{secret}" + (f"?back={quote(to)}" if to != "/" else "")
