"""uvicorn's websocket, which no stranger holds for longer or fills with more than this process can bear.

Who doesn't read, sends pieces without end, or leaves a ping or a close without an answer, ends their own line. What is
touched of uvicorn has no underscore, and is not documented either: tests/server/live/test_wire.py tells when a new
version changes it.
"""

import socket
import struct
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

BEHIND: Final = 1024 * 1024  # bytes that a reader may be behind in this process; a frame more always fits into none
KERNEL: Final = 64 * 1024  # bytes in the kernel, which doubles them; left alone it keeps up to 4 MB of a stuck reader
PIECES: Final = 64  # of one message: each is kept until the last, even an empty one
GOODBYE: Final = 20.0  # seconds for a reader to take the reason of a close
SILENT: Final = 10.0  # the same, after a ping that was not answered
TOO_LARGE, NO_TEXT = 1009, 1007


class Bounded(WebSocketsSansIOProtocol):
    """Handshake, the answer to a ping and to a close stay uvicorn's."""

    __slots__ = ()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.close_timeout = GOODBYE

    def connection_made(self, transport: Any) -> None:
        """Bounds what the kernel keeps for a reader."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL)

    @property
    def over(self) -> bool:
        """True where nothing more can be written: it is closed, or about to be."""
        return self.close_sent or self.transport.is_closing()

    @property
    def behind(self) -> bool:
        """True where more waits to be read than may."""
        return self.transport.get_write_buffer_size() > BEHIND

    def read_on(self) -> None:
        """uvicorn reads no more until the application has taken what came."""
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def send_receive_event_to_app(self) -> None:
        """What is no text is closed; uvicorn would write each into the log, with its traceback."""
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self.fail(NO_TEXT)
        else:
            super().send_receive_event_to_app()

    def handle_cont(self, event: Any) -> None:
        """A message without an end is not kept for ever."""
        super().handle_cont(event)
        if len(self.frames) > PIECES:
            self.fail(TOO_LARGE)

    def handle_ping(self) -> None:
        """Who asks again and again and reads no answer is cut off: uvicorn would keep all of them."""
        super().handle_ping()
        if self.behind:
            self.cut()

    def drop(self, code: int) -> None:
        """Says why, and cuts; uvicorn's own close waits until a full buffer has drained, for some for ever."""
        if self.over:
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.read_on()  # else the answer is never seen
        self.close_timer = self.loop.call_later(self.close_timeout, self.cut)

    def fail(self, code: int) -> None:
        """What came is no message: says so, and waits for no answer."""
        self.frames = []
        if not self.close_sent:  # more may come of what was read at once
            self.conn.send_close(code)
            self.handle_parser_exception()

    def handle_parser_exception(self) -> None:
        """uvicorn closes, which waits for a full buffer for ever: who is silent is cut off."""
        super().handle_parser_exception()
        self._cut_later()

    def handle_close(self, event: Any) -> None:
        """The same, where they close and don't read."""
        super().handle_close(event)
        self._cut_later()

    def keepalive_timeout(self) -> None:
        """The same, where they answer no ping."""
        super().keepalive_timeout()
        self._cut_later()

    def cut(self) -> None:
        """A reset: after a close, the kernel would keep for minutes what a stuck reader has not read."""
        if not self.disconnected:
            held = self.transport.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()

    def _cut_later(self) -> None:
        if self.close_timer is None and not self.disconnected:
            self.close_timer = self.loop.call_later(SILENT, self.cut)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
