"""So many requests with files at once: what they bring lies on the disk while they last."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 32  # requests of a process
EACH: Final = 3  # of one member
SECONDS: Final = 900  # for ten megabytes by a bad line


class Full(Exception):
    """Too many bring files at this moment, or this took too long."""


@dataclass
class Gate:
    """Who is inside."""

    inside: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def enter(self, who: str) -> AsyncIterator[None]:
        """Lets one more in, for a while. Full."""
        if self.inside.total() >= MOST or self.inside[who] >= EACH:
            raise Full
        self.inside[who] += 1
        try:
            async with asyncio.timeout(SECONDS) as clock:
                yield
        except TimeoutError as late:
            if clock.expired():
                raise Full from late
            raise
        finally:
            self.inside -= Counter([who])
