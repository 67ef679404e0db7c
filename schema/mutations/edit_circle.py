"""Change what a circle is for, and until when."""

from typing import Annotated

import strawberry

from graph import circle
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.instant import Instant
from schema.mutations.open_circle import LONGEST_NAME, LONGEST_PURPOSE
from schema.refusal import HeldBack, Invalid, NotFound, invalid, not_found, paced, wrong_text

EditCircleResult = Annotated[Circle | Invalid | NotFound | HeldBack, strawberry.union("EditCircleResult")]


@paced("act")
async def edit_circle(
    info: strawberry.Info, circle_id: strawberry.ID, name: str, purpose: str, ends_at: Instant | None = None
) -> EditCircleResult:
    """Rewrites a circle of yours while it is open; a line in it says that you did."""
    context, called = info.context, " ".join(name.split())
    refusal = wrong_text(info, "name", called, LONGEST_NAME) or wrong_text(info, "purpose", purpose, LONGEST_PURPOSE)
    if refusal:
        return refusal
    if ends_at is not None and ends_at <= now():
        return invalid(info, "endsAt", "Choisissez un jour à venir.")
    words = (called, purpose.strip(), ends_at)
    if not await circle.edit(context.graph, context.viewer, circle_id, *words, now()):
        return not_found(info)
    await context.tell(circle_id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
