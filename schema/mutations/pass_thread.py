"""Not this time: a thread is no longer suggested. It costs nothing."""

from typing import Annotated

import strawberry

from graph import thread
from graph.identity import now
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.thread import Thread

PassThreadResult = Annotated[Thread | NotFound | NotSignedIn | TooSoon, strawberry.union("PassThreadResult")]


async def pass_thread(info: strawberry.Info, thread_id: strawberry.ID) -> PassThreadResult:
    """Leaves a thread out of what is within your reach. Nobody is told."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await thread.let_pass(context.graph, context.viewer, thread_id, now()):
        return not_found(info)
    return await by_id.one(Thread, thread_id, info, otherwise=not_found(info))
