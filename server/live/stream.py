"""The loop of one space that somebody hears: it reads what changed, renders it once a manner, and tells all readers."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable

import structlog

from graph import access
from server.live import protocol
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.position import Track, beyond
from server.live.presence import Presence
from server.live.reader import Manner, Reader
from server.live.rest import after, turns
from web.house import House
from web.live import news
from web.live.news import News

log = structlog.get_logger(__name__)

LOOK = 3.0  # seconds until it looks by itself: a nudge may be lost
AGAIN = 1.0  # seconds after the database failed

Greeting = Callable[[str], Iterable[Frame]]  # what who comes into a space is told beside its changes
Check = Callable[..., Awaitable[None]]  # (*spaces) lets go of the readers of a space who may not read it any more


class Stream:
    """Serial on purpose: a reader is caught up between two frames, never beside one."""

    def __init__(
        self,
        space: str,
        house: House,
        audience: Audience[Reader],
        presence: Presence,
        check: Check,
        greeting: Greeting,
    ) -> None:
        self.space = space
        self._greeting = greeting
        self._house, self._audience, self._presence, self._check = house, audience, presence, check
        self.held_in = ""  # the community, once it is known
        self._track = Track()
        self._waiting: dict[Reader, int] = {}
        self._nudged = asyncio.Event()

    @property
    def idle(self) -> bool:
        """True where nobody hears it, nor waits to."""
        return not self._waiting and not self._audience.readers(self.space)

    def nudge(self) -> None:
        """Something changed, or may have."""
        self._nudged.set()

    def join(self, reader: Reader, since: int) -> None:
        """A reader waits to be caught up from a position; again, where they found a gap."""
        self._waiting[reader] = since
        self.nudge()

    def leave(self, reader: Reader) -> None:
        """They wait no longer."""
        self._waiting.pop(reader, None)
        self.nudge()

    def awaits(self, reader: Reader) -> bool:
        """True where they wait to be caught up."""
        return reader in self._waiting

    async def run(self) -> None:
        """Until nobody is left."""
        while not self.idle:
            self._nudged.clear()
            pause = LOOK
            try:
                await self._locate()
                await self._admit()
                await self._tell()
            except Exception:  # the database is away, or a bug: the readers stay, and it is tried again
                log.exception("live space failed", space=self.space)
                pause = AGAIN
            if not self.idle:
                await self._rest(pause)

    async def _rest(self, pause: float) -> None:
        try:
            async with asyncio.timeout(pause):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _locate(self) -> None:
        if not self.held_in:
            found = await access.communities(self._house.graph, [self.space])
            self.held_in = found.get(self.space, "")

    async def _admit(self) -> None:
        """Catches up who waits; one read for all who come from the same position."""
        waiting = dict(self._waiting)
        if not waiting:
            return
        allowed = await access.readers(self._house.graph, {(one.member.id, self.space) for one in waiting})
        groups: dict[int, list[Reader]] = defaultdict(list)
        for reader, since in waiting.items():
            if (reader.member.id, self.space) in allowed:
                groups[since].append(reader)
            else:
                self._refuse(reader, since)
        for since, readers in groups.items():
            await self._catch_up(readers, since)

    async def _catch_up(self, readers: list[Reader], since: int) -> None:
        found = await news.read(self._house, readers[0].member, self.space, max(since - 1, 0))
        if found is None:  # lost a moment ago: those who still wait are asked about again
            return self._refuse(readers[0], since)
        lost = found.more or beyond(since, found.changes)
        found = found.after(since)
        frames = self._frames(found, since)
        for reader in readers:
            if self._served(reader, since):
                self._welcome(reader, protocol.reload(self.space) if lost else frames(reader.manner))
                if not lost:
                    self._track.caught_up(found.position)
        return None

    def _welcome(self, reader: Reader, frame: Frame) -> None:
        present = self._presence.told(self.space)
        self._audience.join(reader, self.space)
        reader.send(frame)
        reader.send(protocol.present(self.space, present.here, present.typing))
        for more in self._greeting(self.space):
            reader.send(more)

    def _served(self, reader: Reader, since: int) -> bool:
        """Takes a reader off the list; False where they left or joined again meanwhile."""
        if self._waiting.get(reader) != since:
            return False
        del self._waiting[reader]
        return True

    def _refuse(self, reader: Reader, since: int) -> None:
        if self._served(reader, since):
            self._audience.leave(reader, self.space)
            reader.send(protocol.gone(self.space))

    async def _tell(self) -> None:
        """One frame to all for what changed since the last one; a burst becomes one frame by itself."""
        more = True
        while more and (readers := self._audience.readers(self.space)) and self._track.sent is not None:
            found = await news.read(self._house, readers[0].member, self.space, self._track.sent)
            if found is None:
                await self._check(self.space)
                return self.nudge()
            if found.told:  # somebody may have come or gone
                await self._check(self.space)
            if found.changes:
                await self._send(found, self._track.sent)
            more = found.more
        return None

    async def _send(self, found: News, since: int) -> None:
        """A lone frame goes at once; the next one waits, so that what comes meanwhile is told together."""
        frames, begun = self._frames(found, since), time.monotonic()
        for some in turns(self._audience.readers(self.space)):
            for reader in some:
                if self._audience.hears(reader, self.space):
                    reader.send(frames(reader.manner))
            await asyncio.sleep(0)
        self._track.sent_to(found.position)
        self._quiet(found.said())
        await asyncio.sleep(after(time.monotonic() - begun))

    def _quiet(self, authors: Iterable[str]) -> None:
        for author in authors:
            self._presence.said(self.space, author)

    def _frames(self, found: News, since: int) -> Callable[[Manner], Frame]:
        """The frame in each manner, made when the first reader of that manner needs it."""
        made: dict[Manner, Frame] = {}

        def frame(manner: Manner) -> Frame:
            if manner not in made:
                shown = (
                    news.data(found)
                    if manner.format == protocol.JSON
                    else news.html(self._house, found, manner.language, manner.zone)
                )
                made[manner] = protocol.changes(self.space, since, found.position, shown)
            return made[manner]

        return frame
