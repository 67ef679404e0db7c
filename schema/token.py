"""A personal access token, as its holder sees it, and nobody else."""

from enum import Enum

import strawberry

from graph import token
from schema.instant import Instant
from schema.refusal import NotAllowed, not_allowed


@strawberry.enum(description="What a program may do with a token: only read, or write as well.")
class Scope(Enum):
    READ = token.READ
    WRITE = token.WRITE


@strawberry.type(description="Lets a program ask in your name. The secret itself is told once, when it is made.")
class Token:
    id: strawberry.ID
    name: str
    scope: Scope
    made_at: Instant
    expires_at: Instant
    used_at: Instant | None = strawberry.field(description="When it was last used, to the hour; null before it is.")


def shown(one: token.Token) -> Token:
    """The token as the schema tells it."""
    return Token(
        id=strawberry.ID(one.id),
        name=one.name,
        scope=Scope(one.scope),
        made_at=Instant(one.made),
        expires_at=Instant(one.expires),
        used_at=None if one.used is None else Instant(one.used),
    )


async def my_tokens(info: strawberry.Info) -> list[Token]:
    """Your personal access tokens, the newest first; none are told to a program that asks by one of them."""
    context = info.context
    if not context.signed_in or context.by_token:
        return []
    return [shown(one) for one in await token.held(context.graph, context.viewer)]


def by_hand_alone(info: strawberry.Info) -> NotAllowed | None:
    """Why a program that asks by a token may not do this; None where a member does it themselves."""
    if not info.context.by_token:
        return None
    return not_allowed(info, "Un jeton n’en fait pas d’autres et n’en retire pas : entrez vous-même pour cela.")
