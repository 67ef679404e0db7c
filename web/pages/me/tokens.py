"""One's personal access tokens: make one and see its secret this once, revoke one."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import go, not_found, page
from web.ask import ask
from web.form import form
from web.house import house_of
from web.members_only import members_only
from web.visit import visit_of

DAYS = (7, 30, 90, 365)
EMPTY = {"name": "", "scope": "READ", "days": "90"}


@members_only
async def show(request: Request) -> Response:
    """The tokens, and the form of a new one."""
    return await _shown(request, EMPTY, {})


@members_only
async def make(request: Request) -> Response:
    """Makes a token. The answer is its page: an address that could be read again would need the secret kept."""
    sent = await form(request)
    typed = {name: sent[name] for name in EMPTY}
    scope = "WRITE" if typed["scope"] == "WRITE" else "READ"
    days = int(typed["days"]) if typed["days"].isdecimal() and len(typed["days"]) < 5 else 0
    result = (await ask(request, "pages/me/tokens.make", name=typed["name"], scope=scope, days=days))["result"]
    if "message" in result:
        return await _shown(request, typed, {result.get("field", ""): result["message"]}, 422)
    return await _shown(request, EMPTY, {}, 201, made=result)


@members_only
async def revoke(request: Request) -> Response:
    """Ends a token."""
    sent = await form(request)
    result = (await ask(request, "pages/me/tokens.revoke", id=sent["token"]))["result"]
    if result["__typename"] == "NotFound":
        return not_found(request)
    if "message" in result:
        return await _shown(request, EMPTY, {"": result["message"]}, 422)
    return go(request, "/me/tokens")


async def _shown(
    request: Request, typed: dict[str, str], errors: dict[str, str], status: int = 200, made: Any = None
) -> Response:
    tokens = (await ask(request, "pages/me/tokens"))["myTokens"]
    over = {one["id"] for one in tokens if one["expiresAt"] <= visit_of(request).now.isoformat()}
    plural = visit_of(request).language.ngettext
    lengths = [(str(n), plural("%(n)s jour", "%(n)s jours", n) % {"n": n}) for n in DAYS]
    values = {"tokens": tokens, "over": over, "made": made, "lengths": lengths, "address": house_of(request).address}
    answer = page(request, "pages/me/tokens", status, typed=typed, errors=errors, **values)
    answer.headers["cache-control"] = "private, no-store"
    return answer
