"""Make another member curator."""

from typing import Annotated

import strawberry

from graph import membership
from graph.identity import now
from schema.community import Community
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

AppointCuratorResult = Annotated[Community | NotFound | NotSignedIn | TooSoon, strawberry.union("AppointCuratorResult")]


async def appoint_curator(
    info: strawberry.Info, community: strawberry.ID, member: strawberry.ID
) -> AppointCuratorResult:
    """Makes a member of a community that you curate its curator too."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    done = await membership.appoint(context.graph, context.viewer, community, member, now())
    refused = not_found(info)
    return await by_id.one(Community, community, info, otherwise=refused) if done else refused
