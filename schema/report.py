"""A report: what a member has shown the staff of a conversation."""

from collections.abc import Iterable, Mapping

import strawberry

from graph import report
from schema.execution import by_id
from schema.file import FileType, Picture, address
from schema.instant import Instant
from schema.member import Member


@strawberry.type(description="A file as a report shows it: those of the reported message open, until it is settled.")
class ReportedFile:
    name: str
    type: FileType = strawberry.field(description="By its content, whatever it is called.")
    size: int = strawberry.field(description="In bytes.")
    pages: int | None = strawberry.field(description="Of a PDF.")
    alt: str | None = strawberry.field(description="What it shows, in the words of who brought it.")
    path: str | None = strawberry.field(description="Where its bytes are; null of what the staff may not open.")
    preview: Picture | None = strawberry.field(description="Small; null of what the staff may not open.")
    page_path: str | None = strawberry.field(description="Where the first page of a PDF is, large enough to read.")


@strawberry.type(description="A message as a report shows it.")
class ReportedMessage:
    id: strawberry.ID
    body: str
    at: Instant
    author: Member | None
    reported: bool = strawberry.field(description="True of the one that was reported; the others stand around it.")
    changed: bool = strawberry.field(
        description="True where its author has edited or withdrawn it since it was reported."
    )
    files: list[ReportedFile] = strawberry.field(description="What came with it.")


@strawberry.type(
    description="What a member has shown the staff: one message as it was, its files, and the words around it."
)
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
            changed=one.changed,
            files=[_file(some) for some in one.files],
        )
        for one in said
    ]


def _file(some: report.Shown) -> ReportedFile:
    at = f"/files/{some.id}"
    small = Picture(path=f"{at}/small", width=some.width or 0, height=some.height or 0) if some.small else None
    return ReportedFile(
        name=some.name,
        type=FileType(some.kind),
        size=some.size,
        pages=some.pages,
        alt=some.alt if some.opens else None,
        path=address(some.id, some.name) if some.opens else None,
        preview=small if some.opens else None,
        page_path=f"{at}/page" if some.opens and some.large else None,
    )
