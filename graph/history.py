"""What a message said before it was changed or taken back: who may read it, and how it comes back."""

from typing import Final, LiteralString

from graph import blob, file
from graph.database import Graph, Transaction
from graph.folding import folded
from graph.message import CURATOR, KEY
from graph.space import WRITTEN
from graph.version import UNDO

# Its author, and who curates where it was said; nobody once the message is withdrawn.
SEEN: Final = (
    "EXISTS { MATCH (version)<-[:WAS]-(message:Message)<-[:WROTE]-(author:Member)"
    " WHERE message.withdrawnAt IS NULL AND author.id = viewer.id }"
    " OR EXISTS { MATCH (version)<-[:WAS]-(message:Message)-[:SAID_IN]->(space:Space)"
    f" WHERE message.withdrawnAt IS NULL AND {CURATOR} }}"
)
VERSIONS: Final = "(message)-[:WAS]->(version:Version)"

# Its author's own, taken back by nobody else; the version that is kept last is what it said.
RESTORE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}})-[:WROTE]->(message:Message {{id: $message, kind: 'SAID'}})
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
MATCH (message)-[:WAS]->(version:Version)
WHERE version.id = message.kept AND message.withdrawnAt >= $since AND message.withdrawnReason = '' AND ({WRITTEN})
SET clock.last = clock.last + 1
WITH message, space, clock, version
SET message.body = version.body, message.changed = {KEY}
REMOVE message.withdrawnAt, message.withdrawnReason, message.withdrawnBy, message.kept
WITH space, version, version.body AS body
DETACH DELETE version
RETURN space.id AS space, body"""

STAY: LiteralString = """
MATCH (message:Message {id: $message})-[:WAS]->(version:Version) REMOVE version.fadesAt"""


FOUND: LiteralString = """
MATCH (message:Message {id: $message}) SET message.searchText = $search"""


async def restore(graph: Graph, viewer: str, message: str, at: int) -> str | None:
    """Gives the viewer's withdrawn message its words back; the id of its space, None where too late or not theirs."""

    async def work(tx: Transaction) -> str | None:
        rows = await tx.run(RESTORE, viewer=viewer, message=message, since=at - UNDO)
        if rows:
            await tx.run(STAY, message=message)
            await blob.stay(tx, message)
            await tx.run(FOUND, message=message, search=folded(rows[0]["body"]))
            await file.find(tx, message, rows[0]["body"])
        return rows[0]["space"] if rows else None

    return await graph.write(work)


RESTORABLE: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (message:Message {id: id})<-[:WROTE]-(author:Member)
WHERE author.id = viewer.id AND message.kept IS NOT NULL
  AND message.withdrawnReason = '' AND message.withdrawnAt >= $since
RETURN id"""


async def restorable(graph: Graph, viewer: str, messages: list[str], at: int) -> set[str]:
    """Which of the messages the viewer has taken back so lately that they may still undo it."""
    return {row["id"] for row in await graph.read(RESTORABLE, viewer=viewer, ids=messages, since=at - UNDO)}
