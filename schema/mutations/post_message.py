"""Say something in a space."""

from typing import Annotated

import strawberry

from graph import message
from graph.identity import new_id, now
from schema.execution import by_id
from schema.message import Message
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, not_found, wrong_text

LONGEST = 8000

PostMessageResult = Annotated[
    Message | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("PostMessageResult")
]


async def post_message(
    info: strawberry.Info,
    space: strawberry.ID,
    body: str,
    id: strawberry.ID | None = None,
    reply_to: strawberry.ID | None = None,
) -> PostMessageResult:
    """Says `body` (Markdown) in a space. With an `id` (a UUID) of yours, sending it again changes nothing.

    `replyTo` is a message of the same space. `@slug` names a member who reads it.
    """
    context, text = info.context, body.strip()
    if refusal := held_back(info, "post") or wrong_text(info, "body", text, LONGEST):
        return refusal
    posted = await message.post(context.graph, context.viewer, space, id or new_id(), text, now(), reply_to)
    if posted is None:
        return not_found(info)
    await context.tell(space)
    return await by_id.one(Message, posted.id, info, otherwise=not_found(info))
