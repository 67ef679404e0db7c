"""The hub: who comes and goes, what members and other processes say, and who of this process is to hear of it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from server.live import protocol
from server.live.audience import Audience
from server.live.broker import Broker
from server.live.elsewhere import AGAIN
from server.live.own import Own
from server.live.protocol import Close, Said
from server.live.reader import Reader
from server.live.relay import NO_RELAY, Relay
from server.live.roll import Roll
from server.live.stream import Stream
from server.live.streams import Streams
from server.live.switchboard import Switchboard
from server.live.tasks import Tasks
from server.live.watch import Watch
from server.subscriptions.desk import Desk
from web.house import House

BEAT: Final = 1.0  # seconds between two frames of who is here
MOST_SOCKETS, MOST_SPACES = 32, 32  # of a member, of a socket
VOICE: Final = ("enter", "state", "quit", "signal")


class Hub:
    """Belongs to one event loop. `tell` is the nudge of the house; a broker takes it to other processes."""

    def __init__(self, house: House, broker: str = "", channel: str = "maille", relay: Relay = NO_RELAY) -> None:
        self._house = house
        self._audience: Audience[Reader] = Audience()
        self._tasks = Tasks()
        self._broker = Broker(broker, channel, self._hear_process, self._broker_back) if broker else None
        self._roll = Roll(self._audience)
        self._voice = Switchboard(house.graph, self._audience, relay, self._broker.say if self._broker else _nothing)
        self._streams = Streams(self._stream, self._roll.forget, self._tasks)
        self._watch = Watch(house.graph, self._audience, self._streams.held_in, self._let_go)
        self._own = Own(house.graph)
        self.desk = Desk(house.graph)
        self._all_again = 0.0
        self._open = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks after the readers while the block lasts; then they are told that the server restarts."""
        self._open = True
        self.desk.open()
        looks = (self._watch.look, self.desk.look, self._beat, self._own.look, self._voice.look, self._voice.tell)
        for look in looks:
            self._tasks.repeat(look)
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

    async def tell(self, id: str) -> None:
        """Something of `id` changed: a space (it is read), a community, member or session (who hears is checked)."""
        self._changed(id)
        if self._broker:
            self._broker.tell(id)

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
        awaited = self._streams.awaited(reader)
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
        else:
            self._roll.hear(reader, said, at)
        return None

    def _join(self, reader: Reader, said: Said) -> Close | None:
        spaces = {*self._audience.spaces(reader), *self._streams.awaited(reader)}
        if said.space not in spaces and len(spaces) >= MOST_SPACES:
            return Close.TOO_MANY
        self._streams.join(reader, said.space, said.since)
        return None

    def _stream(self, space: str) -> Stream:
        return Stream(space, self._house, self._audience, self._watch.check, self._roll, self._voice.greeting)

    def _let_go(self, reader: Reader, space: str) -> None:
        """They may not read it any more."""
        self._leave(reader, space)
        reader.send(protocol.gone(space))

    def _leave(self, reader: Reader, space: str) -> None:
        self._audience.leave(reader, space)
        self._voice.quit(reader, space)
        self._left(reader, space)

    def _left(self, reader: Reader, space: str) -> None:
        self._streams.leave(reader, space)
        self._roll.left(space, reader.member.id)

    def _changed(self, id: str) -> None:
        self._streams.nudge(id)
        self._watch.suspect(id)
        self._own.suspect(id)
        self.desk.changed(id)

    async def _beat(self) -> None:
        at = time.monotonic()
        self._roll.call(at)
        self._pass_on(at)
        await asyncio.sleep(BEAT)

    def _pass_on(self, at: float) -> None:
        """Tells the other processes who is here and who speaks on this one: what changed, and at times all of it."""
        all = at >= self._all_again
        self._voice.beat(all=all)
        if self._broker and ((passing := self._roll.passing(at, all=all)) or all):
            self._broker.say(present=passing, all=all)
        if all:
            self._all_again = at + AGAIN

    def _hear_process(self, said: dict[str, Any]) -> None:
        """What another process says; see the broker."""
        for id in said.get("ids", ()):
            self._changed(id)
        self._voice.hear_process(said)
        self._roll.hear_process(said)
        if said.get("hello"):
            self._all_again = 0.0

    def _broker_back(self) -> None:
        """Something may have been missed."""
        self._all_again = 0.0
        self._streams.nudge_all()
        self.desk.missed()


def _nothing(**said: Any) -> None:
    """Where there are no other processes."""
