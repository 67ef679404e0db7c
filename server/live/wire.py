"""uvicorn's websocket, which also takes frames that are made already, and which holds little while nothing is said.

What is touched of uvicorn has no underscore, and is not documented either: tests/server/live/test_wire.py tells when a
new version changes it. On another ASGI server there is no wire, and the socket sends text, a task for each reader.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame as Framed
from websockets.frames import Opcode
from websockets.protocol import OPEN, SERVER
from websockets.protocol import Protocol as Spoken
from websockets.streams import StreamReader

from server.live.bounds import BEHIND, Bounded
from server.live.ear import EXTENSION, Ear
from server.live.frame import WINDOW, ZLIB, Frame
from server.live.pulse import Pulse

DEFLATE: Final = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    server_max_window_bits=WINDOW,
    client_max_window_bits=WINDOW,
    compress_settings=ZLIB,
)
ALIVE: Final = b"vive"  # what a ping says, and its answer
PING: Final = Framed(Opcode.PING, ALIVE).serialize(mask=False)
NOTHING: Final[dict[str, Any]] = {}
NOBODY_WAITS: Final = asyncio.Event()  # for all whose application has returned
# What uvicorn's __init__ and handshake set: in slots it takes a quarter of what it takes in a dictionary.
SLOTS: Final = (
    *("config", "app", "loop", "logger", "root_path", "asgi_version", "app_state", "connections", "tasks"),
    *("default_headers", "transport", "server", "client", "scheme", "queue", "handshake_initiated", "conn"),
    *("handshake_complete", "close_sent", "disconnected", "close_timer", "close_timeout", "initial_response"),
    *("read_paused", "writable", "ping_interval", "ping_timeout", "ping_timer", "pong_timer"),
    *("pending_ping_payload", "ping_sent_at", "last_ping_rtt", "frames", "curr_msg_data_type"),
    *("request", "response", "scope"),
)


class Heard:
    """Stands where uvicorn queues what it has received."""

    __slots__ = ("_ear",)

    def __init__(self, ear: Ear) -> None:
        self._ear: Ear | None = ear

    def put_nowait(self, event: Any) -> None:
        """Tells the ear, in words of ASGI."""
        if self._ear is None:
            return
        if event["type"] == "websocket.receive":
            self._ear.heard(event.get("text"))
        else:
            asyncio.get_running_loop().call_soon(self._ear.gone, event.get("code"))
            self._ear = None


def between_messages(spoken: Spoken) -> bool:
    """True where it has read all that came, and stands before a first byte: another one can go on from here."""
    deepest: Any = spoken.parser
    while (deeper := deepest.gi_yieldfrom) is not None:
        deepest = deeper
    waits = deepest.gi_code is StreamReader.at_eof.__code__
    return waits and spoken.state is OPEN and spoken.current_size is None and not (spoken.events or spoken.writes)


class LiveProtocol(Bounded):
    """A Wire. For uvicorn.Config(ws=…), with one pulse for all of a server."""

    __slots__ = (*SLOTS, "_pulse", "_turn", "inflates")

    def __init__(self, *given: Any, pulse: Pulse, **named: Any) -> None:
        super().__init__(*given, **named)
        self._pulse, self._turn, self.inflates = pulse, -1, False
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [DEFLATE]

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the application too."""
        super().connection_lost(exc)
        self._forget()

    async def run_asgi(self) -> None:
        """Lends itself to the application. Where that has left an ear, the socket outlives it."""
        # Who takes a smaller window than ours gets frames as they are.
        self.inflates = any(
            isinstance(e, PerMessageDeflate) and e.local_max_window_bits >= WINDOW for e in self._agreed
        )
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except Exception:
            self.logger.exception("Exception in ASGI application\n")
        if not (self.handshake_complete or self.transport.is_closing()):
            self.send_500_response()
        if isinstance(self.queue, Heard):
            self._forget()
        elif self.close_timer is None:
            self.transport.close()

    def listen(self, ear: Ear) -> None:
        """See Wire."""
        queued, heard = self.queue, Heard(ear)
        self.queue = heard  # type: ignore[assignment]  # the one thing that uvicorn does with it is to put
        while not queued.empty():
            heard.put_nowait(queued.get_nowait())
        self.read_on()

    def send_receive_event_to_app(self) -> None:
        """An ear has taken what came at once."""
        super().send_receive_event_to_app()
        if isinstance(self.queue, Heard):
            self.read_on()

    def write(self, frame: Frame) -> bool:
        """See Wire. Who is gone already is not behind."""
        transport = self.transport
        if self.close_sent or transport.is_closing():
            return True
        if transport.get_write_buffer_size() > BEHIND:
            return False
        transport.write(frame.deflated if self.inflates else frame.plain)
        return True

    def start_keepalive(self) -> None:
        """By the pulse of all, not by timers of its own."""
        self._turn = self._pulse.enter(self)

    def stop_keepalive(self) -> None:
        """Gone, or about to go."""
        self._pulse.depart(self, self._turn)

    def ping(self) -> None:
        """See Pinged."""
        if self.over:
            return
        if self.pending_ping_payload is not None:
            self.keepalive_timeout()
        else:
            self.pending_ping_payload = ALIVE
            self.transport.write(PING)

    def _forget(self) -> None:
        """The request, and what it brought, are most of what a socket would hold."""
        for name in ("request", "response", "scope"):
            if hasattr(self, name):
                delattr(self, name)
        self.app_state, self.server, self.client, self.writable = NOTHING, None, None, NOBODY_WAITS
        if between_messages(self.conn):
            after = Spoken(SERVER, max_size=self.config.ws_max_size, logger=self.logger)
            after.extensions = self.conn.extensions
            self.conn = after  # type: ignore[assignment]  # the other one's parser keeps the request

    @property
    def _agreed(self) -> list[Any]:
        return list(self.conn.extensions)
