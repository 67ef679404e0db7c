"""You have everything, everywhere."""

from typing import Annotated

import strawberry

from graph import space as spaces
from graph.unread import MINE
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back


@strawberry.type(description="You have read everything in the spaces that you take part in.")
class AllMarkedRead:
    count: int = strawberry.field(description="In how many spaces something was unread.")


MarkAllReadResult = Annotated[AllMarkedRead | NotFound | NotSignedIn | TooSoon, strawberry.union("MarkAllReadResult")]


async def mark_all_read(info: strawberry.Info) -> MarkAllReadResult:
    """Moves your position to the latest change that can be read, in every space that you take part in."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    count = await spaces.mark_all_read(context.graph, context.viewer)
    await context.tell(MINE + context.viewer)
    return AllMarkedRead(count=count)
