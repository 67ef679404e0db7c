"""No longer curate."""

from typing import Annotated

import strawberry

from graph import membership, standing
from schema.community import Community
from schema.execution import by_id
from schema.refusal import NotAllowed, NotFound, NotSignedIn, TooSoon, held_back, not_allowed, not_found

StepBackResult = Annotated[
    Community | NotAllowed | NotFound | NotSignedIn | TooSoon, strawberry.union("StepBackResult")
]


async def step_back(info: strawberry.Info, community: strawberry.ID) -> StepBackResult:
    """You stay a member and are no longer a curator; the last one names a successor first."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if await membership.step_back(context.graph, context.viewer, community):
        return await by_id.one(Community, community, info, otherwise=not_found(info))
    if (await standing.of(context.graph, context.viewer, [community])).get(community) == "CURATOR":
        return not_allowed(info, "Vous êtes la dernière personne à veiller ici : nommez d’abord quelqu’un d’autre.")
    return not_found(info)
