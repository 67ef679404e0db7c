"""A report: what a member has shown the staff of a conversation."""

from collections.abc import Iterable, Mapping

import strawberry

from graph import report
from schema.execution import by_id
from schema.instant import Instant
from schema.member import Member


@strawberry.type(description="A message as a report shows it.")
class ReportedMessage:
    id: strawberry.ID
    body: str
    at: Instant
    author: Member | None
    reported: bool = strawberry.field(description="True of the one that was reported; the others stand around it.")


@strawberry.type(description="What a member has shown the staff: one message, and two on either side.")
class Report:
    id: strawberry.ID
    at: Instant
    note: str
    by: Member | None
    messages: list[ReportedMessage]


async def reports(info: strawberry.Info) -> list[Report]:
    """What was reported and isn't settled, the longest waiting first; shown to the staff alone."""
    found = await report.unsettled(info.context.graph, info.context.viewer)
    ids = (id for one in found for id in (one.by, *(said.author for said in one.said)))
    people = await by_id.each(Member, ids, info)
    return [
        Report(
            id=strawberry.ID(one.id),
            at=Instant(one.at),
            note=one.note,
            by=people.get(one.by),
            messages=_told(one.said, people),
        )
        for one in found
    ]


async def reported(info: strawberry.Info, id: strawberry.ID) -> list[ReportedMessage]:
    """What the staff would read of a conversation if you reported this message."""
    said = await report.preview(info.context.graph, info.context.viewer, id)
    return _told(said, await by_id.each(Member, (one.author for one in said), info))


def _told(said: Iterable[report.Said], people: Mapping[str, Member]) -> list[ReportedMessage]:
    return [
        ReportedMessage(
            id=strawberry.ID(one.id),
            body=one.body,
            at=Instant(one.at),
            author=people.get(one.author),
            reported=one.reported,
        )
        for one in said
    ]
