"""A report: a member shows the staff one message with its files, and the words around it; of a circle, nothing else.

What was said and brought is kept as it was shown, whatever its author does to it, until the report is settled.
"""

from dataclasses import dataclass
from typing import Final, LiteralString

from neo4j.exceptions import ConstraintError

from graph.database import Graph, Row, Transaction
from graph.space import SEEN
from graph.viewer import STAFF

AROUND: Final = 2  # numbers of the space's clock on either side

FILE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})-[:SAID_IN]->(space:Space)
WHERE ({SEEN})
CREATE (viewer)-[:FILED]->(report:Report {{id: message.id + ':' + viewer.id, at: $at, note: $note, body: message.body}})
CREATE (report)-[:CONCERNS]->(message)
RETURN report.id AS id"""

# What was settled may go on, or come back: who reported it says so, and it waits for the staff anew.
AGAIN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}})-[:FILED]->(report:Report {{id: $report}}) WHERE report.settledAt IS NOT NULL
MATCH (report)-[:CONCERNS]->(message:Message)-[:SAID_IN]->(space:Space) WHERE ({SEEN})
SET report.at = $at, report.note = $note, report.body = message.body, report.settledAt = null, report.settledBy = null
RETURN report.id AS id"""

# The files of the reported message alone.
SHOW: LiteralString = """
MATCH (:Member {id: $viewer})-[:FILED]->(report:Report {id: $report})-[:CONCERNS]->(message:Message)
WHERE message.withdrawnAt IS NULL
MATCH (message)-[:CARRIES]->(file:File) CREATE (report)-[:SHOWS]->(file)"""

OF_FILE: Final = (
    "id: file.id, name: file.name, kind: file.kind, size: file.size, pages: file.pages, alt: file.alt,"
    " small: file.small, width: file.smallWidth, height: file.smallHeight, large: file.large"
)

# What its reporter is told that the staff will read: the same rows as the staff's.
PREVIEW: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})-[:SAID_IN]->(space:Space)
WHERE ({SEEN})
MATCH (space)<-[:SAID_IN]-(near:Message {{kind: 'SAID'}})<-[:WROTE]-(author:Member)
WHERE near.number >= message.number - $around AND near.number <= message.number + $around
RETURN near.id AS id, near.body AS body, near.at AS at, near.number AS number, author.id AS author,
    near.id = message.id AS reported, false AS changed,
    COLLECT {{ MATCH (near)-[carries:CARRIES]->(file:File) WHERE near.withdrawnAt IS NULL
        RETURN {{opens: near.id = message.id, {OF_FILE}}} AS one ORDER BY carries.place }} AS files
ORDER BY number"""

OPEN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
MATCH (report:Report)<-[:FILED]-(member:Member) WHERE report.settledAt IS NULL
RETURN report.id AS id, report.at AS at, report.note AS note, member.id AS by ORDER BY at, id LIMIT 50"""

SHOWN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
UNWIND $ids AS report WITH viewer, report
MATCH (shown:Report {{id: report}})-[:CONCERNS]->(message:Message)-[:SAID_IN]->(space:Space)
MATCH (space)<-[:SAID_IN]-(near:Message {{kind: 'SAID'}})<-[:WROTE]-(author:Member)
WHERE near.number >= message.number - $around AND near.number <= message.number + $around
WITH report, near, author, near.id = message.id AS reported, coalesce(shown.body, message.body) AS body
RETURN report, near.id AS id, CASE WHEN reported THEN body ELSE near.body END AS body, near.at AS at,
    near.number AS number, author.id AS author, reported, reported AND near.body <> body AS changed,
    COLLECT {{ MATCH (near)-[carries:CARRIES]->(file:File)
        WITH file, carries, near, EXISTS {{ (file)<-[:SHOWS]-(:Report {{id: report}}) }} AS opens
        WHERE near.withdrawnAt IS NULL OR opens
        WITH file, opens ORDER BY carries.place RETURN {{opens: opens, {OF_FILE}}} }} AS files
ORDER BY number"""

SETTLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
MATCH (report:Report {{id: $report}}) WHERE report.settledAt IS NULL
SET report.settledAt = $at, report.settledBy = viewer.id, report.body = null
RETURN report.id AS id"""

HIDE: LiteralString = "MATCH (:Report {id: $report})-[shows:SHOWS]->(:File) DELETE shows"


@dataclass(frozen=True)
class Shown:
    """A file as a report shows it: `opens` where the staff may open it, else they see what it is called.

    `size` is in bytes; `small` and `large` are hashes of its pictures, the small one so many pixels wide and high.
    """

    id: str
    name: str
    kind: str
    size: int
    opens: bool
    pages: int | None
    alt: str | None
    small: str | None
    width: int | None
    height: int | None
    large: str | None


@dataclass(frozen=True)
class Said:
    """A message as a report shows it; `author` is a member's id, `at` in ms; `changed` where it says so no longer."""

    id: str
    body: str
    at: int
    author: str
    reported: bool
    changed: bool
    files: tuple[Shown, ...]


@dataclass(frozen=True)
class Report:
    """What the staff are shown; `by` is a member's id."""

    id: str
    at: int
    note: str
    by: str
    said: tuple[Said, ...]


async def file(graph: Graph, viewer: str, message: str, note: str, at: int) -> bool:
    """Shows the staff a message that the viewer may read; False where they may not. While it waits, twice is once."""
    said = {"viewer": viewer, "note": note, "at": at}

    async def work(tx: Transaction) -> bool:
        return await _shown(tx, viewer, await tx.run(FILE, message=message, **said))

    async def again(tx: Transaction) -> bool:
        return await _shown(tx, viewer, await tx.run(AGAIN, report=f"{message}:{viewer}", **said))

    try:
        return await graph.write(work)
    except ConstraintError:
        await graph.write(again)
        return True


async def _shown(tx: Transaction, viewer: str, rows: list[Row]) -> bool:
    if rows:
        await tx.run(SHOW, viewer=viewer, report=rows[0]["id"])
    return bool(rows)


async def preview(graph: Graph, viewer: str, message: str) -> list[Said]:
    """What the staff would read; nothing where the viewer may not read it themselves."""
    return [_said(row) for row in await graph.read(PREVIEW, viewer=viewer, message=message, around=AROUND)]


async def unsettled(graph: Graph, viewer: str) -> list[Report]:
    """What the staff haven't settled, the longest waiting first; nothing for who isn't of the staff."""
    rows = await graph.read(OPEN, viewer=viewer)
    shown: dict[str, list[Said]] = {}
    for row in await graph.read(SHOWN, viewer=viewer, ids=[row["id"] for row in rows], around=AROUND) if rows else ():
        shown.setdefault(row["report"], []).append(_said(row))
    return [Report(**row, said=tuple(shown.get(row["id"], ()))) for row in rows]


async def settle(graph: Graph, viewer: str, report: str, at: int) -> bool:
    """The staff have done what was to be done, and see it and its files no more; False where there is none."""

    async def work(tx: Transaction) -> bool:
        settled = bool(await tx.run(SETTLE, viewer=viewer, report=report, at=at))
        if settled:
            await tx.run(HIDE, report=report)
        return settled

    return await graph.write(work)


def _said(row: Row) -> Said:
    files = tuple(Shown(**one) for one in row["files"])
    return Said(row["id"], row["body"], row["at"], row["author"], row["reported"], row["changed"], files)
