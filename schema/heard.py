"""A search in one space: what was said there with some words, and from where to look further down."""

from collections.abc import Sequence
from typing import Any, Final

import strawberry

from graph import said
from graph.said import PIECES, Said
from schema.execution import by_id
from schema.message import Message

MOST: Final = 50  # messages at once
SEARCH_STATEMENTS: Final = len(PIECES) + 2  # each look, the latest number, whether one may read it


@strawberry.type(description="Messages of a space that have the words, the latest first.")
class Heard:
    messages: list[Message] = strawberry.field(description="What was found, the latest first.")
    further: int | None = strawberry.field(
        description="Ask again with `before` this number to look further down; null where all was looked at."
    )


async def said_in(space: str, info: strawberry.Info, text: str, first: int, before: int | None = None) -> Said:
    """The ids of one space."""
    most = min(max(first, 1), MOST)
    return await said.said(info.context.graph, info.context.viewer, space, text, most, before)


async def heard(spaces: Sequence[Any], info: strawberry.Info, text: str, first: int, before: int | None) -> list[Heard]:
    """What was found in each space."""
    found = [await said_in(one.id, info, text, first, before) for one in spaces]
    read = await by_id.each(Message, (id for one in found for id in one.ids), info)
    return [Heard(messages=[read[id] for id in one.ids if id in read], further=one.further) for one in found]
