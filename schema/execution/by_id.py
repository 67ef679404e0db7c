"""Nodes that Python found by their ids: read and guarded by one statement, at once or when their fields are known."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar, overload

from graph.query.tree import Start
from schema.execution.later import Later, LaterPage
from schema.execution.reference import nodes
from schema.execution.shape import inner
from schema.page import Connection, Key, Slice, page

T = TypeVar("T")
U = TypeVar("U")
Rows = Sequence[tuple[Key, str]]


@overload
async def one(type_: type[T], key: str, info: Any, *, by: str = "id") -> T | None: ...
@overload
async def one(type_: type[T], key: str, info: Any, otherwise: U, *, by: str = "id") -> T | U: ...
async def one(type_: type[T], key: str, info: Any, otherwise: Any = None, *, by: str = "id") -> Any:
    """The node with this id (or another unique property), or `otherwise` where it is absent or forbidden."""
    if info.context.later:
        return Later(inner(type_), key, by, otherwise)
    found: list[T | None] = await nodes([key], inner(type_), info, by)
    return found[0] if found[0] is not None else otherwise


async def seen(type_: type, id: str, info: Any) -> bool:
    """True where the viewer may see the node."""
    return (await nodes([id], inner(type_), info))[0] is not None


async def each(type_: type[T], ids: Iterable[str], info: Any) -> dict[str, T]:
    """Those of the nodes that the viewer may see, by id."""
    wanted = list(dict.fromkeys(ids))
    if info.context.later:
        made: dict[str, Any] = {id: Later(inner(type_), id) for id in wanted}
        return made
    found: list[T | None] = await nodes(wanted, inner(type_), info)
    return {id: node for id, node in zip(wanted, found, strict=True) if node is not None}


async def many(type_: type[T], ids: Sequence[str], info: Any) -> list[T]:
    """Those of the nodes that the viewer may see, in order."""
    if info.context.later:
        made: list[Any] = [Later(inner(type_), id) for id in ids]
        return made
    return [node for node in await nodes(ids, inner(type_), info) if node is not None]


async def a_page(
    type_: type[T], rows: Rows, asked: Slice, info: Any, total: Callable[[], Awaitable[int]]
) -> Connection[T]:
    """A page of `(key, id)` rows, of which one more than asked was read to know whether there are more."""
    if info.context.later:
        later: Any = LaterPage(inner(type_), asked, list(rows), total)
        return later  # type: ignore[no-any-return]
    kept = rows[: asked.size]
    found = await nodes([id for _, id in kept], inner(type_), info)
    nodes_ = [(key, node) for (key, _), node in zip(kept, found, strict=True) if node is not None]
    return page(nodes_[::-1] if asked.backwards else nodes_, len(rows) > asked.size, asked, total)


async def a_walk(
    type_: type[T],
    start: Start | None,
    walk: Callable[[], Awaitable[Rows]],
    asked: Slice,
    info: Any,
    total: Callable[[], Awaitable[int]],
) -> Connection[T]:
    """The same where the first look down an index (`start`) can be part of the statement that reads the nodes."""
    if info.context.later and start is not None:
        later: Any = LaterPage(inner(type_), asked, [], total, start, walk)
        return later  # type: ignore[no-any-return]
    return await a_page(type_, await walk(), asked, info, total)
