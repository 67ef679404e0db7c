"""Nodes that Python found by their ids, read and guarded by one statement."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from schema.execution.reference import nodes
from schema.execution.shape import inner
from schema.page import Connection, Key, Slice, page

T = TypeVar("T")


async def one(type_: type[T], id: str, info: Any) -> T | None:
    """The node, or None where it is absent or forbidden."""
    found: list[T | None] = await nodes([id], inner(type_), info)
    return found[0]


async def many(type_: type[T], ids: Sequence[str], info: Any) -> list[T]:
    """Those of the nodes that the viewer may see, in order."""
    return [node for node in await nodes(ids, inner(type_), info) if node is not None]


async def a_page(
    type_: type[T], rows: Sequence[tuple[Key, str]], asked: Slice, info: Any, total: Callable[[], Awaitable[int]]
) -> Connection[T]:
    """A page of `(key, id)` rows, of which one more than asked was read to know whether there are more."""
    kept = rows[: asked.size]
    found = await nodes([id for _, id in kept], inner(type_), info)
    nodes_ = [(key, node) for (key, _), node in zip(kept, found, strict=True) if node is not None]
    return page(nodes_, len(rows) > asked.size, asked, total)
