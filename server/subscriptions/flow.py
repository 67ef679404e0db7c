"""The events of one stream that wait to be sent: bounded, and complete once the last was taken."""

import asyncio

from server.live.buffer import Buffer
from server.live.protocol import Close
from server.subscriptions.payload import Payload


class Flow:
    """See Out."""

    def __init__(self) -> None:
        self._waiting: Buffer[Payload] = Buffer()
        self._more = asyncio.Event()
        self._ended: Close | None = None

    @property
    def complete(self) -> bool:
        """True where all was told; false where it was cut off, and is to be asked for again."""
        return self._ended is Close.DONE

    def tell(self, payload: Payload) -> bool:
        """False where too much waits already."""
        self._more.set()
        return self._waiting.offer(payload)

    def end(self, code: Close) -> None:
        """Nothing more will come; what waits is sent only where it is complete."""
        self._ended = code
        if not self.complete:
            self._waiting.clear()
        self._more.set()

    async def next(self) -> bytes | None:
        """The next event; None after the last."""
        while (payload := self._waiting.take()) is None:
            if self._ended is not None:
                return None
            self._more.clear()
            await self._more.wait()
        return payload.event
