"""Who comes by a socket: those who come in the same moment, as after a restart, are looked up by one statement."""

import asyncio
from itertools import islice
from typing import Final

from graph import session
from graph.database import Graph
from graph.identity import now
from graph.session import SignedIn

MOMENT: Final = 0.01  # seconds that one waits for others
MOST: Final = 1000  # of one statement

Waiting = dict[str, asyncio.Future[SignedIn | None]]


class Arrivals:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._waiting: Waiting = {}
        self._looking: asyncio.Task[None] | None = None

    async def who(self, graph: Graph, secret: str) -> SignedIn | None:
        """Whose session this is; None where it is over, was ended, or never was."""
        if (found := self._waiting.get(secret)) is None:
            found = self._waiting[secret] = asyncio.get_running_loop().create_future()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(graph))
        return await asyncio.shield(found)

    async def _look(self, graph: Graph) -> None:
        while self._waiting:
            await asyncio.sleep(MOMENT)
            some = {secret: self._waiting.pop(secret) for secret in list(islice(self._waiting, MOST))}
            await _tell(graph, some)


async def _tell(graph: Graph, waiting: Waiting) -> None:
    try:
        found = await session.whose(graph, list(waiting), now())
    except Exception as error:
        for one in waiting.values():
            one.set_exception(error)
    else:
        for secret, one in waiting.items():
            one.set_result(found.get(secret))
