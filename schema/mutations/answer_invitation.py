"""Answer an invitation to a circle."""

from typing import Annotated

import strawberry

from graph import invitation
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.mutations.open_circle import ends_too_long
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced


@strawberry.type(description="You said no: nobody is told, and no reason is asked.")
class Declined:
    circle_id: strawberry.ID


AnswerInvitationResult = Annotated[
    Circle | Declined | Invalid | NotFound | HeldBack, strawberry.union("AnswerInvitationResult")
]


@paced("act")
async def answer_invitation(
    info: strawberry.Info, circle_id: strawberry.ID, accept: bool, seeks: str = "", brings: str = ""
) -> AnswerInvitationResult:
    """Comes into a circle that you are invited to, saying what you seek there and bring; or says no, in silence."""
    context = info.context
    if refusal := ends_too_long(info, seeks, brings):
        return refusal
    if not accept:
        done = await invitation.decline(context.graph, context.viewer, circle_id, now())
        await context.tell(circle_id)
        return Declined(circle_id=circle_id) if done else not_found(info)
    ends = (seeks.strip(), brings.strip())
    if not await invitation.accept(context.graph, context.viewer, circle_id, *ends, now()):
        return not_found(info)
    await context.tell(circle_id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
