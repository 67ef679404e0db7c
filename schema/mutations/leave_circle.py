"""Leave a circle."""

from typing import Annotated

import strawberry

from graph import farewell
from graph.identity import now
from schema.refusal import HeldBack, NotFound, not_found, paced


@strawberry.type(description="You are no longer in the circle, and read nothing of it any more.")
class LeftCircle:
    circle_id: strawberry.ID


LeaveCircleResult = Annotated[LeftCircle | NotFound | HeldBack, strawberry.union("LeaveCircleResult")]


@paced("act")
async def leave_circle(info: strawberry.Info, circle_id: strawberry.ID) -> LeaveCircleResult:
    """Leaves a circle. A plain line says so there; no reason is asked."""
    context = info.context
    if not await farewell.leave(context.graph, context.viewer, circle_id, now()):
        return not_found(info)
    await context.tell(context.viewer)
    await context.tell(circle_id)
    return LeftCircle(circle_id=circle_id)
