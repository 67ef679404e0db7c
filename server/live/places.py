"""Which sockets of this process speak where: each has one seat at most, and each seat one socket."""

from typing import NamedTuple

from server.live.reader import Reader


class Place(NamedTuple):
    """A seat: the space, and who one is there."""

    space: str
    peer: str


class Places:
    """Knows sockets alone; a seat whose line is cut has none."""

    def __init__(self) -> None:
        self._places: dict[Reader, Place] = {}
        self._readers: dict[str, Reader] = {}

    def of(self, reader: Reader) -> Place | None:
        """Where they sit, if anywhere."""
        return self._places.get(reader)

    def peer(self, reader: Reader, space: str) -> str | None:
        """Who they are in a space; None where they don't sit there."""
        place = self._places.get(reader)
        return place.peer if place and place.space == space else None

    def reader(self, peer: str) -> Reader | None:
        """Who sits there; None where it is nobody of this process."""
        return self._readers.get(peer)

    def inside(self, space: str) -> list[Reader]:
        """Who sits in a space."""
        return [reader for reader, place in self._places.items() if place.space == space]

    def sit(self, reader: Reader, space: str, peer: str) -> None:
        """They take a seat that is free; of theirs, it is the same."""
        self._readers[peer], self._places[reader] = reader, Place(space, peer)

    def stand_up(self, reader: Reader) -> str:
        """They have none any more; who they were."""
        peer = self._places.pop(reader).peer
        del self._readers[peer]
        return peer
