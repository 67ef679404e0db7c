"""Let somebody in, or not."""

from typing import Annotated

import strawberry

from graph import membership
from graph.identity import now
from schema.community import Community
from schema.execution import by_id
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

AnswerJoinRequestResult = Annotated[
    Community | NotFound | NotSignedIn | TooSoon, strawberry.union("AnswerJoinRequestResult")
]


async def answer_join_request(
    info: strawberry.Info, community: strawberry.ID, member: strawberry.ID, admit: bool
) -> AnswerJoinRequestResult:
    """Admits or declines who asks to join a community that you curate."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if admit:
        done = await membership.admit(context.graph, context.viewer, community, member, now())
    else:
        done = await membership.decline(context.graph, context.viewer, community, member)
    refused = not_found(info)
    return await by_id.one(Community, community, info, otherwise=refused) if done else refused
