"""Invite into a circle."""

from typing import Annotated

import strawberry

from graph import invite
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.refusal import HeldBack, Invalid, NotFound, invalid, not_found, paced

InviteToCircleResult = Annotated[Circle | Invalid | NotFound | HeldBack, strawberry.union("InviteToCircleResult")]


@paced("act")
async def invite_to_circle(
    info: strawberry.Info, circle_id: strawberry.ID, members: list[strawberry.ID]
) -> InviteToCircleResult:
    """Invites members whom you may see into a circle of yours; eight at most are in it or invited."""
    context = info.context
    if not 1 <= len(set(members)) < invite.MOST:
        return invalid(info, "members", "Choisissez une personne au moins.")
    done = await invite.invite(context.graph, context.viewer, circle_id, members, now())
    if done == "FULL":
        return invalid(info, "members", "Un cercle compte huit personnes au plus, invitations comprises.")
    if done == "UNKNOWN":
        return invalid(info, "members", "Une de ces personnes ne peut pas être invitée : choisissez-en d’autres.")
    if done is None:
        return not_found(info)
    for id in (circle_id, *members):
        await context.tell(id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
