"""The rows of a small network with hidden things, and the eight kinds of viewers who look at it.

Every text of a thing holds its own seal, `zzth03zz` for the thread th03, so that what leaks is known by name.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Final

from graph.identity import now
from graph.viewer import VISITOR

Row = dict[str, Any]

KINDS: Final = {  # of viewers: who stands for each
    "staff": "m00",
    "curator of a hidden community": "m01",
    "insider of a hidden community": "m02",
    "outsider": "m03",
    "discreet": "m04",
    "member of a community on request": "m05",
    "not yet admitted": "m06",
    "visitor": VISITOR,
}
ROOT, OPEN, ON_REQUEST, HIDDEN, OTHER_HIDDEN = PLACES = ("c00", "c01", "c02", "c03", "c04")
DOORS = {ROOT: "OPEN", OPEN: "OPEN", ON_REQUEST: "ON_REQUEST", HIDDEN: "HIDDEN", OTHER_HIDDEN: "HIDDEN"}
DISCREET = ("m04", "m06", "m07")
MEMBERS = tuple(f"m{number:02}" for number in range(12))
TOPICS = tuple(f"t{number:02}" for number in range(6))
FIXED = {  # who is where, whatever the seed; the others by chance
    ON_REQUEST: ("m04", "m05", "m08"),
    HIDDEN: ("m01", "m02", "m07"),
    OTHER_HIDDEN: ("m10",),
}
MINUTE, DAY = 60_000, 86_400_000


def seal(id: str) -> str:
    """The word that stands in every text of a thing: one word of letters and digits, to search, markup and mail."""
    return f"zz{id}zz"


@dataclass
class World:
    """The rows of each kind of thing; `at` (ms) is its present."""

    seed: int = 7
    at: int = field(default_factory=now)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random, self._clocks, self._moments = Random(self.seed), Counter[str](), count(1)

    def add(self, table: str, **row: Any) -> Row:
        """Keeps a row, and answers it."""
        self.rows.setdefault(table, []).append(row)
        return row

    def ids(self, table: str) -> list[str]:
        return [row["id"] for row in self.rows.get(table, ())]

    def last(self, space: str) -> int:
        """What the clock of a space has come to."""
        return self._clocks[space]

    def number(self, space: str) -> int:
        """The next number of the clock of a space."""
        self._clocks[space] += 1
        return self._clocks[space]

    def moment(self, days: float = 30) -> int:
        """An instant of the last so many days that no other thing has, so that nothing is ordered by chance."""
        return self.at - self.random.randrange(int(days * 1440)) * MINUTE - next(self._moments)
