"""Who is here and who types, as other processes told it. It fades where one of them is heard of no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from server.live.presence import NOBODY, Present, together

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

    def people(self, space: str) -> Present:
        """Who is there, by what all of them told last."""
        return together(one.spaces[space] for one in self._processes.values() if space in one.spaces)
