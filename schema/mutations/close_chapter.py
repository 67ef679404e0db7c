"""End a chapter."""

from typing import Annotated

import strawberry

from graph import chapter
from graph.identity import now
from schema.execution import by_id
from schema.member import Member
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found

CloseChapterResult = Annotated[Member | NotFound | NotSignedIn | TooSoon, strawberry.union("CloseChapterResult")]


async def close_chapter(info: strawberry.Info, chapter_id: strawberry.ID) -> CloseChapterResult:
    """Ends a chapter of yours today; it stays in your journey."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await chapter.close_chapter(context.graph, context.viewer, chapter_id, now()):
        return not_found(info)
    return await by_id.one(Member, context.viewer, info, otherwise=not_found(info))
