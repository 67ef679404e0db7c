"""Open a chapter of one's working life beside the others."""

from typing import Annotated

import strawberry

from graph import chapter
from graph.identity import new_id, now
from schema.chapter import Stage
from schema.execution import by_id
from schema.instant import Instant
from schema.member import Member
from schema.refusal import Invalid, NotFound, NotSignedIn, TooSoon, held_back, invalid, not_found

OpenChapterResult = Annotated[
    Member | Invalid | NotFound | NotSignedIn | TooSoon, strawberry.union("OpenChapterResult")
]


async def open_chapter(
    info: strawberry.Info, stage: Stage, since: Instant | None = None, note: str = ""
) -> OpenChapterResult:
    """Opens a chapter; those that are open stay open."""
    context, start = info.context, since if since is not None else now()
    if refusal := held_back(info, "act"):
        return refusal
    if start > now():
        return invalid(info, "since", "Une étape commence aujourd’hui ou avant.")
    opened = await chapter.open_chapter(context.graph, context.viewer, new_id(), stage.value, start, note.strip()[:200])
    if not opened:
        return invalid(info, "stage", "Cette étape est déjà ouverte.")
    return await by_id.one(Member, context.viewer, info, otherwise=not_found(info))
