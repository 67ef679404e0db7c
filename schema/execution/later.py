"""What Python answers in place of nodes: they are read when it is known what is asked of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.query.tree import Start
from schema.page import Key, Slice


@dataclass(frozen=True, slots=True)
class Later:
    """A node of a type by the value of a property; `otherwise` where it is absent or forbidden."""

    definition: Any
    key: str
    by: str = "id"
    otherwise: Any = None


@dataclass(slots=True)
class LaterPage:
    """A page of nodes by the rows `(key, id)` of an index, of which one more than asked was read.

    With a `start` the rows are found by the statement that reads the nodes; `walk` finds them where the start looked at
    too few.
    """

    definition: Any
    asked: Slice
    rows: list[tuple[Key, str]]
    total: Callable[[], Awaitable[int]]
    start: Start | None = None
    walk: Callable[[], Awaitable[Sequence[tuple[Key, str]]]] | None = None
    count: int | None = field(default=None)
