"""Who speaks on a socket of graphql-transport-ws: a token says it, from anywhere; a cookie, on the site's own pages."""

from typing import Any

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket

from schema.context import Context
from server.subscriptions.messages import Closed, Code
from web.door import from_elsewhere
from web.graphql.context import context_of
from web.graphql.refused import Refused


async def who(socket: WebSocket, payload: dict[str, Any]) -> Context:
    """The member whom the payload of connection_init, or else the request, lets in. Closed."""
    given = payload.get("Authorization", payload.get("authorization"))
    connection: HTTPConnection = socket
    if isinstance(given, str):
        headers = [*socket.scope["headers"], (b"authorization", given.encode())]
        connection = HTTPConnection({**socket.scope, "headers": headers})
    if "authorization" not in connection.headers and from_elsewhere(socket):
        raise Closed(Code.FORBIDDEN)
    try:
        asking = await context_of(connection)
    except Refused:
        raise Closed(Code.FORBIDDEN) from None
    if not asking.signed_in:
        raise Closed(Code.FORBIDDEN)
    return asking
