"""What changed in a space after a position: what one has missed, and what a live space sends."""

from collections.abc import Sequence
from typing import Any

import strawberry
from graphql import GraphQLError

from graph import changes
from schema.execution import by_id
from schema.message import Message

MOST = 100  # changes at once


@strawberry.type(description="A message in its latest state, and the number of the change that made it so.")
class Change:
    number: int
    message: Message


@strawberry.type(description="Each message that changed, once, in the order of the changes.")
class Changes:
    position: int = strawberry.field(description="What you have when you have taken these: ask again from here.")
    more: bool = strawberry.field(description="True where more is left after them.")
    changes: list[Change]


async def changes_of(spaces: Sequence[Any], info: strawberry.Info, since: int, first: int) -> list[Changes]:
    """What changed in each space after `since`; GraphQLError where `first` is out of bounds."""
    if not 1 <= first <= MOST:
        raise GraphQLError(f"'first' must be between 1 and {MOST}.")
    found = [await changes.changes(info.context.graph, space.id, since, first) for space in spaces]
    read = await by_id.each(Message, (row.message for one in found for row in one.rows), info)
    return [
        Changes(
            position=one.position,
            more=one.more,
            changes=[Change(number=row.number, message=read[row.message]) for row in one.rows if row.message in read],
        )
        for one in found
    ]
