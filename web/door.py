"""The door: makes a visit of every request, and lets no other site write in a member's name."""

import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from graph import session
from graph.identity import now
from graph.session import SignedIn
from schema.language import LANGUAGES, negotiate
from web.arrivals import Arrivals
from web.files.bounds import for_programs
from web.house import house_of
from web.mishaps import ELSEWHERE, mishap
from web.static_files import PREFIX
from web.visit import Reader, Visit

SAFE = {"GET", "HEAD", "OPTIONS"}
PROGRAMS = "/graphql"  # no forms there, so no token of theirs, and no cookie for who brought none


class Door:
    """ASGI middleware, inside the one that reads the signed cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.arrivals = Arrivals()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if scope["type"] == "http" and scope["method"] not in SAFE and from_elsewhere(connection):
            await mishap(Request(scope), 403, ELSEWHERE)(scope, receive, send)
            return
        scope["state"]["visit"] = await visit(connection, self.arrivals)
        await self.app(scope, receive, send)


def from_elsewhere(connection: HTTPConnection) -> bool:
    """True where a browser says that another site sends this: by Sec-Fetch-Site, or by an Origin that isn't ours."""
    fetched = connection.headers.get("sec-fetch-site")
    if fetched is not None and fetched not in ("same-origin", "none"):
        return True
    origin = connection.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != connection.headers.get("host")


async def visit(connection: HTTPConnection, arrivals: Arrivals) -> Visit:
    """Who comes, in which language; one statement for those who have a session, for many who come by sockets."""
    path = connection.scope["path"]
    by_token = (path == PROGRAMS or for_programs(path)) and "authorization" in connection.headers
    kept: dict[str, Any] = {} if by_token else connection.session  # a token wins, and needs no cookie
    who = await _who(connection, kept["token"], arrivals) if "token" in kept else None
    if "csrf" not in kept and path != PROGRAMS:
        kept["csrf"] = secrets.token_urlsafe(16)
    chosen = kept.get("language") or (who and who.locale)
    accepted = connection.headers.get("accept-language", "")
    someone = Reader(who.member, who.name, who.slug) if who else None
    return Visit(
        language=LANGUAGES.get(str(chosen)) or negotiate(accepted),
        now=datetime.now(UTC),
        zone=who.timezone if who else "Europe/Paris",
        path=_path(connection),
        reader=someone if who and who.inside else None,
        waiting=someone if who and not who.inside else None,
        theme=kept.get("theme"),
        csrf=kept.get("csrf", ""),
    )


async def _who(connection: HTTPConnection, token: str, arrivals: Arrivals) -> SignedIn | None:
    graph = house_of(connection).graph
    if connection.scope["type"] == "websocket":
        return await arrivals.who(graph, token)
    return await session.who(graph, token, now())


def sign_in(request: Request, token: str) -> None:
    """Puts a new session in the cookie; the forms get a new token with it."""
    request.session.update(token=token, csrf=secrets.token_urlsafe(16))


def sign_out(request: Request) -> None:
    """Takes the session out of the cookie."""
    request.session.pop("token", None)


def _path(connection: HTTPConnection) -> str:
    query = connection.url.query
    return f"{connection.url.path}?{query}" if query else connection.url.path
