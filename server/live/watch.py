"""Who may still hear: looked at every few seconds, and at once where one has heard that something changed."""

import asyncio
import time
from collections.abc import Callable

from graph import access
from graph.database import Graph
from graph.identity import now
from server.live.audience import Audience
from server.live.protocol import Close
from server.live.reader import Reader
from server.live.woken import woken

CHECK = 1.5  # seconds between two looks: who lost access loses the stream within two, on every process

HeldIn = Callable[[str], str]  # the community of a space that is heard; "" where it isn't known yet
LetGo = Callable[[Reader, str], None]


class Watch:
    """Asks the graph who may read what they hear, and whose session lasts."""

    def __init__(self, graph: Graph, audience: Audience[Reader], held_in: HeldIn, let_go: LetGo) -> None:
        self._graph, self._audience, self._held_in, self._let_go = graph, audience, held_in, let_go
        self._suspects: set[str] = set()
        self._all_again = 0.0
        self._suspected = asyncio.Event()

    def suspect(self, id: str) -> None:
        """Something changed about a community, a member or a session. Others are none of this watch's business."""
        if self._audience.known(id) or any(self._held_in(space) == id for space in self._audience.heard()):
            self._suspects.add(id)
            self._suspected.set()

    async def look(self) -> None:
        """One look, at all in their time, else at those of whom one has heard; then waits for the next."""
        suspects, self._suspects = self._suspects, set()
        self._suspected.clear()
        if time.monotonic() >= self._all_again:
            self._all_again = time.monotonic() + CHECK
            await self._sign_out(list(self._audience))
            await self.check(*self._audience.heard())
        else:
            await self._sign_out([one for id in suspects for one in self._audience.known(id)])
            await self.check(*self._concerned(suspects))
        await woken(self._suspected, self._all_again - time.monotonic())

    async def check(self, *spaces: str) -> None:
        """Lets go of those who may not read a space any more."""
        heard = [(reader, space) for space in spaces for reader in self._audience.readers(space)]
        pairs = {(reader.member.id, space) for reader, space in heard}
        allowed = await access.readers(self._graph, pairs) if pairs else set()
        for reader, space in heard:
            if (reader.member.id, space) not in allowed and self._audience.hears(reader, space):
                self._let_go(reader, space)

    async def _sign_out(self, readers: list[Reader]) -> None:
        sessions = {reader.session for reader in readers}
        over = sessions - await access.lasting(self._graph, sorted(sessions), now())
        for reader in readers:
            if reader.session in over:
                reader.close(Close.SIGNED_OUT)

    def _concerned(self, suspects: set[str]) -> list[str]:
        """The spaces of the communities, members and sessions that something was told of."""
        readers = [one for id in suspects for one in self._audience.known(id)]
        heard = {space for one in readers for space in self._audience.spaces(one)}
        held = {space for space in self._audience.heard() if self._held_in(space) in suspects}
        return sorted(heard | held)
