"""One writer of a space at a time in this process: a hot space takes twice the posts, and none is tried twice."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """A lock for each space that somebody writes to."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, space: str) -> asyncio.Lock:
        """The lock of a space, gone by itself when nobody holds or awaits it."""
        lock = self._locks.get(space)
        if lock is None:
            lock = self._locks[space] = asyncio.Lock()
        return lock
