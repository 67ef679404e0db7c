"""A report: a member shows the staff one message, and those around it. Of a circle the staff see nothing else."""

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
CREATE (viewer)-[:FILED]->(report:Report {{id: message.id + ':' + viewer.id, at: $at, note: $note}})
CREATE (report)-[:CONCERNS]->(message)
RETURN report.id AS id"""

# What its reporter is told that the staff will read: the same rows as the staff's.
PREVIEW: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})-[:SAID_IN]->(space:Space)
WHERE ({SEEN})
MATCH (space)<-[:SAID_IN]-(near:Message {{kind: 'SAID'}})<-[:WROTE]-(author:Member)
WHERE near.number >= message.number - $around AND near.number <= message.number + $around
RETURN near.id AS id, near.body AS body, near.at AS at, near.number AS number, author.id AS author,
    near.id = message.id AS reported,
    COLLECT {{ MATCH (near)-[:CARRIES]->(file:File) WHERE near.withdrawnAt IS NULL RETURN file.name }} AS files
ORDER BY number"""

OPEN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
MATCH (report:Report)<-[:FILED]-(member:Member) WHERE report.settledAt IS NULL
RETURN report.id AS id, report.at AS at, report.note AS note, member.id AS by ORDER BY at, id LIMIT 50"""

SHOWN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
UNWIND $ids AS report WITH viewer, report
MATCH (:Report {{id: report}})-[:CONCERNS]->(message:Message)-[:SAID_IN]->(space:Space)
MATCH (space)<-[:SAID_IN]-(near:Message {{kind: 'SAID'}})<-[:WROTE]-(author:Member)
WHERE near.number >= message.number - $around AND near.number <= message.number + $around
RETURN report, near.id AS id, near.body AS body, near.at AS at, near.number AS number, author.id AS author,
    near.id = message.id AS reported,
    COLLECT {{ MATCH (near)-[:CARRIES]->(file:File) WHERE near.withdrawnAt IS NULL RETURN file.name }} AS files
ORDER BY number"""

SETTLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF}
MATCH (report:Report {{id: $report}}) WHERE report.settledAt IS NULL
SET report.settledAt = $at, report.settledBy = viewer.id
RETURN report.id AS id"""


@dataclass(frozen=True)
class Said:
    """A message as a report shows it, with the names of its files; `author` is a member's id, `at` in ms."""

    id: str
    body: str
    at: int
    author: str
    reported: bool


@dataclass(frozen=True)
class Report:
    """What the staff are shown; `by` is a member's id."""

    id: str
    at: int
    note: str
    by: str
    said: tuple[Said, ...]


async def file(graph: Graph, viewer: str, message: str, note: str, at: int) -> bool:
    """Shows the staff a message that the viewer may read; False where they may not. Twice is once."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(FILE, viewer=viewer, message=message, note=note, at=at))

    try:
        return await graph.write(work)
    except ConstraintError:
        return True


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
    """The staff have done what was to be done, and see it no more; False where there is nothing to settle."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(SETTLE, viewer=viewer, report=report, at=at))

    return await graph.write(work)


def _said(row: Row) -> Said:
    words = "\n\n".join([row["body"], *row["files"]] if row["body"] else row["files"])
    return Said(row["id"], words, row["at"], row["author"], row["reported"])
