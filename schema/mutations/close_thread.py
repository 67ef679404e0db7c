"""Close a thread, with thanks where somebody helped."""

from typing import Annotated

import strawberry

from graph import thread
from graph.identity import now
from schema.execution import by_id
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, invalid, not_found
from schema.thread import Thread

LONGEST, MOST = 1000, 20

CloseThreadResult = Annotated[
    Thread | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("CloseThreadResult")
]


async def close_thread(
    info: strawberry.Info, thread_id: strawberry.ID, members: list[strawberry.ID], thanks: str = ""
) -> CloseThreadResult:
    """Closes a thread of yours. `members` helped you (a request) or were helped by you (an offer), or none."""
    context, text = info.context, thanks.strip()
    if refusal := held_back(info, "act"):
        return refusal
    if len(text) > LONGEST:
        return invalid(info, "thanks", "Un merci tient en %(longest)s signes.", longest=LONGEST)
    if len(members) > MOST:
        return invalid(info, "members", "Nommez %(most)s personnes au plus.", most=MOST)
    if not await thread.close(context.graph, context.viewer, thread_id, members, text, now()):
        return not_found(info)
    await context.tell(thread_id)
    return await by_id.one(Thread, thread_id, info, otherwise=not_found(info))
