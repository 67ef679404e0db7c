"""The parts of a page: where they stand in `[rows, total, next, previous]`, rows being `[key, row]`."""

from typing import Any

from strawberry.types.base import StrawberryObjectDefinition

from schema.page import Connection, Edge, PageInfo, Slice

# Python source of a part, of the page or the row of a page {v}.
_PARTS = {
    (Connection, "edges"): "{v}[0]",
    (Connection, "nodes"): "[row[1] for row in {v}[0]]",
    (Connection, "page_info"): "{v}",
    (Connection, "total_count"): "{v}[1]",
    (Edge, "cursor"): "cursor({v}[0])",
    (Edge, "node"): "{v}[1]",
    (PageInfo, "has_next_page"): "{v}[2]",
    (PageInfo, "has_previous_page"): "{v}[3]",
    (PageInfo, "start_cursor"): "(cursor({v}[0][0][0]) if {v}[0] else None)",
    (PageInfo, "end_cursor"): "(cursor({v}[0][-1][0]) if {v}[0] else None)",
}


def part_of(definition: Any, name: str) -> str | None:
    """The source of a field of a connection, an edge or a page's information; None for other types."""
    owner = next((one for one in (Connection, Edge, PageInfo) if issubclass(definition.origin, one)), None)
    return _PARTS[owner, name] if owner else None


def is_page(definition: Any) -> bool:
    """True for the type of a connection."""
    return isinstance(definition, StrawberryObjectDefinition) and issubclass(definition.origin, Connection)


def cut(found: Any, asked: Slice) -> Any:
    """A page of what was read, in the list's own order; one row more than asked tells that there are more."""
    if isinstance(found, Exception):
        return found
    rows, total = found
    return shown(rows[: asked.size], total, len(rows) > asked.size, asked)


def shown(kept: list[Any], total: int | None, more: bool, asked: Slice) -> list[Any]:
    """A page of the rows that are kept; `more` lies beyond them in the direction of reading."""
    came = asked.key is not None
    if asked.backwards:
        return [kept[::-1], total, came, more]
    return [kept, total, more, came]
