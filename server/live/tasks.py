"""Work that goes on by itself: held while it lasts, for a loop keeps only weak references, and ended together."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins, and is forgotten when it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def end(self) -> None:
        """Cancels all of it, and waits until it is over."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
