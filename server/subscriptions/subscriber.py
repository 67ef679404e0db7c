"""One subscription as the hub sees it: a reader of one space, in the manner of their own document."""

from dataclasses import dataclass
from typing import Protocol

from schema.context import Context
from schema.listening import Listening
from server.live.frame import Frame
from server.live.protocol import Close
from server.live.reader import Manner, Reader
from server.subscriptions.payload import Payload

MANNER = Manner("graphql")


class Out(Protocol):
    """Where what is told goes, without waiting."""

    def tell(self, payload: Payload) -> bool:
        """False where the reader is too far behind."""

    def end(self, code: Close) -> None:
        """Nothing more will be told; DONE where the reader is to know that it is complete."""


@dataclass(eq=False, slots=True, kw_only=True)
class Subscriber(Reader):
    """Hands what is told to the socket or the stream that it came by."""

    asking: Context
    listening: Listening
    out: Out

    def send(self, frame: Frame) -> None:
        """Passes on a payload; after the last one it is complete."""
        assert isinstance(frame, Payload)
        if self.closing is None and not self.out.tell(frame):
            self.close(Close.SLOW)
        if frame.last:
            self.close(Close.DONE)

    def close(self, code: Close) -> None:
        """Nothing more is told; the first reason counts."""
        if self.closing is None:
            self.closing = code
            self.out.end(code)
