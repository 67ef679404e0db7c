"""Come to a gathering, or not."""

from typing import Annotated

import strawberry

from graph import seat
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.refusal import HeldBack, NotAllowed, NotFound, not_allowed, not_found, paced

AttendGatheringResult = Annotated[
    Gathering | NotAllowed | NotFound | HeldBack, strawberry.union("AttendGatheringResult")
]


@paced("act")
async def attend_gathering(
    info: strawberry.Info, gathering_id: strawberry.ID, coming: bool = True
) -> AttendGatheringResult:
    """Says that you come, while there is a seat, or that you don't. `answerGathering` says more, and lets you wait."""
    context, said = info.context, "COMING" if coming else "NOT"
    done = await seat.answer(context.graph, context.viewer, gathering_id, said, now(), waits=False)
    if done:
        await context.tell(gathering_id)
    if done or not await by_id.seen(Gathering, gathering_id, info):
        return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
    return not_allowed(info, "C’est complet, ou c’est passé.")
