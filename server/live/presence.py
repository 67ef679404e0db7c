"""Who is here and who types: said again and again, faded by itself, recorded nowhere. Instants are seconds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

HERE, TYPING = 75.0, 6.0  # seconds until what was said last fades
MOST = 50  # names of one frame

People = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Present:
    """Who is here and who types: (id, name), in the order of ids."""

    here: People = ()
    typing: People = ()


NOBODY = Present()


@dataclass
class _Place:
    names: dict[str, str] = field(default_factory=dict)
    here: dict[str, float] = field(default_factory=dict)
    typing: dict[str, float] = field(default_factory=dict)
    told: Present = NOBODY

    def people(self, at: float) -> Present:
        """Who is left."""
        for until in (self.here, self.typing):
            for member in [one for one, end in until.items() if end <= at]:
                del until[member]
        self.names = {member: name for member, name in self.names.items() if member in self.here}
        return Present(self._named(self.here), self._named(self.typing))

    def _named(self, until: dict[str, float]) -> People:
        return tuple((member, self.names[member]) for member in sorted(until) if member in self.names)[:MOST]


class Presence:
    """The people of every space that somebody hears; `elsewhere` tells who is there on other processes."""

    def __init__(self, elsewhere: Callable[[str], Present] = lambda space: NOBODY) -> None:
        self._elsewhere = elsewhere
        self._places: dict[str, _Place] = {}
        self._passed: dict[str, Present] = {}

    def here(self, space: str, member: str, name: str, at: float) -> None:
        """A member has the space before their eyes."""
        place = self._places.setdefault(space, _Place())
        place.names[member], place.here[member] = name, at + HERE

    def typing(self, space: str, member: str, name: str, at: float) -> None:
        """A member writes, so they are here too."""
        self.here(space, member, name, at)
        self._places[space].typing[member] = at + TYPING

    def said(self, space: str, member: str) -> None:
        """What they wrote is there: they type no longer."""
        if place := self._places.get(space):
            place.typing.pop(member, None)

    def left(self, space: str, member: str) -> None:
        """They are gone."""
        if place := self._places.get(space):
            for known in (place.names, place.here, place.typing):
                known.pop(member, None)

    def forget(self, space: str) -> None:
        """Nobody hears the space any more."""
        self._places.pop(space, None)

    def told(self, space: str) -> Present:
        """What its readers were told last, for one who comes now."""
        place = self._places.get(space)
        return place.told if place else NOBODY

    def news(self, space: str, at: float) -> Present | None:
        """Who is here and who types, where that is not what was told last; it counts as told."""
        place, there = self._places.get(space), self._elsewhere(space)
        if place is None and there == NOBODY:
            return None
        place = place or self._places.setdefault(space, _Place())
        present = place.people(at) if there == NOBODY else together((place.people(at), there))
        if present == place.told:
            return None
        place.told = present
        return present

    def passing(self, at: float, *, all: bool) -> dict[str, Present]:
        """Who is here on this process, for the others: where it is not what they were told last, or all of it."""
        mine = {space: place.people(at) for space, place in self._places.items()}
        mine = {space: present for space, present in mine.items() if present != NOBODY}
        gone = {space: NOBODY for space in self._passed if space not in mine}
        changed = {space: present for space, present in mine.items() if self._passed.get(space) != present}
        self._passed = mine
        return mine if all else changed | gone


def together(some: Iterable[Present]) -> Present:
    """Whoever is in any of them."""
    all = tuple(some)
    return Present(_first(one.here for one in all), _first(one.typing for one in all))


def _first(people: Iterable[People]) -> People:
    return tuple(sorted({person for some in people for person in some}))[:MOST]
