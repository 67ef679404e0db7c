"""What is unread of each member who asked to be told: to all their sockets, a second after it changed, where it did."""

import asyncio
import time
from collections.abc import Iterable
from itertools import islice
from typing import Final

from graph import unread
from graph.database import Graph
from graph.unread import MINE, Unread
from server.live import protocol
from server.live.reader import Reader
from server.live.woken import woken

PAUSE: Final = 1.0  # seconds between two looks
SOON: Final = 0.3  # seconds after a change until a look: what is said reaches its space first, and many changes are one
AGAIN: Final = 60.0  # seconds after which all are looked at again: what one was to be told of may have been lost
MOST: Final = 200  # members of one look; the others are next
SPACES: Final = 1000  # that are remembered between two looks; of more, all members are looked at


class Own:
    """Counts once for each member, however many sockets they have. Costs nothing while nobody asks."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._told: dict[Reader, Unread | None] = {}
        self._members: dict[str, set[Reader]] = {}
        self._waiting: dict[str, None] = {}  # members to look at, the first first
        self._spaces: set[str] = set()
        self._more = asyncio.Event()
        self._all_again = 0.0

    def want(self, reader: Reader) -> None:
        """A socket asks to be told, from now on; asking again tells it again."""
        self._told[reader] = None
        self._members.setdefault(reader.member.id, set()).add(reader)
        self._wait([reader.member.id])

    def depart(self, reader: Reader) -> None:
        """A socket closed."""
        if reader in self._told:
            del self._told[reader]
            self._members[reader.member.id].discard(reader)
            if not self._members[reader.member.id]:
                del self._members[reader.member.id]
                self._waiting.pop(reader.member.id, None)

    def suspect(self, id: str) -> None:
        """Something changed: what a member has read (MINE and their id), a member, a space, or none of these."""
        if not self._members:
            return
        member = id.removeprefix(MINE)
        if member in self._members:
            self._wait([member])
        elif member == id and len(self._spaces) < SPACES:
            self._spaces.add(id)
            self._more.set()
        elif member == id:
            self._wait(self._members)

    async def look(self) -> None:
        """One look at those of whom something changed; then a pause, so that many changes are one."""
        if time.monotonic() >= self._all_again:
            self._all_again = time.monotonic() + AGAIN
            self._wait(self._members)
        spaces, self._spaces = self._spaces, set()
        self._more.clear()
        if spaces:
            self._wait(await unread.concerned(self._graph, spaces, list(self._members)))
        if members := list(islice(self._waiting, MOST)):
            await self._tell(members)
        await self._rest()

    async def _tell(self, members: list[str]) -> None:
        for member in members:
            self._waiting.pop(member, None)
        for member, found in (await unread.of_members(self._graph, members)).items():
            frame = None
            for reader in self._members.get(member, ()):
                if self._told[reader] != found:
                    self._told[reader] = found
                    frame = frame or protocol.me(found)
                    reader.send(frame)

    async def _rest(self) -> None:
        await asyncio.sleep(PAUSE)
        if not self._waiting and await woken(self._more, AGAIN):
            await asyncio.sleep(SOON)

    def _wait(self, members: Iterable[str]) -> None:
        for member in members:
            self._waiting[member] = None
        if self._waiting:
            self._more.set()
