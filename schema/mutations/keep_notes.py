"""Keep notes of a gathering."""

from typing import Annotated

import strawberry

from graph import attendance
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced, wrong_text

LONGEST = 8000

KeepNotesResult = Annotated[Gathering | Invalid | NotFound | HeldBack, strawberry.union("KeepNotesResult")]


@paced("act")
async def keep_notes(info: strawberry.Info, gathering_id: strawberry.ID, body: str) -> KeepNotesResult:
    """Keeps what was said at a gathering (Markdown), where you came to it or look after it, once it has begun."""
    context, text = info.context, body.strip()
    if refusal := wrong_text(info, "body", text, LONGEST):
        return refusal
    if not await attendance.keep(context.graph, context.viewer, gathering_id, text, now()):
        return not_found(info)
    await context.tell(gathering_id)
    return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
