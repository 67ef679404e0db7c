"""Who is here and who types: said again and again, faded by itself, recorded nowhere. Instants are seconds."""

from dataclasses import dataclass, field

HERE, TYPING = 75.0, 6.0  # seconds until what was said last fades
MOST = 50  # names of one frame

People = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Present:
    """Who is here and who types: (id, name), in the order of ids."""

    here: People = ()
    typing: People = ()


@dataclass
class _Place:
    names: dict[str, str] = field(default_factory=dict)
    here: dict[str, float] = field(default_factory=dict)
    typing: dict[str, float] = field(default_factory=dict)
    told: Present = Present()


class Presence:
    """The people of every space that somebody hears."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

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
        return place.told if place else Present()

    def news(self, space: str, at: float) -> Present | None:
        """Who is here and who types, where that is not what was told last; it counts as told."""
        place = self._places.get(space)
        if place is None:
            return None
        for until in (place.here, place.typing):
            for member in [one for one, end in until.items() if end <= at]:
                del until[member]
        place.names = {member: name for member, name in place.names.items() if member in place.here}
        present = Present(_people(place, place.here), _people(place, place.typing))
        if present == place.told:
            return None
        place.told = present
        return present


def _people(place: _Place, until: dict[str, float]) -> People:
    return tuple((member, place.names[member]) for member in sorted(until) if member in place.names)[:MOST]
