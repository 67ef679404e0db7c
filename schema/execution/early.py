"""What Python answers before all else of the nodes that a query names by `id`: what is read after it is no older.

Who follows a space from a position misses what came between the messages and a position that was read after them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schema.execution.python import Python
from schema.execution.selection import Field


@dataclass(frozen=True)
class Asked:
    """All that is known of a node before it is read."""

    id: str


class Early:
    """Of one run of a plan."""

    def __init__(self, python: Python, arguments: Mapping[Field, Any]) -> None:
        self._python, self._arguments = python, arguments
        self._known: dict[tuple[Any, str], Any] = {}

    async def ask(self, roots: Iterable[Field]) -> None:
        """Asks what is asked early below these fields."""
        for root in roots:
            for one in _early(root):
                given = self._arguments[root]
                id = given.get("id") if isinstance(given, Mapping) else None
                if isinstance(id, str) and (one.batch, id) not in self._known:
                    [self._known[one.batch, id]] = await self._python.answers(one, [Asked(id)])

    def of(self, one: Field, id: str) -> tuple[bool, Any]:
        """Whether it was asked of this node, and the answer or the exception."""
        key = (one.batch, id)
        return key in self._known, self._known.get(key)


def _early(root: Field) -> Iterator[Field]:
    """One field for each function: whatever the type of the node, it is the same."""
    selections = [] if root.place is None else root.place.selections.values()
    yield from {one.batch: one for each in selections for below in each for one in below.python if one.early}.values()
