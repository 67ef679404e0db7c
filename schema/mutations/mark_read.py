"""You have everything up to here."""

from typing import Annotated

import strawberry

from graph import space as spaces
from graph.unread import MINE
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, not_found, not_signed_in
from schema.space import Space


@strawberry.type(description="You have read a space up to here.")
class MarkedRead:
    space: Space


MarkReadResult = Annotated[MarkedRead | NotFound | NotSignedIn, strawberry.union("MarkReadResult")]


async def mark_read(info: strawberry.Info, space: strawberry.ID, position: int) -> MarkReadResult:
    """Keeps your position in a space that you take part in; it never goes back."""
    context = info.context
    if not context.signed_in:
        return not_signed_in(info)
    await spaces.mark_read(context.graph, context.viewer, space, position)
    if not await by_id.seen(Space, space, info):
        return not_found(info)
    await context.tell(MINE + context.viewer)
    return MarkedRead(space=(await by_id.each(Space, [space], info))[space])
