"""GET /graphql as a websocket: graphql-transport-ws, for members, by their token or their cookie."""

import asyncio
from typing import Final

import structlog
from starlette.websockets import WebSocket

from server.live.ear import wire_of
from server.live.protocol import Close
from server.live.wireless import attended, dismiss
from server.subscriptions.connection import NOBODY, Connection
from server.subscriptions.desk import Desk
from server.subscriptions.messages import PROTOCOL, Closed, Code, Up, parse
from server.subscriptions.subscriber import MANNER
from server.subscriptions.talk import Talk

log = structlog.get_logger(__name__)

INIT: Final = 10.0  # seconds until connection_init


class Away(Exception):
    """The client is gone."""


async def graphql_transport_ws(socket: WebSocket) -> None:
    """Speaks until one side has enough."""
    if PROTOCOL not in socket.scope.get("subprotocols", ()):
        await socket.accept()
        return await socket.close(Code.NOT_ACCEPTABLE)
    await socket.accept(subprotocol=PROTOCOL)
    connection = Connection(NOBODY, "", MANNER, wire_of(socket.scope))
    talk = Talk(socket, connection, _desk(socket))
    try:
        hearing = _hear(socket, connection, talk)
        await (hearing if connection.wire else attended(socket, connection, hearing))
    finally:
        await talk.end()
    if connection.wire is None and connection.code is not None:
        await dismiss(socket, connection.code)
    return None


async def _hear(socket: WebSocket, connection: Connection, talk: Talk) -> None:
    """Until the client is gone, or has to go."""
    try:
        await _begin(socket, talk)
        while connection.closing is None:
            talk.take(await _next(socket))
    except Closed as closed:
        connection.drop(Close.GARBAGE, closed.code)
    except Away:
        return
    except Exception:
        log.exception("a socket of /graphql failed")
        connection.drop(Close.GARBAGE, 1011)


async def _begin(socket: WebSocket, talk: Talk) -> None:
    try:
        async with asyncio.timeout(INIT) as clock:
            while not talk.begun:
                await talk.begin(await _next(socket))
    except TimeoutError:
        if not clock.expired():
            raise
        raise Closed(Code.LATE) from None


async def _next(socket: WebSocket) -> Up:
    message = await socket.receive()
    if message["type"] != "websocket.receive":
        raise Away
    return parse(message.get("text"))


def _desk(socket: WebSocket) -> Desk:
    desk: Desk = socket.state.hub.desk
    return desk
