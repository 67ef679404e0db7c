"""One socket as the hub sees it: who reads, in which manner, and what waits to be sent to them."""

import asyncio
from dataclasses import dataclass, field
from typing import NamedTuple

from server.live.buffer import Buffer
from server.live.ear import Wire
from server.live.frame import Frame
from server.live.pace import CHARACTERS, COST, Bucket
from server.live.protocol import Close
from web.visit import Reader as Member


class Manner(NamedTuple):
    """How a reader is told: readers of one manner get the same bytes. Of JSON there is one manner."""

    format: str
    language: str = ""
    zone: str = ""


@dataclass(eq=False, slots=True)
class Reader:
    """Hands frames to its wire; without one, it keeps them until its socket asks for the next."""

    member: Member
    session: str
    manner: Manner
    wire: Wire | None = None
    closing: Close | None = field(default=None, init=False)
    _bucket: Bucket = field(default_factory=Bucket, init=False)
    _kept: "Kept | None" = field(default=None, init=False)

    def send(self, frame: Frame) -> None:
        """Sends a frame without waiting; who is too far behind is closed."""
        if self.closing is None and not (self.wire or self.kept).write(frame):
            self.close(Close.SLOW)

    def close(self, code: Close) -> None:
        """Nothing more is sent; the first reason counts."""
        if self.closing is None:
            self.closing = code
            (self.wire or self.kept).drop(code)

    def may(self, verb: str, at: float, length: int = 0) -> bool:
        """False where they say too much in too short a time."""
        return self._bucket.take(COST[verb] + length / CHARACTERS, at)

    @property
    def kept(self) -> "Kept":
        """What waits to be sent where there is no wire."""
        if self._kept is None:
            self._kept = Kept()
        return self._kept


class Kept:
    """A wire for any server: frames wait for a task that sends them."""

    def __init__(self) -> None:
        self._buffer: Buffer[Frame] = Buffer()
        self._more, self._closed = asyncio.Event(), asyncio.Event()

    def write(self, frame: Frame) -> bool:
        """False where the buffer is full."""
        taken = self._buffer.offer(frame)
        self._more.set()
        return taken

    def drop(self, code: int) -> None:
        """Nothing waits any more."""
        self._buffer.clear()
        self._closed.set()

    async def next(self) -> Frame:
        """The next frame to send."""
        while (frame := self._buffer.take()) is None:
            self._more.clear()
            await self._more.wait()
        return frame

    async def dropped(self) -> None:
        """Waits until the reader is to be closed."""
        await self._closed.wait()
