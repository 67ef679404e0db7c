"""Change what one said."""

from typing import Annotated

import strawberry

from graph import file, message
from graph.identity import now
from schema.execution import by_id
from schema.message import Message
from schema.mutations.post_message import LONGEST
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, not_found, wrong_text

EditMessageResult = Annotated[
    Message | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("EditMessageResult")
]


async def edit_message(info: strawberry.Info, message_id: strawberry.ID, body: str) -> EditMessageResult:
    """Changes a message of yours; it is marked as edited. Its files stay, and with them its text may be empty."""
    context, text = info.context, body.strip()
    if refusal := held_back(info, "post"):
        return refusal
    alone = not text and await file.carries(context.graph, message_id)
    if not alone and (wrong := wrong_text(info, "body", text, LONGEST)):
        return wrong
    space = await message.edit(context.graph, context.viewer, message_id, text, now())
    if space is None:
        return not_found(info)
    await context.tell(space)
    return await by_id.one(Message, message_id, info, otherwise=not_found(info))
