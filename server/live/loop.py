"""The loop of those who hear one space in one way: it catches up who comes, and tells all what changed, in order."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from graph import access
from graph.database import Graph
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.position import Track, beyond
from server.live.reader import Manner, Reader
from server.live.rest import after, turns
from server.live.woken import woken

log = structlog.get_logger(__name__)

LOOK = 3.0  # seconds until it looks by itself: a nudge may be lost
AGAIN = 1.0  # seconds after the database failed
GATHER = 0.02  # seconds after some were caught up, until the next ones are
GAPS = 8  # from different positions, whose frames are kept while readers come

Check = Callable[..., Awaitable[None]]  # (*spaces) lets go of the readers of a space who may not read it any more


class Found(Protocol):
    """What changed: `position` is what one has after it, `told` is true where something happened to the space."""

    def __len__(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def more(self) -> bool: ...
    @property
    def told(self) -> bool: ...
    def after(self, since: int) -> "Found": ...


@dataclass(frozen=True)
class Gap:
    """What those get who come from one position: frames up to another, or the word to ask for the page (None)."""

    position: int | None
    frames: Callable[[Manner], Frame]


class Loop(ABC):
    """Serial on purpose: a reader is caught up between two frames, never beside one."""

    look = LOOK

    def __init__(self, space: str, graph: Graph, audience: Audience[Reader], check: Check) -> None:
        self.space = space
        self._graph, self._audience, self._check = graph, audience, check
        self.held_in, self._located = "", False  # the community, once it is known; a circle has none
        self._track = Track()
        self._waiting: dict[Reader, int] = {}
        self._woken = asyncio.Event()
        self._news = False  # something may have changed
        self._look_at = self._admit_at = 0.0
        self._gaps: dict[int, Gap] = {}

    @property
    def idle(self) -> bool:
        """True where nobody hears it, nor waits to."""
        return not self._waiting and not self._listening()

    def nudge(self) -> None:
        """Something changed, or may have."""
        self._news = True
        self._woken.set()

    def join(self, reader: Reader, since: int) -> None:
        """A reader waits to be caught up from a position; again, where they found a gap."""
        self._waiting[reader] = since
        self._woken.set()

    def leave(self, reader: Reader) -> None:
        """They wait no longer."""
        if self._waiting.pop(reader, None) is not None or self.idle:
            self._woken.set()

    def awaits(self, reader: Reader) -> bool:
        """True where they wait to be caught up."""
        return reader in self._waiting

    async def run(self) -> None:
        """Until nobody is left."""
        self._look_at = time.monotonic() + self.look
        while not self.idle:
            self._woken.clear()
            try:
                await self._turn()
            except Exception:  # the database is away, or a bug: the readers stay, and it is tried again
                log.exception("live space failed", space=self.space)
                self._news = True
                await asyncio.sleep(AGAIN)
            if not self.idle:
                await self._rest()

    async def _turn(self) -> None:
        await self._locate()
        if time.monotonic() >= self._admit_at:
            await self._admit()
        if self._news or time.monotonic() >= self._look_at:
            self._news, self._look_at = False, time.monotonic() + self.look
            await self._tell()

    async def _rest(self) -> None:
        """Until somebody comes or something changes, or it is time to look."""
        until = min(self._look_at, self._admit_at) if self._waiting else self._look_at
        if not self._news:
            await woken(self._woken, until - time.monotonic())

    async def _locate(self) -> None:
        if not self._located:
            found = await access.communities(self._graph, [self.space])
            self.held_in, self._located = found.get(self.space, ""), True

    async def _admit(self) -> None:
        """Catches up who waits; one read for all who come from the same position."""
        waiting = dict(self._waiting)
        if not waiting:
            return self._gaps.clear()
        allowed = await access.readers(self._graph, {(one.member.id, self.space) for one in waiting})
        groups: dict[int, list[Reader]] = defaultdict(list)
        for reader, since in waiting.items():
            if (reader.member.id, self.space) in allowed:
                groups[since].append(reader)
            else:
                await self._refuse(reader, since)
        for since, readers in groups.items():
            await self._catch_up(readers, since)
        self._admit_at = time.monotonic() + GATHER
        return None

    async def _catch_up(self, readers: list[Reader], since: int) -> None:
        """What was read a moment ago for others from there is enough where nothing was told since: they are level."""
        gap = self._gaps.get(since)
        if gap is None or self._news or gap.position not in (None, self._track.sent):
            gap = await self._gap(readers[0], since)
        if gap is None:  # lost a moment ago: those who still wait are asked about again
            return await self._refuse(readers[0], since)
        if self._serve(readers, since, gap.frames) and gap.position is not None:
            if self._track.sent is not None and self._track.sent < gap.position:
                self.nudge()  # the others don't have it yet
            self._track.caught_up(gap.position)
        return None

    async def _gap(self, reader: Reader, since: int) -> "Gap | None":
        found = await self._read(reader, max(since - 1, 0))
        if found is None:
            return None
        if found.more or beyond(since, found):
            reload = await self._reload(since)
            gap = Gap(None, lambda manner: reload)
        else:
            found = found.after(since)
            gap = Gap(found.position, await self._frames(found, since))
        if len(self._gaps) >= GAPS:
            self._gaps.clear()
        self._gaps[since] = gap
        return gap

    def _serve(self, readers: list[Reader], since: int, frames: Callable[[Manner], Frame]) -> bool:
        """Hands the frames to those who still wait for them; False where nobody does."""
        served = [reader for reader in readers if self._served(reader, since)]
        for reader in served:
            self._welcome(reader, frames(reader.manner))
        return bool(served)

    def _served(self, reader: Reader, since: int) -> bool:
        """Takes a reader off the list; False where they left or joined again meanwhile."""
        if self._waiting.get(reader) != since:
            return False
        del self._waiting[reader]
        return True

    async def _refuse(self, reader: Reader, since: int) -> None:
        gone = await self._gone(since)
        if self._served(reader, since):
            self._audience.leave(reader, self.space)
            reader.send(gone)

    async def _tell(self) -> None:
        """One frame to all for what changed since the last one; a burst becomes one frame by itself."""
        more = True
        while more and (readers := self._listening()) and self._track.sent is not None:
            found = await self._read(readers[0], self._track.sent)
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
        frames = await self._frames(found, since)
        begun = time.monotonic()
        for some in turns(self._listening()):
            for reader in some:
                if self._audience.hears(reader, self.space):
                    reader.send(frames(reader.manner))
            await asyncio.sleep(0)
        self._track.sent_to(found.position)
        self._sent(found)
        await asyncio.sleep(after(time.monotonic() - begun))

    @abstractmethod
    async def _read(self, reader: Reader, since: int) -> Found | None:
        """What changed after `since`, as a reader reads it; None where the space is absent or forbidden."""

    @abstractmethod
    async def _frames(self, found: Any, since: int) -> Callable[[Manner], Frame]:
        """The frame in each manner."""

    @abstractmethod
    async def _reload(self, since: int) -> Frame:
        """The frame for who is too far behind."""

    @abstractmethod
    async def _gone(self, since: int) -> Frame:
        """The frame for what is absent or forbidden."""

    def _listening(self) -> Sequence[Reader]:
        return self._audience.readers(self.space)

    def _welcome(self, reader: Reader, frame: Frame) -> None:
        self._audience.join(reader, self.space)
        reader.send(frame)

    @abstractmethod
    def _sent(self, found: Any) -> None:
        """It went to all."""
