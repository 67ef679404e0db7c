"""The page that a link opens. Mail scanners follow links, so opening it does nothing: its button does."""

from starlette.requests import Request
from starlette.responses import Response

from graph import entry, session
from graph.address import mail_address
from graph.entry import Gone, Link
from graph.identity import now
from graph.newcomer import Newcomer
from web.answer import go, page, too_soon
from web.door import sign_in
from web.form import Form, form
from web.house import house_of
from web.origin import origin
from web.site import back

STAGES = ("GRADUATE", "MENTOR", "ALUM")
LONGEST_NAME, LONGEST_HEADLINE = 80, 160


async def show(request: Request) -> Response:
    """Greets who is known, asks three questions of who is new, and says what became of a link that is gone."""
    found = await entry.found(house_of(request).graph, request.path_params["token"], now())
    if isinstance(found, Gone):
        return gone(request, found)
    return greeting(request, found, {}, {})


async def use(request: Request) -> Response:
    """Comes in."""
    given, graph, secret = await form(request), house_of(request).graph, request.path_params["token"]
    found = await entry.found(graph, secret, now())
    if isinstance(found, Gone):
        return gone(request, found)
    if not found.invited:
        return greeting(request, found, {}, {})
    if wrong := mistakes(found, given):
        return greeting(request, found, dict(given), wrong, given.all("stage"))
    if wait := 0 if found.known else house_of(request).pace("sign-up", origin(request)):
        return too_soon(request, wait)
    member = await entry.use(graph, secret, now(), newcomer(given), mail_address(given["email"]) or "")
    if member is None:  # somebody was faster
        return gone(request, Gone.USED)
    sign_in(request, await session.open_session(graph, member, request.headers.get("user-agent", ""), now()))
    return go(request, back(given["back"]))


def greeting(
    request: Request, found: Link, given: dict[str, str], wrong: dict[str, str], stages: list[str] | None = None
) -> Response:
    """The page of a link that is good, with what was typed and what was wrong in it."""
    if not found.invited:
        return page(request, "pages/by_invitation", 403, email=found.email)
    to = back(given.get("back") or request.query_params.get("back", "/"))
    values = {"given": given, "wrong": wrong, "stages": stages or [], "back": to}
    answer = page(request, "pages/sign_in_link", 422 if wrong else 200, link=found, **values)
    answer.headers["cache-control"] = "no-store"  # its address lets in
    return answer


def gone(request: Request, why: Gone) -> Response:
    """What happened to the link, and the way to another."""
    to = back(request.query_params.get("back", "/"))
    return page(request, "pages/link_gone", 410, why=why.value, back=to)


def mistakes(found: Link, given: Form) -> dict[str, str]:
    """What is to be seen to: fields of `name`, `email`, `headline`, each `empty`, `long` or `wrong`."""
    wrong: dict[str, str] = {}
    if not found.email and mail_address(given["email"]) is None:
        wrong["email"] = "wrong"
    if not found.known and not given["name"].strip():
        wrong["name"] = "empty"
    for field, longest in (("name", LONGEST_NAME), ("headline", LONGEST_HEADLINE)):
        if len(given[field]) > longest:
            wrong[field] = "long"
    return wrong


def newcomer(given: Form) -> Newcomer:
    """What someone says of themselves."""
    name, headline = (" ".join(given[field].split()) for field in ("name", "headline"))
    return Newcomer(name, headline, [stage for stage in given.all("stage") if stage in STAGES])
