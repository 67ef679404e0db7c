"""Keep what one has begun to write."""

from typing import Annotated

import strawberry

from graph import draft
from graph.identity import now
from schema.execution import by_id
from schema.mutations.post_message import LONGEST
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.space import Space


@strawberry.type(description="What you have begun to write is kept.")
class DraftSaved:
    space: Space


SaveDraftResult = Annotated[DraftSaved | NotFound | NotSignedIn | TooSoon, strawberry.union("SaveDraftResult")]


async def save_draft(info: strawberry.Info, space: strawberry.ID, body: str) -> SaveDraftResult:
    """Keeps what you have begun to write in a space, for your other devices; an empty text forgets it."""
    context, text = info.context, body[:LONGEST]
    if refusal := held_back(info, "act"):
        return refusal
    if not await by_id.seen(Space, space, info):
        return not_found(info)
    if not text.strip():
        await draft.forget(context.graph, context.viewer, space)
    elif not await draft.save(context.graph, context.viewer, space, text, now()):
        return not_found(info)
    return DraftSaved(space=(await by_id.each(Space, [space], info))[space])
