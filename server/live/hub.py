"""The hub: one stream for each space with readers, a watch over who may still hear, a beat of who is here."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog

from server.live import protocol
from server.live.audience import Audience
from server.live.broker import Broker
from server.live.elsewhere import AGAIN, Elsewhere
from server.live.own import Own
from server.live.presence import People, Presence, Present
from server.live.protocol import Close, Said
from server.live.reader import Reader
from server.live.relay import NO_RELAY, Relay
from server.live.stream import Stream
from server.live.switchboard import Switchboard
from server.live.tasks import Tasks
from server.live.watch import Watch
from server.subscriptions.desk import Desk
from web.house import House

log = structlog.get_logger(__name__)

BEAT = 1.0  # seconds between two frames of who is here
MOST_SOCKETS, MOST_SPACES = 32, 32  # of a member, of a socket
VOICE = ("enter", "state", "quit", "signal")


class Hub:
    """Belongs to one event loop. `tell` is the nudge of the house; a broker takes it to other processes."""

    def __init__(self, house: House, broker: str = "", channel: str = "maille", relay: Relay = NO_RELAY) -> None:
        self._house = house
        self._audience: Audience[Reader] = Audience()
        self._elsewhere = Elsewhere()
        self._presence = Presence(self._elsewhere.people)
        self._broker = Broker(broker, channel, self._hear_process, self._broker_back) if broker else None
        self._voice = Switchboard(house.graph, self._audience, relay, self._broker.say if self._broker else _nothing)
        self._all_again = 0.0
        self._streams: dict[str, Stream] = {}
        self._watch = Watch(house.graph, self._audience, self._held_in, self._let_go)
        self._own = Own(house.graph)
        self.desk = Desk(house.graph)
        self._tasks = Tasks()
        self._open = False

    async def tell(self, id: str) -> None:
        """Something of `id` changed: a space (it is read), a community, member or session (who hears is checked)."""
        self._changed(id)
        if self._broker:
            self._broker.tell(id)

    def _changed(self, id: str) -> None:
        if stream := self._streams.get(id):
            stream.nudge()
        self._watch.suspect(id)
        self._own.suspect(id)
        self.desk.changed(id)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks after the readers while the block lasts; then they are told that the server restarts."""
        self._open = True
        self.desk.open()
        looks = (self._watch.look, self.desk.look, self._beat, self._own.look, self._voice.look, self._voice.tell)
        for look in looks:
            self._tasks.start(self._every(look))
        if self._broker:
            self._tasks.start(self._broker.run())
        try:
            yield
        finally:
            self._open = False
            for reader in self._audience:
                reader.close(Close.RESTART)
            await self.desk.close()
            await self._tasks.end()

    def enter(self, reader: Reader) -> Close | None:
        """A socket opened; why it may not stay, if so."""
        if not self._open:
            return Close.RESTART
        if len(self._audience.known(reader.member.id)) >= MOST_SOCKETS:
            return Close.TOO_MANY
        self._audience.enter(reader, {reader.member.id, reader.session})
        return None

    def depart(self, reader: Reader, *, back: bool) -> None:
        """A socket closed; whether it was cut, so that they may come back."""
        self._own.depart(reader)
        self._voice.depart(reader, back=back)
        awaited = [space for space, stream in self._streams.items() if stream.awaits(reader)]
        for space in {*self._audience.depart(reader), *awaited}:
            self._left(reader, space)

    def hear(self, reader: Reader, said: Said) -> Close | None:
        """What a reader says; why their socket is to be closed, if so."""
        at = time.monotonic()
        if not reader.may(said.verb, at, said.length):
            return Close.TOO_OFTEN
        if said.verb == "join":
            return self._join(reader, said)
        if said.verb == "me":
            self._own.want(reader)
        elif said.verb == "leave":
            self._leave(reader, said.space)
        elif said.verb in VOICE:
            if work := self._voice.hear(reader, said):
                self._tasks.start(work)
        elif self._audience.hears(reader, said.space):
            note = self._presence.typing if said.verb == "typing" else self._presence.here
            note(said.space, reader.member.id, reader.member.name, at)
        return None

    def _join(self, reader: Reader, said: Said) -> Close | None:
        spaces = {*self._audience.spaces(reader), *(s.space for s in self._streams.values() if s.awaits(reader))}
        if said.space not in spaces and len(spaces) >= MOST_SPACES:
            return Close.TOO_MANY
        stream = self._streams.get(said.space)
        if stream is None:
            stream = Stream(
                said.space, self._house, self._audience, self._presence, self._watch.check, self._voice.greeting
            )
            self._streams[said.space] = stream
            stream.join(reader, said.since)
            self._tasks.start(self._run(stream))
        else:
            stream.join(reader, said.since)
        return None

    def _let_go(self, reader: Reader, space: str) -> None:
        """They may not read it any more."""
        self._leave(reader, space)
        reader.send(protocol.gone(space))

    def _held_in(self, space: str) -> str:
        return self._streams[space].held_in if space in self._streams else ""

    def _leave(self, reader: Reader, space: str) -> None:
        self._audience.leave(reader, space)
        self._voice.quit(reader, space)
        self._left(reader, space)

    def _left(self, reader: Reader, space: str) -> None:
        if stream := self._streams.get(space):
            stream.leave(reader)
        if not any(self._audience.hears(other, space) for other in self._audience.known(reader.member.id)):
            self._presence.left(space, reader.member.id)

    async def _run(self, stream: Stream) -> None:
        try:
            await stream.run()
        finally:
            del self._streams[stream.space]
            self._presence.forget(stream.space)

    async def _beat(self) -> None:
        at = time.monotonic()
        for space in self._audience.heard():
            if present := self._presence.news(space, at):
                frame = protocol.present(space, present.here, present.typing)
                for reader in self._audience.readers(space):
                    reader.send(frame)
        self._pass_on(at)
        await asyncio.sleep(BEAT)

    def _pass_on(self, at: float) -> None:
        """Tells the other processes who is here on this one."""
        self._elsewhere.fade(at)
        all = at >= self._all_again
        self._voice.beat(all=all)
        if self._broker and ((passing := self._presence.passing(at, all=all)) or all):
            self._broker.present(passing, all=all)
        if all:
            self._all_again = at + AGAIN

    def _hear_process(self, said: dict[str, Any]) -> None:
        """What another process says; see the broker."""
        for id in said.get("ids", ()):
            self._changed(id)
        self._voice.hear_process(said)
        if "present" in said:
            spaces = {
                space: Present(_people(here), _people(typing)) for space, (here, typing) in said["present"].items()
            }
            self._elsewhere.told(said["by"], spaces, time.monotonic(), all=said["all"])
        if said.get("hello"):
            self._all_again = 0.0
        if said.get("bye"):
            self._elsewhere.gone(said["by"])

    def _broker_back(self) -> None:
        """Something may have been missed."""
        self._all_again = 0.0
        for stream in self._streams.values():
            stream.nudge()
        self.desk.missed()

    async def _every(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await look()
            except Exception:  # the database is away, or a bug: nobody is let go, and it is tried again
                log.exception("live look failed")
                await asyncio.sleep(BEAT)


def _nothing(**said: Any) -> None:
    """Where there are no other processes."""


def _people(told: list[list[str]]) -> People:
    return tuple((id, name) for id, name in told)
