"""Change what one seeks in a circle, and brings."""

from typing import Annotated

import strawberry

from graph import circle
from graph.identity import now
from schema.circle import Circle
from schema.execution import by_id
from schema.mutations.open_circle import ends_too_long
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced

EditCircleEndResult = Annotated[Circle | Invalid | NotFound | HeldBack, strawberry.union("EditCircleEndResult")]


@paced("act")
async def edit_circle_end(
    info: strawberry.Info, circle_id: strawberry.ID, seeks: str = "", brings: str = ""
) -> EditCircleEndResult:
    """Says what you seek in a circle of yours and bring to it, in place of what you said before."""
    context = info.context
    if refusal := ends_too_long(info, seeks, brings):
        return refusal
    if not await circle.say(context.graph, context.viewer, circle_id, seeks.strip(), brings.strip(), now()):
        return not_found(info)
    await context.tell(circle_id)
    return await by_id.one(Circle, circle_id, info, otherwise=not_found(info))
