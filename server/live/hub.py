"""The hub: one stream a space with readers, and two clocks: who may still hear, who is here."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import structlog

from graph import access
from graph.identity import now
from server.live import protocol
from server.live.audience import Audience
from server.live.presence import Presence
from server.live.protocol import Close, Said
from server.live.reader import Reader
from server.live.stream import Stream
from web.house import House

log = structlog.get_logger(__name__)

CHECK = 2.0  # seconds between two looks at who may still hear
BEAT = 1.0  # seconds between two frames of who is here
MOST_SOCKETS, MOST_SPACES = 32, 32  # of a member, of a socket


class Hub:
    """Belongs to one event loop. `tell` is the nudge of the house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._audience: Audience[Reader] = Audience()
        self._presence = Presence()
        self._streams: dict[str, Stream] = {}
        self._suspects: set[str] = set()
        self._suspected = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = False

    async def tell(self, id: str) -> None:
        """Something of `id` changed: a space (it is read), a community, member or session (who hears is checked)."""
        if stream := self._streams.get(id):
            stream.nudge()
        if self._audience.known(id) or any(stream.held_in == id for stream in self._streams.values()):
            self._suspects.add(id)
            self._suspected.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks after the readers while the block lasts; then they are told that the server restarts."""
        self._open = True
        self._start(self._every(self._look_at_access))
        self._start(self._every(self._beat))
        try:
            yield
        finally:
            self._open = False
            for reader in self._audience:
                reader.close(Close.RESTART)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def enter(self, reader: Reader) -> Close | None:
        """A socket opened; why it may not stay, if so."""
        if not self._open:
            return Close.RESTART
        if len(self._audience.known(reader.member.id)) >= MOST_SOCKETS:
            return Close.TOO_MANY
        self._audience.enter(reader, {reader.member.id, reader.session})
        return None

    def depart(self, reader: Reader) -> None:
        """A socket closed."""
        for stream in list(self._streams.values()):
            stream.leave(reader)
        for space in self._audience.depart(reader):
            self._left(reader, space)

    def hear(self, reader: Reader, said: Said) -> Close | None:
        """What a reader says; why their socket is to be closed, if so."""
        at = time.monotonic()
        if not reader.may(said.verb, at):
            return Close.TOO_OFTEN
        if said.verb == "join":
            return self._join(reader, said)
        if said.verb == "leave":
            self._leave(reader, said.space)
        elif self._audience.hears(reader, said.space):
            note = self._presence.typing if said.verb == "typing" else self._presence.here
            note(said.space, reader.member.id, reader.member.name, at)
        return None

    async def check(self, spaces: Iterable[str]) -> None:
        """Lets go of those who may not read a space any more."""
        heard = [(reader, space) for space in spaces for reader in self._audience.readers(space)]
        pairs = {(reader.member.id, space) for reader, space in heard}
        allowed = await access.readers(self._house.graph, pairs) if pairs else set()
        for reader, space in heard:
            if (reader.member.id, space) not in allowed and self._audience.hears(reader, space):
                self._leave(reader, space)
                reader.send(protocol.gone(space))

    def _join(self, reader: Reader, said: Said) -> Close | None:
        spaces = {*self._audience.spaces(reader), *(s.space for s in self._streams.values() if s.awaits(reader))}
        if said.space not in spaces and len(spaces) >= MOST_SPACES:
            return Close.TOO_MANY
        stream = self._streams.get(said.space)
        if stream is None:
            stream = Stream(said.space, self._house, self._audience, self._presence, self._check_one)
            self._streams[said.space] = stream
            stream.join(reader, said.since)
            self._start(self._run(stream))
        else:
            stream.join(reader, said.since)
        return None

    def _leave(self, reader: Reader, space: str) -> None:
        if stream := self._streams.get(space):
            stream.leave(reader)
        self._audience.leave(reader, space)
        self._left(reader, space)

    def _left(self, reader: Reader, space: str) -> None:
        if all(other.member.id != reader.member.id for other in self._audience.readers(space)):
            self._presence.left(space, reader.member.id)

    async def _check_one(self, space: str) -> None:
        await self.check([space])

    async def _run(self, stream: Stream) -> None:
        try:
            await stream.run()
        finally:
            del self._streams[stream.space]
            self._presence.forget(stream.space)

    async def _look_at_access(self) -> None:
        """Every CHECK seconds for all, and at once for those of whom one has heard that something changed."""
        suspects, self._suspects = self._suspects, set()
        self._suspected.clear()
        sessions = {reader.session for reader in self._audience}
        lasting = await access.lasting(self._house.graph, sorted(sessions), now()) if sessions else set()
        for reader in self._audience:
            if reader.session in sessions - lasting:
                reader.close(Close.SIGNED_OUT)
        await self.check(self._concerned(suspects) if suspects else self._audience.heard())
        try:
            async with asyncio.timeout(CHECK):
                await self._suspected.wait()
        except TimeoutError:
            return

    def _concerned(self, suspects: set[str]) -> list[str]:
        """The spaces of the communities, members and sessions that something was told of."""
        readers = [one for id in suspects for one in self._audience.known(id)]
        heard = {space for one in readers for space in self._audience.spaces(one)}
        held = {space for space, stream in self._streams.items() if stream.held_in in suspects}
        return sorted(heard | held)

    async def _beat(self) -> None:
        at = time.monotonic()
        for space in self._audience.heard():
            if present := self._presence.news(space, at):
                frame = protocol.present(space, present.here, present.typing)
                for reader in self._audience.readers(space):
                    reader.send(frame)
        await asyncio.sleep(BEAT)

    async def _every(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await look()
            except Exception:  # the database is away, or a bug: nobody is let go, and it is tried again
                log.exception("live look failed")
                await asyncio.sleep(BEAT)

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
