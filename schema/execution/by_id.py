"""Nodes that Python found by their ids, read and guarded by one statement."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar, overload

from schema.execution.reference import nodes
from schema.execution.shape import inner
from schema.page import Connection, Key, Slice, page

T = TypeVar("T")
U = TypeVar("U")


@overload
async def one(type_: type[T], id: str, info: Any) -> T | None: ...
@overload
async def one(type_: type[T], id: str, info: Any, otherwise: U) -> T | U: ...
async def one(type_: type[T], id: str, info: Any, otherwise: Any = None) -> Any:
    """The node, or `otherwise` where it is absent or forbidden."""
    found: list[T | None] = await nodes([id], inner(type_), info)
    return found[0] if found[0] is not None else otherwise


async def seen(type_: type, id: str, info: Any) -> bool:
    """True where the viewer may see the node."""
    return (await nodes([id], inner(type_), info))[0] is not None


async def each(type_: type[T], ids: Iterable[str], info: Any) -> dict[str, T]:
    """Those of the nodes that the viewer may see, by id."""
    wanted = list(dict.fromkeys(ids))
    found: list[T | None] = await nodes(wanted, inner(type_), info)
    return {id: node for id, node in zip(wanted, found, strict=True) if node is not None}


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
