"""Leave a community."""

from typing import Annotated

import strawberry

from graph import membership, standing
from schema.community import Community
from schema.execution import by_id
from schema.refusal import NotAllowed, NotFound, NotSignedIn, TooSoon, held_back, not_allowed, not_found


@strawberry.type(description="You have left; what you said there stays.")
class Left:
    community: Community | None = strawberry.field(description="The community, where you may still see it.")


LeaveCommunityResult = Annotated[
    Left | NotAllowed | NotFound | NotSignedIn | TooSoon, strawberry.union("LeaveCommunityResult")
]


async def leave_community(info: strawberry.Info, community: strawberry.ID) -> LeaveCommunityResult:
    """Leaves a community; its last curator names a successor first."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if await membership.leave(context.graph, context.viewer, community):
        await context.tell(community)
        return Left(community=await by_id.one(Community, community, info))
    where = (await standing.of(context.graph, context.viewer, [community])).get(community)
    if where == "CURATOR":
        return not_allowed(info, "Vous êtes la dernière personne à veiller ici : nommez d’abord quelqu’un d’autre.")
    if where == "MEMBER":
        return not_allowed(info, "On ne quitte pas le réseau par cette porte : écrivez à l’équipe.")
    return not_found(info)
