"""Relay connections: a page of rows, its edges, its cursors."""

import base64
import json
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import strawberry
from graphql import GraphQLError

T = TypeVar("T")
Key = str | int
USUAL = 20  # rows of a page where nobody says how many


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="A row of a page and its cursor.")
class Edge(Generic[T]):
    cursor: str
    node: T


@strawberry.type(description="A page of a list; `nodes` for short.")
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo
    total: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="The nodes of the edges.")  # type: ignore[untyped-decorator]
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    @strawberry.field(description="How many there are in all, of those that you may see.")  # type: ignore[untyped-decorator]
    async def total_count(self) -> int:
        return await self.total()


def cursor(key: Key) -> str:
    """The opaque cursor of a row with this key."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def key_of(text: str) -> Key:
    """The key of a cursor; GraphQLError where it is none of ours."""
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        key = None
    if isinstance(key, bool) or not isinstance(key, (str, int)):
        raise GraphQLError("This cursor was not given by this list.")
    return key


def page(rows: list[tuple[Key, T]], more: bool, slice_: "Slice", total: Callable[[], Awaitable[int]]) -> Connection[T]:
    """A connection of `(key, node)` rows, in the list's own order; `more` lies beyond the bound."""
    edges = [Edge(cursor=cursor(key), node=node) for key, node in rows]
    came_from = slice_.key is not None
    info = PageInfo(
        has_next_page=came_from if slice_.backwards else more,
        has_previous_page=more if slice_.backwards else came_from,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=info, total=total)


class Slice:
    """What was asked of a list: how many, from which key, in which direction.

    `first`/`after` read forwards, `last`/`before` backwards; mixing them is refused.
    """

    def __init__(
        self,
        most: int,
        usual: int,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> None:
        self.backwards = last is not None or (before is not None and first is None)
        if self.backwards and (first is not None or after is not None):
            raise GraphQLError("Ask a list for 'first' and 'after', or for 'last' and 'before', not for both.")
        name, size = ("last", last) if self.backwards else ("first", first)
        self.size = usual if size is None else size
        if not 0 <= self.size <= most:
            raise GraphQLError(f"'{name}' must be between 0 and {most}.")
        given = before if self.backwards else after
        self.key = None if given is None else key_of(given)

    @property
    def text_key(self) -> str | None:
        """The key of a list that is ordered by a text."""
        if isinstance(self.key, int):
            raise GraphQLError("This cursor was not given by this list.")
        return self.key

    @property
    def number_key(self) -> int | None:
        """The key of a list that is ordered by a number."""
        if isinstance(self.key, str):
            raise GraphQLError("This cursor was not given by this list.")
        return self.key
