"""Reads down an index in pieces, and keeps what the viewer may see, until a page is full: nothing is sorted."""

from collections.abc import Awaitable, Callable
from typing import Final

Row = tuple[str, str]  # its key in the index, its id

FIRST: Final = 100  # rows of the first piece
LARGEST: Final = 1600


async def walk(
    piece: Callable[[str | None, int], Awaitable[list[Row]]],
    keep: Callable[[list[str]], Awaitable[set[str]]],
    key: str | None,
    limit: int,
) -> list[Row]:
    """At most `limit` rows after `key`. `piece(key, size)` reads the next ones, `keep(ids)` says which are wanted."""
    kept: list[Row] = []
    size = max(FIRST, 2 * limit)
    while True:
        rows = await piece(key, size)
        wanted = await keep([id for _, id in rows]) if rows else set()
        kept += [row for row in rows if row[1] in wanted]
        if len(kept) >= limit or len(rows) < size:
            return kept[:limit]
        key, size = rows[-1][0], min(2 * size, LARGEST)
