"""A page of members, by the name in their address: of a community, or of all whom the viewer may see."""

from typing import Any

import strawberry

from graph import directory
from graph.directory import Wanted
from schema.execution import by_id
from schema.execution.reference import node_of
from schema.page import Connection, Slice

MOST, USUAL = 100, 20
STATEMENTS = 7  # where it begins, and three pieces of an index: who is further down is found by asking for more


async def members(info: strawberry.Info, wanted: Wanted, first: int | None, after: str | None) -> Connection[Any]:
    """Those who are wanted, in the type of the field that asks."""
    asked, context = Slice(MOST, USUAL, first, after), info.context
    type_: Any = node_of(info._field.type)
    rows = await directory.members(context.graph, context.viewer, wanted, asked.text_key, asked.size + 1)
    total = lambda: directory.member_count(context.graph, context.viewer, wanted)  # noqa: E731
    return await by_id.a_page(type_, rows, asked, info, total)
