"""Who is here and who types, as other processes told it. It fades where one of them is heard of no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from server.live.presence import NOBODY, People, Present

FADES: Final = 25.0  # seconds after what a process told last
AGAIN: Final = 10.0  # seconds after which a process tells all of it again
MOST: Final = 10_000  # spaces of one process that are remembered


@dataclass
class _Process:
    until: float
    spaces: dict[str, Present] = field(default_factory=dict)


class Elsewhere:
    """Belongs to one process. Instants are seconds."""

    def __init__(self) -> None:
        self._processes: dict[str, _Process] = {}

    def told(self, process: str, spaces: Mapping[str, Present], at: float, *, all: bool) -> None:
        """What a process tells: the spaces that changed, or all that it has."""
        known = self._processes.setdefault(process, _Process(at))
        known.until = at + FADES
        if all:
            known.spaces.clear()
        for space, present in spaces.items():
            if present == NOBODY:
                known.spaces.pop(space, None)
            elif len(known.spaces) < MOST:
                known.spaces[space] = present

    def gone(self, process: str) -> None:
        """A process has ended."""
        self._processes.pop(process, None)

    def fade(self, at: float) -> None:
        """Forgets the processes that are heard of no more."""
        for process in [name for name, one in self._processes.items() if one.until <= at]:
            del self._processes[process]

    def said(self, space: str, member: str) -> None:
        """What they wrote is there: they type no longer."""
        for one in self._processes.values():
            if (present := one.spaces.get(space)) and any(id == member for id, _ in present.typing):
                typing = tuple(person for person in present.typing if person[0] != member)
                one.spaces[space] = Present(present.here, typing)

    def people(self, space: str) -> Present:
        """Who is there, by what all of them told last."""
        found = [one.spaces[space] for one in self._processes.values() if space in one.spaces]
        return Present(_together(*(one.here for one in found)), _together(*(one.typing for one in found)))


def _together(*people: People) -> People:
    return tuple(sorted({person for some in people for person in some}))
