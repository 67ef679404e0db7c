"""Keep a thread on top of its community."""

from typing import Annotated

import strawberry

from graph import pin
from graph.identity import now
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.thread import Thread

PinThreadResult = Annotated[Thread | NotFound | NotSignedIn | TooSoon, strawberry.union("PinThreadResult")]


async def pin_thread(info: strawberry.Info, thread_id: strawberry.ID, pinned: bool = True) -> PinThreadResult:
    """Pins or unpins a thread of a community that you curate."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await pin.pin(context.graph, context.viewer, thread_id, pinned, now()):
        return not_found(info)
    await context.tell(thread_id)
    return await by_id.one(Thread, thread_id, info, otherwise=not_found(info))
