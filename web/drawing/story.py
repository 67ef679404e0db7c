"""What a journey tells: chapters and helps, and which of them are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 8


@dataclass(frozen=True)
class Stretch:
    """A chapter: its title, its months in words (« depuis mars 2019 »), its instants (ISO 8601)."""

    title: str
    months: str
    since: str
    until: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Knot:
    """A help: given or received, its instant (ISO 8601) and its month in words, with whom, about what."""

    given: bool
    at: str
    month: str
    name: str
    what: str
    thanked: bool = False


@dataclass(frozen=True)
class Journey:
    """Chapters and helps of one member, in any order."""

    name: str
    chapters: Sequence[Stretch]
    helps: Sequence[Knot]

    @property
    def in_order(self) -> list[Knot]:
        """All helps, the oldest first: the rows of the table that tells the same."""
        return sorted(self.helps, key=lambda knot: knot.at)

    @property
    def shown(self) -> list[Knot]:
        """The helps that are drawn: the latest eight."""
        return self.in_order[-SHOWN:]

    @property
    def left_out(self) -> int:
        """How many older helps only the table tells."""
        return max(0, len(self.helps) - SHOWN)
