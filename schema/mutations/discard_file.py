"""Take away a file that waits to be said."""

from typing import Annotated

import strawberry

from graph import file
from graph.identity import now
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found


@strawberry.type(description="A file that you had brought is gone.")
class FileDiscarded:
    file_id: strawberry.ID


DiscardFileResult = Annotated[FileDiscarded | NotFound | NotSignedIn | TooSoon, strawberry.union("DiscardFileResult")]


async def discard_file(info: strawberry.Info, file_id: strawberry.ID) -> DiscardFileResult:
    """Takes away a file of yours that wasn't said yet."""
    if refusal := held_back(info, "act"):
        return refusal
    if not await file.discard(info.context.graph, info.context.viewer, file_id, now()):
        return not_found(info)
    return FileDiscarded(file_id=file_id)
