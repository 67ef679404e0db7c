"""Make a personal access token."""

from typing import Annotated

import strawberry

from graph import token
from graph.identity import new_id, now
from schema.refusal import (
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooSoon,
    held_back,
    invalid,
    not_found,
    wrong_text,
)
from schema.token import Scope, Token, by_hand_alone, shown

LONGEST_NAME = 60


@strawberry.type(description="A new token. Its secret is told here, and never again.")
class TokenMade:
    token: Token
    secret: str


MakeTokenResult = Annotated[
    TokenMade | Invalid | NotAllowed | NotFound | NotSignedIn | TooSoon, strawberry.union("MakeTokenResult")
]


async def make_token(info: strawberry.Info, name: str, scope: Scope = Scope.READ, days: int = 90) -> MakeTokenResult:
    """Makes a token that lets a program ask in your name for so many days, a year at most."""
    context = info.context
    if refusal := by_hand_alone(info) or held_back(info, "act") or wrong_text(info, "name", name, LONGEST_NAME):
        return refusal
    if not 1 <= days <= token.LONGEST:
        return invalid(info, "days", "Un jeton sert entre un jour et un an.")
    id, at = new_id(), now()
    secret = await token.make(context.graph, context.viewer, id, name.strip(), scope.value, at, days)
    if secret is None:
        if len(await token.held(context.graph, context.viewer)) < token.MOST:
            return not_found(info)
        return invalid(info, "name", "Vous avez vingt jetons, c’est le plus : retirez-en un qui ne sert plus.")
    made = token.Token(id, name.strip(), scope.value, at, at + days * token.DAY, None)
    return TokenMade(token=shown(made), secret=secret)
