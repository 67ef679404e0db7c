"""The loop of those who hear one space in one way: it admits who comes, and tells all what changed, in order."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import structlog

from graph import access
from graph.database import Graph
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.latecomers import Latecomers
from server.live.position import Track
from server.live.reader import Reader
from server.live.rest import after, turns
from server.live.telling import Telling
from server.live.woken import woken

log = structlog.get_logger(__name__)

LOOK = 3.0  # seconds until it looks by itself: a nudge may be lost
AGAIN = 1.0  # seconds after the database failed
GATHER = 0.02  # seconds after some were caught up, until the next ones are

Check = Callable[..., Awaitable[None]]  # (*spaces) lets go of the readers of a space who may not read it any more


class Loop(Telling):
    """Serial on purpose: a reader is caught up between two frames, never beside one."""

    look = LOOK

    def __init__(self, space: str, graph: Graph, audience: Audience[Reader], check: Check) -> None:
        self.space = space
        self._graph, self._audience, self._check = graph, audience, check
        self.held_in, self._located = "", False  # the community, once it is known; a circle has none
        self._track = Track()
        self._late = Latecomers(self, self._track)
        self._woken = asyncio.Event()
        self._look_at = self._admit_at = 0.0

    @property
    def idle(self) -> bool:
        """True where nobody hears it, nor waits to."""
        return not self._late and not self.listening()

    def nudge(self) -> None:
        """Something changed, or may have."""
        self._track.news = True
        self._woken.set()

    def join(self, reader: Reader, since: int) -> None:
        """A reader waits to be caught up from a position; again, where they found a gap."""
        self._late.join(reader, since)
        self._woken.set()

    def leave(self, reader: Reader) -> None:
        """They wait no longer."""
        if self._late.leave(reader) or self.idle:
            self._woken.set()

    def awaits(self, reader: Reader) -> bool:
        """True where they wait to be caught up."""
        return reader in self._late

    async def run(self) -> None:
        """Until nobody is left."""
        self._look_at = time.monotonic() + self.look
        while not self.idle:
            self._woken.clear()
            try:
                await self._turn()
            except Exception:  # the database is away, or a bug: the readers stay, and it is tried again
                log.exception("live space failed", space=self.space)
                self._track.news = True
                await asyncio.sleep(AGAIN)
            if not self.idle:
                await self._rest()

    async def _turn(self) -> None:
        await self._locate()
        if time.monotonic() >= self._admit_at and await self._late.admit():
            self._admit_at = time.monotonic() + GATHER
        if self._track.news or time.monotonic() >= self._look_at:
            self._track.news, self._look_at = False, time.monotonic() + self.look
            await self._tell()

    async def _rest(self) -> None:
        """Until somebody comes or something changes, or it is time to look."""
        until = min(self._look_at, self._admit_at) if self._late else self._look_at
        if not self._track.news:
            await woken(self._woken, until - time.monotonic())

    async def _locate(self) -> None:
        if not self._located:
            found = await access.communities(self._graph, [self.space])
            self.held_in, self._located = found.get(self.space, ""), True

    async def _tell(self) -> None:
        """One frame to all for what changed since the last one; a burst becomes one frame by itself."""
        more = True
        while more and (readers := self.listening()) and self._track.sent is not None:
            found = await self.read(readers[0], self._track.sent)
            if found is None:
                await self._check(self.space)
                return self.nudge()
            if found.told:  # somebody may have come or gone
                await self._check(self.space)
            if len(found):
                await self._send(found, self._track.sent)
            more = found.more
        return None

    async def _send(self, found: Any, since: int) -> None:
        """A lone frame goes at once; the next one waits, so that what comes meanwhile is told together."""
        frames = await self.frames(found, since)
        begun = time.monotonic()
        for some in turns(self.listening()):
            for reader in some:
                if self._audience.hears(reader, self.space):
                    reader.send(frames(reader.manner))
            await asyncio.sleep(0)
        self._track.sent_to(found.position)
        self.sent(found)
        await asyncio.sleep(after(time.monotonic() - begun))

    async def allowed(self, readers: Iterable[Reader]) -> set[Reader]:
        """See Telling; one statement."""
        asked = list(readers)
        found = await access.readers(self._graph, {(one.member.id, self.space) for one in asked})
        return {one for one in asked if (one.member.id, self.space) in found}

    def listening(self) -> Sequence[Reader]:
        """See Telling."""
        return self._audience.readers(self.space)

    def welcome(self, reader: Reader, frame: Frame) -> None:
        """See Telling."""
        self._audience.join(reader, self.space)
        reader.send(frame)

    def turn_away(self, reader: Reader, frame: Frame) -> None:
        """See Telling."""
        self._audience.leave(reader, self.space)
        reader.send(frame)
