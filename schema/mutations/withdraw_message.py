"""Take a message back, one's own or, as a curator, another's."""

from typing import Annotated

import strawberry

from graph import message
from graph.identity import now
from schema.execution import by_id
from schema.message import Message
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

WithdrawMessageResult = Annotated[Message | NotFound | NotSignedIn | TooSoon, strawberry.union("WithdrawMessageResult")]


async def withdraw_message(info: strawberry.Info, message_id: strawberry.ID, reason: str = "") -> WithdrawMessageResult:
    """Withdraws your message, or, with a reason that its author sees, one of a community that you curate.

    Yours can be restored for ten minutes; what a curator withdraws is deleted at once.
    """
    context = info.context
    if refusal := held_back(info, "post"):
        return refusal
    space = await message.withdraw(context.graph, context.viewer, message_id, reason.strip()[:500], now())
    if space is None:
        return not_found(info)
    await context.tell(space)
    return await by_id.one(Message, message_id, info, otherwise=not_found(info))
