"""Open a closed thread again."""

from typing import Annotated

import strawberry

from graph import thread
from graph.identity import now
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.thread import Thread

ReopenThreadResult = Annotated[Thread | NotFound | NotSignedIn | TooSoon, strawberry.union("ReopenThreadResult")]


async def reopen_thread(info: strawberry.Info, thread_id: strawberry.ID) -> ReopenThreadResult:
    """Opens a thread of yours again; the helps that were named stay."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await thread.reopen(context.graph, context.viewer, thread_id, now()):
        return not_found(info)
    await context.tell(thread_id)
    return await by_id.one(Thread, thread_id, info, otherwise=not_found(info))
