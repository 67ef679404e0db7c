"""GraphiQL, where a browser opens /graphql: members ask the graph by hand, as themselves."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.answer import page
from web.documents import document
from web.members_only import members_only
from web.secure import POLICY

ASKS = ("query", "documentId", "extensions")  # an address that asks something is answered, not shown
QUESTIONS: dict[str, dict[str, Any]] = {
    "feed": {},
    "threads": {},
    "path": {"slug": "claire"},
    "rings": {},
    "search": {"text": "audit"},
    "helps": {},
}


def wanted(request: Request) -> bool:
    """True where a browser opens the address, and not a program that asks."""
    accept = request.headers.get("accept", "")[:500]
    return request.method == "GET" and "text/html" in accept and not any(name in request.query_params for name in ASKS)


@members_only
async def show(request: Request) -> Response:
    """GraphiQL with some questions. Its dialogs write a style of their own: it carries the nonce of this one page."""
    nonce = secrets.token_urlsafe(16)
    shown = page(request, "pages/graphiql", questions=questions(), nonce=nonce)
    shown.headers["content-security-policy"] = POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
    shown.headers["vary"] = "Accept"
    return shown


def questions() -> list[dict[str, Any]]:
    """What the tabs hold at first."""
    return [{"query": document(f"pages/graphiql.{name}"), "variables": given} for name, given in QUESTIONS.items()]
