"""Open a circle."""

from typing import Annotated

import strawberry

from graph import circle
from graph.identity import new_id, now
from schema.circle import Circle
from schema.execution import by_id
from schema.instant import Instant
from schema.refusal import HeldBack, Invalid, NotFound, invalid, paced, wrong_text

LONGEST_NAME, LONGEST_PURPOSE, LONGEST_END = 80, 300, 200

OpenCircleResult = Annotated[Circle | Invalid | NotFound | HeldBack, strawberry.union("OpenCircleResult")]


@paced("open")
async def open_circle(
    info: strawberry.Info,
    name: str,
    purpose: str,
    members: list[strawberry.ID],
    seeks: str = "",
    brings: str = "",
    ends_at: Instant | None = None,
) -> OpenCircleResult:
    """Opens a circle and invites one to seven members whom you may see. Each comes in if they say yes."""
    context, id, called = info.context, new_id(), " ".join(name.split())
    refusal = wrong_text(info, "name", called, LONGEST_NAME)
    refusal = refusal or wrong_text(info, "purpose", purpose, LONGEST_PURPOSE)
    if refusal := refusal or ends_too_long(info, seeks, brings):
        return refusal
    if not 1 <= len(set(members)) < circle.MOST:
        return invalid(info, "members", "Un cercle compte de deux à huit personnes : invitez-en une à sept.")
    if ends_at is not None and ends_at <= now():
        return invalid(info, "endsAt", "Choisissez un jour à venir.")
    words = {"name": called, "purpose": purpose.strip(), "seeks": seeks.strip(), "brings": brings.strip()}
    if not await circle.open_circle(context.graph, context.viewer, id, words, ends_at, members, now()):
        return invalid(info, "members", "Une de ces personnes ne peut pas être invitée : choisissez-en d’autres.")
    for member in members:
        await context.tell(member)
    return await by_id.one(Circle, id, info, otherwise=invalid(info, "members", "Ce cercle n’est plus là."))


def ends_too_long(info: strawberry.Info, seeks: str, brings: str) -> Invalid | None:
    """Why what one seeks and brings can't be kept; None where it can."""
    found = wrong_text(info, "seeks", seeks.strip() or "-", LONGEST_END)
    return found or wrong_text(info, "brings", brings.strip() or "-", LONGEST_END)
