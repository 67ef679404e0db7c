"""uvicorn's websocket, which also takes frames that are made already. The only file that knows uvicorn from within.

Handshake, ping, pong and the answer to a close stay uvicorn's. What is touched of it has no underscore, and is not
documented either: tests/server/live/test_wire.py tells when a new version changes it. On another ASGI server there is
no wire, and the socket sends text, a task for each reader.
"""

import socket
import struct
from typing import Any, Final, Protocol

from starlette.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory

from server.live.frame import WINDOW, ZLIB, Frame

EXTENSION: Final = "maille.wire"
BEHIND: Final = 1024 * 1024  # bytes that a reader may be behind in this process; a frame more always fits into none
KERNEL: Final = 64 * 1024  # bytes in the kernel, which doubles them; left alone it keeps up to 4 MB of a stuck reader
GOODBYE: Final = 20.0  # seconds for a reader to take the reason of a close
SILENT: Final = 10.0  # the same, after a ping that was not answered
DEFLATE: Final = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    server_max_window_bits=WINDOW,
    client_max_window_bits=WINDOW,
    compress_settings=ZLIB,
)


class Wire(Protocol):
    """What frames are handed to, without waiting."""

    def write(self, frame: Frame) -> bool:
        """False where the reader is too far behind, and nothing was handed over."""

    def drop(self, code: int) -> None:
        """Says why it is closed, and cuts it off where that is not answered in time."""


def wire_of(scope: Scope) -> Wire | None:
    """The wire of a socket; None where the server has none."""
    wire: Wire | None = scope.get("extensions", {}).get(EXTENSION)
    return wire


class LiveProtocol(WebSocketsSansIOProtocol):
    """A Wire. For uvicorn.Config(ws=LiveProtocol)."""

    inflates = False

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.close_timeout = GOODBYE
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [DEFLATE]

    def connection_made(self, transport: Any) -> None:
        """Bounds what the kernel keeps for a reader."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the application too."""
        super().connection_lost(exc)
        if self.handshake_initiated:
            self.scope.get("extensions", {}).pop(EXTENSION, None)

    async def run_asgi(self) -> None:
        """Lends itself to the application. Who takes a smaller window than ours gets frames as they are."""
        self.inflates = any(
            isinstance(e, PerMessageDeflate) and e.local_max_window_bits >= WINDOW for e in self._agreed
        )
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        await super().run_asgi()

    def write(self, frame: Frame) -> bool:
        """See Wire. Who is gone already is not behind."""
        transport = self.transport
        if self.close_sent or transport.is_closing():
            return True
        if transport.get_write_buffer_size() > BEHIND:
            return False
        transport.write(frame.deflated if self.inflates else frame.plain)
        return True

    def drop(self, code: int) -> None:
        """See Wire. uvicorn's own close waits until a full buffer has drained, which a stuck reader never grants."""
        if self.close_sent or self.transport.is_closing():
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:  # else the answer is never seen
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.cut)

    def keepalive_timeout(self) -> None:
        """uvicorn closes, which waits for a full buffer for ever: who is silent is cut off."""
        super().keepalive_timeout()
        if self.close_timer is None and not self.disconnected:
            self.close_timer = self.loop.call_later(SILENT, self.cut)

    def cut(self) -> None:
        """A reset: after a close, the kernel would keep for minutes what a stuck reader has not read."""
        if not self.disconnected:
            held = self.transport.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()

    @property
    def _agreed(self) -> list[Any]:
        return list(self.conn.extensions)
