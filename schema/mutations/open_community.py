"""Open a community, or rewrite what it says of itself."""

from typing import Annotated

import strawberry

from graph import community as communities
from graph.folding import slug
from graph.identity import new_id, now
from schema.community import Community, Door
from schema.execution import by_id
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, invalid, not_found, wrong_text

LONGEST_NAME, LONGEST_PURPOSE, LONGEST_RULES = 80, 600, 2000

OpenCommunityResult = Annotated[
    Community | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("OpenCommunityResult")
]


def wrong(info: strawberry.Info, name: str, purpose: str, rules: str) -> Invalid | None:
    """Why a community can't be called so, or say this of itself."""
    if refusal := wrong_text(info, "name", name, LONGEST_NAME) or wrong_text(info, "purpose", purpose, LONGEST_PURPOSE):
        return refusal
    if not slug(name):
        return invalid(info, "name", "Ce nom n’a pas de lettre dont faire une adresse : ajoutez-en une.")
    return wrong_text(info, "rules", rules or "-", LONGEST_RULES)


async def open_community(
    info: strawberry.Info, name: str, purpose: str, rules: str = "", door: Door = Door.OPEN
) -> OpenCommunityResult:
    """Opens a community that you curate; its address is made from its name."""
    context, called = info.context, " ".join(name.split())
    if refusal := held_back(info, "open") or wrong(info, called, purpose, rules):
        return refusal
    address, id = slug(called), new_id()
    tried = [address, *(f"{address}-{number}" for number in range(2, 50)), f"{address}-{id[-8:]}"]
    taken = await communities.taken_slugs(context.graph, tried)
    free = next(one for one in tried if one not in taken)
    values = (called, purpose.strip(), rules.strip(), door.value, now())
    if not await communities.open_community(context.graph, context.viewer, id, free, *values):
        return not_found(info)
    return await by_id.one(Community, id, info, otherwise=not_found(info))
