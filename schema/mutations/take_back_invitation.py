"""Take back an invitation to a circle."""

from typing import Annotated

import strawberry

from graph import invite
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.refusal import HeldBack, NotFound, not_found, paced

TakeBackInvitationResult = Annotated[Circle | NotFound | HeldBack, strawberry.union("TakeBackInvitationResult")]


@paced("act")
async def take_back_invitation(
    info: strawberry.Info, circle_id: strawberry.ID, member: strawberry.ID
) -> TakeBackInvitationResult:
    """Takes back an invitation to a circle of yours that hasn't been answered; no line says so."""
    context = info.context
    if not await invite.take_back(context.graph, context.viewer, circle_id, member, now()):
        return not_found(info)
    await context.tell(circle_id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
