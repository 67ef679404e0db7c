"""Settle what a member has shown the staff."""

from typing import Annotated

import strawberry

from graph import report
from graph.identity import now
from schema.refusal import NotFound, NotSignedIn, TooSoon, held_back, not_found


@strawberry.type(description="It is settled, and shown no more.")
class Settled:
    report_id: strawberry.ID


SettleReportResult = Annotated[Settled | NotFound | NotSignedIn | TooSoon, strawberry.union("SettleReportResult")]


async def settle_report(info: strawberry.Info, report_id: strawberry.ID) -> SettleReportResult:
    """Of the staff: what was to be done is done."""
    context = info.context
    if refusal := held_back(info, "act"):
        return refusal
    if not await report.settle(context.graph, context.viewer, report_id, now()):
        return not_found(info)
    return Settled(report_id=report_id)
