"""Work that goes on by itself: held while it lasts, for a loop keeps only weak references, and ended together."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

PAUSE: Final = 1.0  # seconds after a failure


class Tasks:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins, and is forgotten when it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def repeat(self, look: Callable[[], Awaitable[None]]) -> None:
        """Begins, and again whenever it is done; each look rests by itself."""
        self.start(_again_and_again(look))

    async def end(self) -> None:
        """Cancels all of it, and waits until it is over."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


async def _again_and_again(look: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await look()
        except Exception:  # the database is away, or a bug: nobody is let go, and it is tried again
            log.exception("live look failed")
            await asyncio.sleep(PAUSE)
