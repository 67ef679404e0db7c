"""Call a gathering off."""

from typing import Annotated

import strawberry

from graph import gathering as gatherings
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Gathering
from schema.refusal import HeldBack, NotFound, not_found, paced

CancelGatheringResult = Annotated[Gathering | NotFound | HeldBack, strawberry.union("CancelGatheringResult")]


@paced("act")
async def cancel_gathering(info: strawberry.Info, gathering_id: strawberry.ID) -> CancelGatheringResult:
    """Calls off a gathering that you look after; those who come, may come or wait are told by mail."""
    context = info.context
    if not await gatherings.cancel(context.graph, context.viewer, gathering_id, now()):
        return not_found(info)
    await context.tell(gathering_id)
    return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
