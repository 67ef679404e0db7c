"""Show the staff a message."""

from typing import Annotated

import strawberry

from graph import report
from graph.identity import now
from schema.refusal import HeldBack, Invalid, NotFound, not_found, paced, wrong_text

LONGEST = 1000


@strawberry.type(
    description="The staff read it and those around it, open its files, and see nothing else of where it was said."
)
class Reported:
    message_id: strawberry.ID


ReportMessageResult = Annotated[Reported | Invalid | NotFound | HeldBack, strawberry.union("ReportMessageResult")]


@paced("act")
async def report_message(info: strawberry.Info, message_id: strawberry.ID, note: str = "") -> ReportMessageResult:
    """Shows the staff a message that you may read, with two on either side, even of a circle.

    They may open the files of that message until it is settled; of the others, they see the names.
    """
    context = info.context
    if refusal := wrong_text(info, "note", note or "-", LONGEST):
        return refusal
    if not await report.file(context.graph, context.viewer, message_id, note.strip(), now()):
        return not_found(info)
    return Reported(message_id=message_id)
