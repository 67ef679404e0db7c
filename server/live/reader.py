"""One socket as the hub sees it: who reads, in which manner, and what waits to be sent to them."""

import asyncio
from dataclasses import dataclass
from typing import NamedTuple

from server.live.buffer import Buffer
from server.live.pace import COST, Bucket
from server.live.protocol import Close
from web.visit import Reader as Member


class Manner(NamedTuple):
    """How a reader is told: readers of one manner get the same bytes. Of JSON there is one manner."""

    format: str
    language: str = ""
    zone: str = ""


@dataclass(eq=False)
class Reader:
    """Knows no socket: it waits for a frame, or for the reason to close."""

    member: Member
    session: str
    manner: Manner

    def __post_init__(self) -> None:
        self.closing: Close | None = None
        self._buffer = Buffer()
        self._bucket = Bucket()
        self._more, self._closed = asyncio.Event(), asyncio.Event()

    def send(self, frame: str) -> None:
        """Puts a frame into the buffer; where it is full, the reader is too slow and is closed."""
        if self.closing is not None:
            return
        if self._buffer.offer(frame):
            self._more.set()
        else:
            self.close(Close.SLOW)

    def close(self, code: Close) -> None:
        """Nothing more is sent; the first reason counts."""
        if self.closing is None:
            self.closing = code
            self._buffer.clear()
            self._closed.set()

    def may(self, verb: str, at: float) -> bool:
        """False where they say too much in too short a time."""
        return self._bucket.take(COST[verb], at)

    async def next(self) -> str:
        """The next frame to send."""
        while (frame := self._buffer.take()) is None:
            self._more.clear()
            await self._more.wait()
        return frame

    async def closed(self) -> Close:
        """Waits until they are to be closed; the reason."""
        await self._closed.wait()
        assert self.closing is not None
        return self.closing
