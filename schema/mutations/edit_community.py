"""Rewrite what a community says of itself, and its door."""

from typing import Annotated

import strawberry

from graph import community as communities
from schema.community import Community, Door
from schema.execution import by_id
from schema.mutations.open_community import wrong
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, not_found

EditCommunityResult = Annotated[
    Community | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("EditCommunityResult")
]


async def edit_community(
    info: strawberry.Info, community: strawberry.ID, name: str, purpose: str, rules: str, door: Door
) -> EditCommunityResult:
    """Rewrites a community that you curate; its address stays."""
    context, called = info.context, " ".join(name.split())
    if refusal := held_back(info, "act") or wrong(info, called, purpose, rules):
        return refusal
    values = (called, purpose.strip(), rules.strip(), door.value)
    if not await communities.edit_community(context.graph, context.viewer, community, *values):
        return not_found(info)
    return await by_id.one(Community, community, info, otherwise=not_found(info))
