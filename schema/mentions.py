"""What names you and you haven't read."""

import strawberry

from graph import mention
from schema.execution import by_id
from schema.message import Message


async def mentions(info: strawberry.Info, first: int = 5) -> list[Message]:
    """Messages that name you by `@slug` and that you haven't read, the latest first; at most twenty."""
    context = info.context
    if not context.signed_in:
        return []
    found = await mention.unread(context.graph, context.viewer, min(max(first, 1), 20))
    return await by_id.many(Message, found, info)
