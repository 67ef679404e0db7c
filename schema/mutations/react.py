"""Put a word under a message, or take it away."""

from typing import Annotated

import strawberry

from graph import reaction as reactions
from graph.identity import now
from schema.execution import by_id
from schema.message import Message, Reaction
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

ReactResult = Annotated[Message | NotFound | NotSignedIn | TooSoon, strawberry.union("ReactResult")]


async def react(info: strawberry.Info, message_id: strawberry.ID, reaction: Reaction, on: bool = True) -> ReactResult:
    """Puts one of four words of yours under a message, or takes it away; doing it again changes nothing."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    space = await reactions.react(context.graph, context.viewer, message_id, reaction.value, on, now())
    if space is None:
        return not_found(info)
    await context.tell(space)
    return await by_id.one(Message, message_id, info, otherwise=not_found(info))
