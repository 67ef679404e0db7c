"""What changed in a space after a number of its clock: an index read upwards, so that nothing is missed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, LiteralString

from graph.database import Graph

LAST: Final = 9_999_999_999  # the highest number that a key can hold

# The range first, never the clock: entries become visible in the order of their numbers, and the clock before them.
CHANGES: LiteralString = """
MATCH (message:Message) WHERE message.changed > $after AND message.changed < $end
RETURN message.id AS id, message.changed AS changed, message.kind = 'FACT' AS fact
ORDER BY message.changed LIMIT $limit"""


@dataclass(frozen=True)
class Change:
    """A message and the number of its latest change; `fact` where it tells what happened to the space."""

    message: str
    number: int
    fact: bool = False


@dataclass(frozen=True)
class Changes:
    """Each changed message once, in the order of their numbers; `position` is what one has after them."""

    rows: Sequence[Change]
    position: int
    more: bool

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def told(self) -> bool:
        """True where something happened to the space itself."""
        return any(row.fact for row in self.rows)

    def after(self, since: int) -> "Changes":
        """Without what changed up to `since`."""
        return replace(self, rows=[row for row in self.rows if row.number > since])


async def changes(graph: Graph, space: str, since: int, first: int) -> Changes:
    """At most `first` changes after number `since`; it stays the position where there are none."""
    since = min(max(since, 0), LAST)
    found, more = await _range(graph, space, since, LAST, first)
    # An entry leads to its message as it is when that is looked at: changed meanwhile, it comes with a number beyond
    # others that the range doesn't hold. Its old number is then a gap, and a range up to what was seen holds them all.
    if found and max(found) - since > len(found):
        found, more = await _range(graph, space, since, max(found), first)
    rows = [found[number] for number in sorted(found)[:first]]
    return Changes(rows, rows[-1].number if rows else since, more)


async def _range(graph: Graph, space: str, since: int, to: int, first: int) -> tuple[dict[int, Change], bool]:
    """Changes by their numbers, none beyond `to`, at most one more than `first`; and whether there are more."""
    read = await graph.read(CHANGES, after=f"{space}:{since:010d}", end=f"{space}:{to:010d};", limit=first + 1)
    found = [Change(row["id"], int(row["changed"].rpartition(":")[2]), bool(row["fact"])) for row in read]
    return {row.number: row for row in found if row.number <= to}, len(read) > first
