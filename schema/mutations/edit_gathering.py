"""Change a gathering."""

from typing import Annotated

import strawberry

from graph import gathering as gatherings
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.mutations.open_gathering import GatheringPlan, planned, wrong
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced

EditGatheringResult = Annotated[Gathering | Invalid | NotFound | HeldBack, strawberry.union("EditGatheringResult")]


@paced("act")
async def edit_gathering(
    info: strawberry.Info, gathering_id: strawberry.ID, plan: GatheringPlan
) -> EditGatheringResult:
    """Rewrites a gathering that you look after; those who come are told by mail where or when has changed."""
    context = info.context
    if gathering_id not in await gatherings.organised(context.graph, context.viewer, [gathering_id]):
        return not_found(info)
    if refused := wrong(info, plan):
        return refused
    if not await gatherings.edit(context.graph, context.viewer, gathering_id, *planned(plan), now()):
        return not_found(info)
    await context.tell(gathering_id)
    return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
