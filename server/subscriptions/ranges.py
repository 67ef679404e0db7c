"""What changed in a space, read once for all documents that are told of it."""

import asyncio
import time
from typing import Final

from graph.changes import Changes, changes
from graph.database import Graph
from schema.changes import MOST

FRESH: Final = 1.0  # seconds for which what was read is good, where nobody has said that something changed
KEPT: Final = 64  # positions of a space from which was read lately


class Ranges:
    """A read is joined by who asks for the same while it runs, unless something has changed since it began."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._read: dict[str, dict[int, tuple[float, asyncio.Task[Changes]]]] = {}

    def forget(self, space: str) -> None:
        """Something changed, or nobody listens any more."""
        self._read.pop(space, None)

    async def read(self, space: str, since: int) -> Changes:
        """What changed after a position, at most MOST changes."""
        reads, at = self._read.setdefault(space, {}), time.monotonic()
        begun, task = reads.get(since, (0.0, None))
        if task is None or at > begun + FRESH or _failed(task):
            if len(reads) >= KEPT:
                reads.clear()
            task = asyncio.create_task(changes(self._graph, space, since, MOST))
            reads[since] = (at, task)
        return await asyncio.shield(task)


def _failed(task: "asyncio.Task[Changes]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
