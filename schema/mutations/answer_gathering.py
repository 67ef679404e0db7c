"""Say whether one comes to a gathering."""

from typing import Annotated

import strawberry

from graph import seat
from graph.identity import now
from schema.execution import by_id
from schema.gathering import Answer, Gathering
from schema.refusal import HeldBack, NotAllowed, NotFound, not_allowed, not_found, paced

AnswerGatheringResult = Annotated[
    Gathering | NotAllowed | NotFound | HeldBack, strawberry.union("AnswerGatheringResult")
]


@paced("act")
async def answer_gathering(info: strawberry.Info, gathering_id: strawberry.ID, answer: Answer) -> AnswerGatheringResult:
    """Says that you come, may, or don't. Where every seat is taken you wait, and have the next one that frees."""
    context = info.context
    done = await seat.answer(context.graph, context.viewer, gathering_id, answer.value, now())
    if done:
        await context.tell(gathering_id)
    if done or not await by_id.seen(Gathering, gathering_id, info):
        return await by_id.one(Gathering, gathering_id, info, otherwise=not_found(info))
    return not_allowed(info, "C’est passé, annulé, ou dans une communauté où vous n’êtes pas.")
