"""Connects who speaks: asks the graph who may, tells all who hear a space who is in, passes signals on."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

import structlog

from graph import voice as speaking
from graph.database import Graph
from graph.identity import new_id, now
from server.live import spoken
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.places import Places
from server.live.protocol import Said
from server.live.reader import Reader
from server.live.relay import Relay
from server.live.rest import turns
from server.live.spoken import Entry, Signal
from server.live.voice import Rooms, Seat, State

log = structlog.get_logger(__name__)

LOOK: Final = 1.5  # seconds between two looks at who may still speak
PAUSE: Final = 0.2  # seconds after who is in was told, so that a burst is few frames

Say = Callable[..., None]  # to the other processes


class Switchboard:
    """Belongs to one hub. A socket is in one room at a time."""

    def __init__(self, graph: Graph, audience: Audience[Reader], relay: Relay, say: Say) -> None:
        self._graph, self._audience, self._relay, self._say = graph, audience, relay, say
        self._rooms = Rooms()
        self._places = Places()
        self._coming: dict[Reader, tuple[str, Entry]] = {}
        self._untold: dict[str, None] = {}
        self._more = asyncio.Event()

    def hear(self, reader: Reader, said: Said) -> Coroutine[Any, Any, None] | None:
        """What a reader says about voice; the work that is left to do, if any."""
        match said.about:
            case Entry() as entry:
                waits = reader in self._coming
                self._coming[reader] = said.space, entry
                return None if waits else self._enter(reader)
            case State() as state:
                self._change(reader, said.space, state)
            case Signal() as signal:
                self._pass(reader, said.space, signal)
            case None:
                self.quit(reader, said.space)
        return None

    def quit(self, reader: Reader, space: str) -> None:
        """They leave the room of a space, if they are in it or on their way."""
        if self._coming.get(reader, ("",))[0] == space:
            del self._coming[reader]
        if self._places.peer(reader, space):
            self._rooms.leave(space, self._places.stand_up(reader))
            self._changed(space)

    def depart(self, reader: Reader, *, back: bool) -> None:
        """Their socket is gone; where they may come back, what they hear goes on and their seat waits."""
        self._coming.pop(reader, None)
        if place := self._places.of(reader):
            if not back:
                return self.quit(reader, place.space)
            self._rooms.hold(place.space, self._places.stand_up(reader), now())
        return None

    def greeting(self, space: str) -> list[Frame]:
        """For who begins to hear a space: who is in, if anybody."""
        seats = self._rooms.seats(space)
        return [spoken.voices(space, seats)] if seats else []

    async def look(self) -> None:
        """Sends out who may not speak there any more, then waits for the next look."""
        seats = [(space, seat) for space in self._rooms.here() for seat in self._rooms.mine(space)]
        allowed = await speaking.speakers(self._graph, {(seat.member, space) for space, seat in seats})
        for space, seat in seats:
            if (seat.member, space) not in allowed and seat in self._rooms.mine(space):
                self._send_out(space, seat, "closed")
        await asyncio.sleep(LOOK)

    async def tell(self) -> None:
        """Tells who is in where that changed, then rests a little."""
        await self._more.wait()
        self._more.clear()
        untold, self._untold = self._untold, {}
        for space in untold:
            frame = spoken.voices(space, self._rooms.seats(space))
            for some in turns(self._hearers(space)):
                for reader in some:
                    reader.send(frame)
                await asyncio.sleep(0)
        await asyncio.sleep(PAUSE)

    def beat(self, *, all: bool) -> None:
        """Once a second: forgets what has faded; tells the other processes all seats, where it is time."""
        for space in self._rooms.fade(now()):
            self._changed(space)
        if all:
            self._say(voice={space: self._rooms.passing(space) for space in self._rooms.here()}, all=True)

    def hear_process(self, said: dict[str, Any]) -> None:
        """What another process says; see the broker."""
        touched: set[str] = set()
        if "voice" in said:
            touched = self._rooms.told(said["by"], said["voice"], now(), all=said["all"])
        if said.get("bye"):
            touched = self._rooms.gone(said["by"])
        for space in touched:
            self._changed(space, by_others=True)
        if "signal" in said:
            space, by, to, data = said["signal"]
            if any(seat.peer == by for seat in self._rooms.seats(space)):
                self._deliver(space, by, to, data)

    async def _enter(self, reader: Reader) -> None:
        while wanted := self._coming.get(reader):
            because = await self._why_not(reader, wanted[0])
            space, entry = self._coming.get(reader, ("", wanted[1]))
            if space == wanted[0]:  # else they left meanwhile, or want into another
                del self._coming[reader]
                if because:
                    reader.send(spoken.refused(space, because))
                else:
                    self._come_in(reader, space, entry)

    async def _why_not(self, reader: Reader, space: str) -> str:
        """Why they may not speak there; "" where they may."""
        try:
            allowed = await speaking.speakers(self._graph, {(reader.member.id, space)})
        except Exception:  # the database is away, or a bug
            log.exception("could not ask who may speak", space=space)
            return "away"
        return "" if allowed else "closed"

    def _come_in(self, reader: Reader, space: str, entry: Entry) -> None:
        if (place := self._places.of(reader)) and place.space != space:
            self.quit(reader, place.space)
        member = reader.member
        seat = self._rooms.enter(space, member.id, member.name, entry.state, new_id(), now(), entry.again)
        if seat is None:
            return reader.send(spoken.refused(space, "full"))
        self._seat(reader, space, seat)
        if entry.state.camera and not seat.camera:
            reader.send(spoken.refused(space, "cameras", seat.peer))
        return None

    def _seat(self, reader: Reader, space: str, seat: Seat) -> None:
        before = self._places.reader(seat.peer)
        if before is not None and before is not reader:
            self._places.stand_up(before)
            before.send(spoken.refused(space, "elsewhere"))
        if (place := self._places.of(reader)) and place.peer != seat.peer:
            self._rooms.leave(space, self._places.stand_up(reader))
        self._places.sit(reader, space, seat.peer)
        reader.send(spoken.yours(space, seat.peer, self._relay.rtc(seat.member, now())))
        self._changed(space)

    def _change(self, reader: Reader, space: str, state: State) -> None:
        peer = self._places.peer(reader, space)
        if peer is None:
            return
        if not self._rooms.change(space, peer, state, now()):
            reader.send(spoken.refused(space, "cameras", peer))
        self._changed(space)

    def _pass(self, reader: Reader, space: str, signal: Signal) -> None:
        """Between two who are in; what is for one who has just gone is for nobody."""
        peer = self._places.peer(reader, space)
        if peer is None or peer == signal.to:
            return
        if self._places.reader(signal.to):
            self._deliver(space, peer, signal.to, signal.data)
        elif any(seat.peer == signal.to for seat in self._rooms.seats(space)):
            self._say(signal=[space, peer, signal.to, signal.data])

    def _deliver(self, space: str, by: str, to: str, data: dict[str, Any]) -> None:
        reader = self._places.reader(to)
        if reader is None or self._places.peer(reader, space) != to:
            return
        if space in self._untold:  # they learn who it is before they hear from them
            reader.send(spoken.voices(space, self._rooms.seats(space)))
        reader.send(spoken.signal(space, by, data))

    def _changed(self, space: str, *, by_others: bool = False) -> None:
        lost = self._rooms.settle(space)
        for peer, because in lost:
            if reader := self._places.reader(peer):
                if because != "cameras":
                    self._places.stand_up(reader)
                reader.send(spoken.refused(space, because, peer if because == "cameras" else None))
        if lost or not by_others:
            self._say(voice={space: self._rooms.passing(space)}, all=False)
        self._untold[space] = None
        self._more.set()

    def _send_out(self, space: str, seat: Seat, because: str) -> None:
        self._rooms.leave(space, seat.peer)
        if reader := self._places.reader(seat.peer):
            self._places.stand_up(reader)
            reader.send(spoken.refused(space, because))
        self._changed(space)

    def _hearers(self, space: str) -> list[Reader]:
        return list(dict.fromkeys([*self._audience.readers(space), *self._places.inside(space)]))
