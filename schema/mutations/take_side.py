"""Me too, I can help, or neither."""

from typing import Annotated

import strawberry

from graph import thread
from graph.identity import now
from schema.execution import by_id
from schema.message import Side
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.thread import Thread

TakeSideResult = Annotated[Thread | NotFound | NotSignedIn | TooSoon, strawberry.union("TakeSideResult")]


async def take_side(info: strawberry.Info, thread_id: strawberry.ID, side: Side | None = None) -> TakeSideResult:
    """You seek too, or you can help; without a side you step out of both."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await thread.take_side(context.graph, context.viewer, thread_id, side.value if side else "", now()):
        return not_found(info)
    await context.tell(thread_id)
    return await by_id.one(Thread, thread_id, info, otherwise=not_found(info))
