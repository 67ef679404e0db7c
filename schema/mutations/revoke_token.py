"""Revoke a personal access token."""

from typing import Annotated

import strawberry

from graph import token
from schema.refusal import NotAllowed, NotFound, NotSignedIn, TooSoon, held_back, not_found
from schema.token import by_hand_alone


@strawberry.type(description="The token opens nothing any more.")
class TokenRevoked:
    id: strawberry.ID


RevokeTokenResult = Annotated[
    TokenRevoked | NotAllowed | NotFound | NotSignedIn | TooSoon, strawberry.union("RevokeTokenResult")
]


async def revoke_token(info: strawberry.Info, id: strawberry.ID) -> RevokeTokenResult:
    """Ends a token of yours at once; programs that use it are refused from now on."""
    context = info.context
    if refusal := by_hand_alone(info) or held_back(info, "act"):
        return refusal
    if not await token.revoke(context.graph, context.viewer, id):
        return not_found(info)
    return TokenRevoked(id=id)
