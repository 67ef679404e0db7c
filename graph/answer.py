"""Whom it concerns that something was said, some minutes later, while they haven't read it: a mail is due to them.

In a thread its author and those who stand there, in a circle all who are in it, anywhere who is named or replied to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Row, Transaction
from graph.identity import sortable

KIND: Final = "ANSWERED"  # of what is due
DELAY: Final = 10 * 60_000  # ms that whoever is there has to read it
PIECE: Final = 500  # messages of one step
STEPS: Final = 10  # of one look; the rest waits for the next
BATCH: Final = 500  # mails of one transaction

# Up to where somebody has read. Who is named where they don't take part has read what they have seen of that.
POSITION: Final = (
    "coalesce(part.read, head(COLLECT { MATCH (viewer)<-[mention:MENTIONS]-(naming:Message)-[:SAID_IN]->(place:Space)"
    " WHERE mention.seen = true AND place.id = space.id RETURN naming.number ORDER BY naming.number DESC LIMIT 1 }), 0)"
)
FOLLOWED: Final = (
    "(space:Circle AND part IS NOT NULL) OR (space:Thread AND (part.side IS NOT NULL"
    " OR EXISTS { MATCH (space)<-[:OPENED]-(author:Member) WHERE author.id = viewer.id }))"
)
WANTED: Final = "viewer.email IS NOT NULL AND coalesce(viewer.answersByMail, true)"

SAID: LiteralString = """
MATCH (message:Message) WHERE message.untold < $before
RETURN message.id AS id, message.numberKey AS key, head([(message)<-[:WROTE]-(author:Member) | author.id]) AS author
ORDER BY message.untold LIMIT $limit"""

AROUND: LiteralString = f"""
UNWIND $spaces AS id MATCH (space:Space {{id: id}}) WHERE space:Thread OR space:Circle
MATCH (space)<-[part:TAKES_PART]-(viewer:Member) WHERE {FOLLOWED}
RETURN space.id AS space, viewer.id AS member"""

NAMED: LiteralString = """
UNWIND $ids AS id MATCH (message:Message {id: id})-[mention:MENTIONS]->(member:Member) WHERE mention.seen IS NULL
RETURN id, member.id AS member"""

REPLIED: LiteralString = """
UNWIND $ids AS id MATCH (message:Message {id: id})-[:REPLIES_TO]->(:Message)<-[:WROTE]-(member:Member)
RETURN id, member.id AS member"""

BEHIND: LiteralString = f"""
UNWIND $pairs AS pair MATCH (viewer:Member {{id: pair.member}}) WHERE {WANTED}
MATCH (space:Space {{id: pair.space}})
OPTIONAL MATCH (viewer)-[part:TAKES_PART]->(space)
WITH pair, {POSITION} AS position WHERE position < pair.number
RETURN pair.id AS id, pair.member AS member, pair.space AS space, pair.number AS number, position"""

# One mail waits, or has gone, for each position that was read to.
AGAIN: LiteralString = """
UNWIND $rows AS row MATCH (reminder:Reminder {id: row.id}) WHERE reminder.position < row.position
SET reminder.position = row.position, reminder.number = row.number, reminder.dueAt = coalesce(reminder.dueAt, $due)"""

FIRST: LiteralString = """
UNWIND $rows AS row OPTIONAL MATCH (known:Reminder {id: row.id})
WITH row, known WHERE known IS NULL
MATCH (space:Space {id: row.space})
CREATE (:Reminder {id: row.id, kind: 'ANSWERED', member: row.member, at: $at, dueAt: $due, position: row.position,
    number: row.number})-[:REMINDS]->(space)"""

HEARD: LiteralString = """
UNWIND $ids AS id MATCH (message:Message {id: id}) SET message.untold = null"""


@dataclass(frozen=True)
class Said:
    """A message of which nobody was told yet."""

    id: str
    space: str
    number: int
    author: str


async def gather(graph: Graph, at: int) -> None:
    """Makes mails due of what was said DELAY before an instant (ms) and not read since. Repeating is safe."""
    for _ in range(STEPS):
        said = [_said(row) for row in await graph.read(SAID, before=sortable(at - DELAY), limit=PIECE)]
        if not said:
            return
        for some in _batches(await _pairs(graph, said)):
            await _due(graph, await graph.read(BEHIND, pairs=some), at)
        await _heard(graph, said)


async def _pairs(graph: Graph, said: Sequence[Said]) -> list[Row]:
    """Each member whom some of it concerns, once a space, with the first number of a message that does."""
    spaces: dict[str, list[Said]] = {}
    for one in said:
        spaces.setdefault(one.space, []).append(one)
    rows = await graph.read(AROUND, spaces=sorted(spaces))
    concerned = [(row["member"], one) for row in rows for one in spaces[row["space"]]]
    by_id = {one.id: one for one in said}
    for statement in (NAMED, REPLIED):
        concerned += [(row["member"], by_id[row["id"]]) for row in await graph.read(statement, ids=list(by_id))]
    return list(_first(concerned))


def _first(concerned: Iterable[tuple[str, Said]]) -> Iterator[Row]:
    found: dict[tuple[str, str], int] = {}
    for member, one in concerned:
        if one.author != member:
            pair = (one.space, member)
            found[pair] = min(one.number, found.get(pair, one.number))
    for (space, member), number in found.items():
        yield {"id": f"{space}:{member}", "space": space, "member": member, "number": number}


async def _due(graph: Graph, rows: Sequence[Row], at: int) -> None:
    async def work(tx: Transaction) -> None:
        for statement in (AGAIN, FIRST):
            await tx.run(statement, rows=list(rows), at=at, due=sortable(at))

    if rows:
        await graph.write(work, repeat=True)


async def _heard(graph: Graph, said: Sequence[Said]) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run(HEARD, ids=[one.id for one in said])

    await graph.write(work)


def _said(row: Row) -> Said:
    space, _, number = row["key"].rpartition(":")
    return Said(row["id"], space, int(number), row["author"])


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
