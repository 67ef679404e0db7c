"""Who speaks in a space: six seats, four cameras, the same on every process. Rules alone; instants are given, in ms.

Each process knows its own seats and those that others told it. Where two of them gave one away at the same moment, both
come to the same end: of a member the seat taken last counts, then the first six by (since, peer). An instant is never
earlier than those one knows, so that a clock that is behind evicts nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Final

SEATS, CAMERAS = 6, 4
HELD: Final = 12_000  # ms that a seat waits for a device whose line is cut: what one hears goes on meanwhile
FADES: Final = 25_000  # ms after what a process told last
MOST: Final = 10_000  # spaces of one process that are remembered


@dataclass(frozen=True)
class State:
    """What a member says of themselves."""

    hand: bool = False
    muted: bool = True
    camera: bool = False


@dataclass(frozen=True)
class Seat:
    """A device in the room of a space. `since` is its place in the order, `taken` when its line was made or renewed."""

    peer: str
    member: str
    name: str
    since: int
    taken: int
    hand: bool = False
    muted: bool = True
    camera: int = 0  # when it was turned on


@dataclass
class _Process:
    until: int
    spaces: dict[str, tuple[Seat, ...]] = field(default_factory=dict)


class Rooms:
    """The seats of every space, here and elsewhere."""

    def __init__(self) -> None:
        self._here: dict[str, dict[str, Seat]] = {}
        self._held: dict[tuple[str, str], int] = {}
        self._there: dict[str, _Process] = {}

    def seats(self, space: str) -> tuple[Seat, ...]:
        """Who is in, in the order in which they came."""
        return settled(self._all(space))

    def here(self) -> list[str]:
        """The spaces with seats of this process."""
        return list(self._here)

    def mine(self, space: str) -> tuple[Seat, ...]:
        """The seats of this process."""
        return tuple(self._here.get(space, {}).values())

    def enter(
        self, space: str, member: str, name: str, state: State, peer: str, at: int, again: str = ""
    ) -> Seat | None:
        """The seat of a member's device; None where all are taken.

        Who sits there already moves to this device. Where `again` is the peer that they were, they are it still.
        """
        seats = self.seats(space)
        old = next((seat for seat in seats if seat.member == member), None)
        if old is None and len(seats) >= SEATS:
            return None
        at = _after(seats, at)
        seat = Seat(old.peer if old and old.peer == again else peer, member, name, old.since if old else at, at)
        self._here.setdefault(space, {})[seat.peer] = seat
        self._held.pop((space, seat.peer), None)
        self.change(space, seat.peer, state, at)
        return self._here[space][seat.peer]

    def change(self, space: str, peer: str, state: State, at: int) -> bool:
        """Says what one does; False where the camera stays off, for there are four."""
        seat, seats = self._here[space][peer], self.seats(space)
        others = sum(1 for other in seats if other.camera and other.peer != peer)
        camera = (seat.camera or _after(seats, at)) if state.camera and (seat.camera or others < CAMERAS) else 0
        self._here[space][peer] = replace(seat, hand=state.hand, muted=state.muted, camera=camera)
        return bool(camera) == state.camera

    def leave(self, space: str, peer: str) -> bool:
        """Gives the seat back; False where this process had none."""
        self._held.pop((space, peer), None)
        seats = self._here.get(space, {})
        gone = seats.pop(peer, None)
        if not seats:
            self._here.pop(space, None)
        return gone is not None

    def hold(self, space: str, peer: str, at: int) -> None:
        """The line is cut: the seat waits a while."""
        if peer in self._here.get(space, {}):
            self._held[space, peer] = at + HELD

    def settle(self, space: str) -> list[tuple[str, str]]:
        """Gives up what others have a better right to: (peer of this process, why).

        `elsewhere`: its member took a seat by another device; `full`; `cameras`: it stays, its camera is off.
        """
        kept = {(seat.peer, seat.taken): seat for seat in self.seats(space)}
        members = {seat.member for seat in kept.values()}
        lost: list[tuple[str, str]] = []
        for seat in self.mine(space):
            left = kept.get((seat.peer, seat.taken))
            if left is None:
                self.leave(space, seat.peer)
                lost.append((seat.peer, "elsewhere" if seat.member in members else "full"))
            elif seat.camera and not left.camera:
                self._here[space][seat.peer] = left
                lost.append((seat.peer, "cameras"))
        return lost

    def told(self, process: str, spaces: Mapping[str, Sequence[Sequence[Any]]], at: int, *, all: bool) -> set[str]:
        """What a process tells: the spaces that changed, or all that it has. Those to look at."""
        known = self._there.setdefault(process, _Process(at))
        known.until = at + FADES
        touched = set(spaces) | (set(known.spaces) if all else set())
        if all:
            known.spaces.clear()
        for space, seats in spaces.items():
            known.spaces.pop(space, None)
            if seats and len(known.spaces) < MOST:
                known.spaces[space] = tuple(Seat(*seat) for seat in seats[: 2 * SEATS])
        return touched

    def gone(self, process: str) -> set[str]:
        """A process has ended; the spaces to look at."""
        known = self._there.pop(process, None)
        return set(known.spaces) if known else set()

    def fade(self, at: int) -> set[str]:
        """Forgets seats whose line did not come back, and processes heard of no more; the spaces to look at."""
        late = [place for place, until in self._held.items() if until <= at]
        for space, peer in late:
            self.leave(space, peer)
        silent = [name for name, one in self._there.items() if one.until <= at]
        return {space for space, _ in late}.union(*(self.gone(name) for name in silent))

    def passing(self, space: str) -> list[tuple[Any, ...]]:
        """The seats of this process, for the others."""
        return [astuple(seat) for seat in self.mine(space)]

    def _all(self, space: str) -> Iterable[Seat]:
        yield from self.mine(space)
        for one in self._there.values():
            yield from one.spaces.get(space, ())


def settled(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Of all that were given away, those that count."""
    latest: dict[str, Seat] = {}
    for seat in seats:
        other = latest.get(seat.member)
        if other is None or (seat.taken, seat.peer) > (other.taken, other.peer):
            latest[seat.member] = seat
    kept = sorted(latest.values(), key=lambda seat: (seat.since, seat.peer))[:SEATS]
    filmed = sorted((seat.camera, seat.peer) for seat in kept if seat.camera)[:CAMERAS]
    return tuple(seat if (seat.camera, seat.peer) in filmed else replace(seat, camera=0) for seat in kept)


def _after(seats: Iterable[Seat], at: int) -> int:
    return max([at, *(1 + max(seat.since, seat.taken, seat.camera) for seat in seats)])
