"""Settle what a member has shown the staff."""

from typing import Annotated

import strawberry

from graph import report
from graph.identity import now
from schema.refusal import HeldBack, NotFound, not_found, paced


@strawberry.type(description="It is settled, and shown no more.")
class Settled:
    report_id: strawberry.ID


SettleReportResult = Annotated[Settled | NotFound | HeldBack, strawberry.union("SettleReportResult")]


@paced("act")
async def settle_report(info: strawberry.Info, report_id: strawberry.ID) -> SettleReportResult:
    """Of the staff: what was to be done is done."""
    context = info.context
    if not await report.settle(context.graph, context.viewer, report_id, now()):
        return not_found(info)
    return Settled(report_id=report_id)
