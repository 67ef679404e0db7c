"""GET /live: a socket of ours, for members of this site, from pages of this site."""

import asyncio
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from graph.session import hashed
from server.live.hub import Hub
from server.live.protocol import HTML, JSON, Close, Refused, parse
from server.live.reader import Manner, Reader
from server.live.wire import wire_of
from web.door import from_elsewhere
from web.visit import visit_of

GRACE = 20.0  # seconds for a slow reader to take the reason of the close


async def live(socket: WebSocket) -> None:
    """Refuses what is not for us before the handshake, then speaks until one side has enough."""
    spoken = next((one for one in socket.scope.get("subprotocols", ()) if one in (HTML, JSON)), None)
    if from_elsewhere(socket):
        return await _deny(socket, 403, "Cette demande vient d’un autre site : elle est refusée.")
    if spoken is None:
        return await _deny(socket, 400, f"Sec-WebSocket-Protocol: {HTML}, {JSON}")
    await socket.accept(subprotocol=spoken)
    visit = visit_of(socket)
    if visit.reader is None:
        return await socket.close(Close.SIGNED_OUT)
    manner = Manner(HTML, visit.language.code, visit.zone) if spoken == HTML else Manner(JSON)
    reader, hub = Reader(visit.reader, hashed(socket.session["token"]), manner, wire_of(socket.scope)), _hub(socket)
    if code := hub.enter(reader):
        return await socket.close(code)
    try:
        await _speak(socket, hub, reader)
    finally:
        hub.depart(reader)
    if reader.closing is not None and reader.wire is None:
        await _dismiss(socket, reader.closing)
    return None


async def _speak(socket: WebSocket, hub: Hub, reader: Reader) -> None:
    """Until the reader is gone, or has to go. With a wire, nothing has to be sent from here."""
    if reader.wire:
        return await _hear(socket, hub, reader)
    work = (_hear(socket, hub, reader), _send(socket, reader), reader.kept.dropped())
    tasks: list[asyncio.Task[object]] = [asyncio.create_task(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
    return None


async def _dismiss(socket: WebSocket, code: Close) -> None:
    """Says why. Behind what a slow reader has not taken yet, so it waits a while, and not for ever."""
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
        async with asyncio.timeout(GRACE):
            await socket.close(code)


async def _hear(socket: WebSocket, hub: Hub, reader: Reader) -> None:
    while (message := await socket.receive())["type"] == "websocket.receive" and reader.closing is None:
        try:
            if message.get("text") is None:
                raise Refused(Close.BINARY)
            if code := hub.hear(reader, parse(message["text"])):
                raise Refused(code)
        except Refused as refused:
            return reader.close(refused.code)
    return None


async def _send(socket: WebSocket, reader: Reader) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text((await reader.kept.next()).text)


async def _deny(socket: WebSocket, status: int, words: str) -> None:
    try:
        await socket.send_denial_response(PlainTextResponse(words, status))
    except RuntimeError:  # a server that can't: it answers 403 by itself
        raise HTTPException(status) from None


def _hub(socket: WebSocket) -> Hub:
    hub: Hub = socket.state.hub
    return hub
