"""Give back its words to a message that one took back just now."""

from typing import Annotated

import strawberry

from graph import history
from graph.identity import now
from schema.execution import by_id
from schema.message import Message
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

RestoreMessageResult = Annotated[Message | NotFound | NotSignedIn | TooSoon, strawberry.union("RestoreMessageResult")]


async def restore_message(info: strawberry.Info, message_id: strawberry.ID) -> RestoreMessageResult:
    """Undoes your withdrawal of a message of yours, within ten minutes: after that its words are deleted."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    space = await history.restore(context.graph, context.viewer, message_id, now())
    if space is None:
        return not_found(info)
    await context.tell(space)
    return await by_id.one(Message, message_id, info, otherwise=not_found(info))
