"""Come into a community through its door."""

from typing import Annotated

import strawberry

from graph import membership
from graph.identity import now
from schema.community import Community
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

JoinCommunityResult = Annotated[Community | NotFound | NotSignedIn | TooSoon, strawberry.union("JoinCommunityResult")]


async def join_community(info: strawberry.Info, community: strawberry.ID, note: str = "") -> JoinCommunityResult:
    """Joins an open community, or asks the curators of one on request, with a note for them."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if await membership.join(context.graph, context.viewer, community, note.strip()[:500], now()) is None:
        return not_found(info)
    return await by_id.one(Community, community, info, otherwise=not_found(info))
