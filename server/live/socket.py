"""GET /live: a socket of ours, for members of this site, from pages of this site."""

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from graph.session import hashed
from server.live.ear import wire_of
from server.live.hub import Hub
from server.live.protocol import HTML, JSON, Close, Refused, parse
from server.live.reader import Manner, Reader
from server.live.wireless import attended, dismiss
from web.door import from_elsewhere
from web.visit import visit_of

log = structlog.get_logger(__name__)

GOODBYE = (1000, 1001)  # a page that closes, or that one leaves: nobody comes back


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
    if reader.wire:  # from here on there is no task, and nothing of the request is kept
        return reader.wire.listen(Conversation(hub, reader))
    conversation = Conversation(hub, reader)
    try:
        await attended(socket, reader, _hear(socket, conversation, reader))
    finally:
        conversation.gone(conversation.code)
    if reader.closing is not None:
        await dismiss(socket, reader.closing)
    return None


class Conversation:
    """The ear of a reader's wire."""

    __slots__ = ("_hub", "_reader", "code")

    def __init__(self, hub: Hub, reader: Reader) -> None:
        self._hub, self._reader = hub, reader
        self.code: int | None = None

    def heard(self, text: str | None) -> None:
        """What they say, taken or the reason of a close."""
        if self._reader.closing is not None:
            return
        try:
            if text is None:
                raise Refused(Close.BINARY)
            if code := self._hub.hear(self._reader, parse(text)):
                raise Refused(code)
        except Refused as refused:
            self._reader.close(refused.code)
        except Exception:
            log.exception("what a socket said could not be taken")
            self._reader.close(Close.BROKEN)

    def gone(self, code: int | None) -> None:
        """They are."""
        self._hub.depart(self._reader, back=self._reader.closing in (None, Close.SLOW) and code not in GOODBYE)


async def _hear(socket: WebSocket, conversation: Conversation, reader: Reader) -> None:
    while (message := await socket.receive())["type"] == "websocket.receive" and reader.closing is None:
        conversation.heard(message.get("text"))
    conversation.code = message.get("code")


async def _deny(socket: WebSocket, status: int, words: str) -> None:
    try:
        await socket.send_denial_response(PlainTextResponse(words, status))
    except RuntimeError:  # a server that can't: it answers 403 by itself
        raise HTTPException(status) from None


def _hub(socket: WebSocket) -> Hub:
    hub: Hub = socket.state.hub
    return hub
