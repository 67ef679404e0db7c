"""What a program is told of a space as it happens: the one subscription."""

from collections.abc import AsyncGenerator, Iterable
from typing import Annotated, Any

import strawberry
from graphql import GraphQLError

from schema.changes import MOST, Change
from schema.execution.later import Later
from schema.execution.shape import inner
from schema.message import Message
from schema.space import Space


@strawberry.type(
    description="What happened in a space between two positions. Keep `to`; where `from` is greater than what you have,"
    " something was missed: subscribe again with what you have. What you have already may come again, by its id."
)
class SpaceChanges:
    start: int = strawberry.field(name="from", description="The position that it goes on from.")
    to: int = strawberry.field(description="What you have when you have taken it: subscribe again with this.")
    changes: list[Change] = strawberry.field(
        description="Each message that changed, once, in the order of the changes; none where nothing did.",
        metadata={"most": MOST},
    )
    space: Space | None = strawberry.field(
        description="The space itself, where one of the changes tells what happened to it; else null."
    )
    reload: bool = strawberry.field(
        description="True where too much happened since, or `since` is none of its positions: read `Space.changes` or"
        " its messages, and subscribe with what you have then. Nothing follows."
    )
    gone: bool = strawberry.field(
        description="True where the space is absent or forbidden, now or from the start. Nothing follows."
    )


async def space_changes(
    info: strawberry.Info,
    space: Annotated[strawberry.ID, strawberry.argument(description="The space.")],
    since: Annotated[
        int | None,
        strawberry.argument(description="The position that you have; what changes from now on, if left out."),
    ] = None,
) -> AsyncGenerator[SpaceChanges, None]:
    """What changes in a space: first what did since a position, also where that is nothing, then all, in order."""
    raise GraphQLError("Subscriptions go by a websocket, or as text/event-stream.")
    yield  # whoever holds the line runs the document on each event


def event(space: str, start: int, to: int, rows: Iterable[tuple[str, int]], *, told: bool = False) -> SpaceChanges:
    """The event of these changes, each the id of a message and a number; with the space where `told`."""
    message: Any = inner(Message)
    changed: list[Any] = [Change(number=number, message=_later(message, id)) for id, number in rows]
    itself = _later(inner(Space), space) if told else None
    return SpaceChanges(start=start, to=to, changes=changed, space=itself, reload=False, gone=False)


def ending(position: int, *, reload: bool = False, gone: bool = False) -> SpaceChanges:
    """The last event: why nothing follows."""
    return SpaceChanges(start=position, to=position, changes=[], space=None, reload=reload, gone=gone)


def _later(definition: Any, id: str) -> Any:
    return Later(definition, id)
