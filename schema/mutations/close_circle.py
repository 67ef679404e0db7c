"""Close a circle with its last talk."""

from typing import Annotated

import strawberry

from graph import circle, farewell
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.refusal import HeldBack, Invalid, NotFound, invalid, not_found, paced, wrong_text

LONGEST, LONGEST_THANKS = 2000, 1000

CloseCircleResult = Annotated[Circle | Invalid | NotFound | HeldBack, strawberry.union("CloseCircleResult")]


@paced("act")
async def close_circle(
    info: strawberry.Info,
    circle_id: strawberry.ID,
    helped: str = "",
    next: str = "",
    members: list[strawberry.ID] | None = None,
    thanks: str = "",
) -> CloseCircleResult:
    """Closes a circle of yours. What helped and what comes next stay in it.

    `members` of it helped you: the network reads that, and the thanks, as after a thread.
    """
    context, named = info.context, members or []
    refusal = wrong_text(info, "helped", helped or "-", LONGEST)
    refusal = refusal or wrong_text(info, "next", next or "-", LONGEST)
    if refusal := refusal or wrong_text(info, "thanks", thanks or "-", LONGEST_THANKS):
        return refusal
    if len(named) >= circle.MOST:
        return invalid(info, "members", "Nommez %(most)s personnes au plus.", most=circle.MOST - 1)
    talk = (helped.strip(), next.strip(), named, thanks.strip(), now())
    if not await farewell.close(context.graph, context.viewer, circle_id, *talk):
        return not_found(info)
    await context.tell(circle_id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
