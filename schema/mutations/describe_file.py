"""Say what a picture shows."""

from typing import Annotated

import strawberry

from graph import alt as words
from schema.execution import by_id
from schema.file import File
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced, wrong_text

LONGEST = 300

DescribeFileResult = Annotated[File | Invalid | NotFound | HeldBack, strawberry.union("DescribeFileResult")]


@paced("act")
async def describe_file(info: strawberry.Info, file_id: strawberry.ID, alt: str) -> DescribeFileResult:
    """Says in a few words (300 signs) what a file of yours shows, for those who can't see it; '' says nothing of it.

    Before its message goes, or afterwards: whoever reads the message is told at once.
    """
    context, text = info.context, " ".join(alt.split())
    if refusal := wrong_text(info, "alt", text or "-", LONGEST):
        return refusal
    mine, space = await words.describe(context.graph, context.viewer, file_id, text)
    if not mine:
        return not_found(info)
    if space:
        await context.tell(space)
    return await by_id.one(File, file_id, info, otherwise=not_found(info))
