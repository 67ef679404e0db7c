"""uvicorn's HTTP, which waits neither for ever nor without end for the head of a request.

uvicorn leaves both to a proxy. What is touched of it has no underscore; tests/server/test_heads.py tells when a new
version changes it.
"""

from asyncio import TimerHandle
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD: Final = 20.0  # seconds for a head, from the opening of the connection or from its first byte
LONGEST: Final = 64 * 1024  # bytes of a head


class PatientProtocol(HttpToolsProtocol):
    """For uvicorn.Config(http=PatientProtocol)."""

    _timer: TimerHandle | None = None
    _length: int | None = 0  # of the head that is being read; None where none is

    def connection_made(self, transport: Any) -> None:
        """Who opens a connection has something to say."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Refuses a head that is too long, whatever comes of it later."""
        before = self._length
        super().data_received(data)
        if before is not None and self._length is not None:
            self._length = before + len(data)
            if self._length > LONGEST:
                self._refuse()

    def on_message_begin(self) -> None:
        """Another request on the same connection."""
        super().on_message_begin()
        if self._length is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """What comes now is bounded by others."""
        self._stop()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._stop()
        self._length = 0
        self._timer = self.loop.call_later(HEAD, self._refuse)

    def _stop(self) -> None:
        self._length = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.send_400_response("The head of the request is too long, or took too long.")
