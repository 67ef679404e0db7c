"""Ask, or offer."""

from typing import Annotated

import strawberry

from graph import thread
from graph.identity import new_id, now
from schema.execution import by_id
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, invalid, not_found, wrong_text
from schema.thread import Thread, ThreadKind

LONGEST_TITLE, LONGEST_BODY, MOST_TOPICS = 160, 8000, 5

OpenThreadResult = Annotated[Thread | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("OpenThreadResult")]


async def open_thread(
    info: strawberry.Info,
    kind: ThreadKind,
    title: str,
    body: str,
    community: strawberry.ID,
    topics: list[strawberry.ID],
    id: strawberry.ID | None = None,
) -> OpenThreadResult:
    """Opens a thread in a community of yours. With an `id` (a UUID) of yours, sending it again changes nothing."""
    context, name, text, new = info.context, " ".join(title.split()), body.strip(), id or new_id()
    refusal = held_back(info, "open") or wrong_text(info, "title", name, LONGEST_TITLE)
    if refusal := refusal or wrong_text(info, "body", text, LONGEST_BODY):
        return refusal
    if len(topics) > MOST_TOPICS:
        return invalid(info, "topics", "Gardez cinq sujets au plus : les plus proches de votre phrase.")
    made = await thread.open_thread(
        context.graph, context.viewer, new, kind.value, name, text, community, topics, now()
    )
    if not made:
        return not_found(info)
    return await by_id.one(Thread, new, info, otherwise=not_found(info))
