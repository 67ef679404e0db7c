"""Who may still hear: looked at every few seconds, and at once where one has heard that something changed."""

import asyncio
from collections.abc import Callable

from graph import access
from graph.database import Graph
from graph.identity import now
from server.live.audience import Audience
from server.live.protocol import Close
from server.live.reader import Reader

CHECK = 1.5  # seconds between two looks: who lost access loses the stream within two, on every process

HeldIn = Callable[[str], str]  # the community of a space that is heard; "" where it isn't known yet
LetGo = Callable[[Reader, str], None]


class Watch:
    """Asks the graph who may read what they hear, and whose session lasts."""

    def __init__(self, graph: Graph, audience: Audience[Reader], held_in: HeldIn, let_go: LetGo) -> None:
        self._graph, self._audience, self._held_in, self._let_go = graph, audience, held_in, let_go
        self._suspects: set[str] = set()
        self._suspected = asyncio.Event()

    def suspect(self, id: str) -> None:
        """Something changed about a community, a member or a session. Others are none of this watch's business."""
        if self._audience.known(id) or any(self._held_in(space) == id for space in self._audience.heard()):
            self._suspects.add(id)
            self._suspected.set()

    async def look(self) -> None:
        """One look, at those of whom one has heard or at all; then waits for the next."""
        suspects, self._suspects = self._suspects, set()
        self._suspected.clear()
        await self._sign_out()
        await self.check(*(self._concerned(suspects) if suspects else self._audience.heard()))
        try:
            async with asyncio.timeout(CHECK):
                await self._suspected.wait()
        except TimeoutError:
            return

    async def check(self, *spaces: str) -> None:
        """Lets go of those who may not read a space any more."""
        heard = [(reader, space) for space in spaces for reader in self._audience.readers(space)]
        pairs = {(reader.member.id, space) for reader, space in heard}
        allowed = await access.readers(self._graph, pairs) if pairs else set()
        for reader, space in heard:
            if (reader.member.id, space) not in allowed and self._audience.hears(reader, space):
                self._let_go(reader, space)

    async def _sign_out(self) -> None:
        sessions = {reader.session for reader in self._audience}
        lasting = await access.lasting(self._graph, sorted(sessions), now()) if sessions else set()
        for reader in self._audience:
            if reader.session in sessions - lasting:
                reader.close(Close.SIGNED_OUT)

    def _concerned(self, suspects: set[str]) -> list[str]:
        """The spaces of the communities, members and sessions that something was told of."""
        readers = [one for id in suspects for one in self._audience.known(id)]
        heard = {space for one in readers for space in self._audience.spaces(one)}
        held = {space for space in self._audience.heard() if self._held_in(space) in suspects}
        return sorted(heard | held)
