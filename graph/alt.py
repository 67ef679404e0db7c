"""What a picture shows, in the words of who brought it: for those who can't see it."""

from typing import LiteralString

from graph import file
from graph.database import Graph, Transaction
from graph.message import KEY
from graph.space import WRITTEN

WAITING: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (file:File {id: $file})
WHERE file.waits IS NOT NULL AND EXISTS { MATCH (file)<-[:UPLOADED]-(owner:Member) WHERE owner.id = viewer.id }
SET file.alt = $alt RETURN file.id AS id"""

# What was said already is told anew to all who read it.
SAID: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (file:File {{id: $file}})<-[:CARRIES]-(message:Message)
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE message.withdrawnAt IS NULL AND EXISTS {{ (viewer)-[:WROTE]->(message) }} AND ({WRITTEN})
    AND coalesce(file.alt, '') <> coalesce($alt, '')
SET clock.last = clock.last + 1
WITH file, message, space, clock
SET file.alt = $alt, message.changed = {KEY}
RETURN space.id AS space, message.id AS message, message.body AS body"""

MINE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (file:File {{id: $file}})<-[:CARRIES]-(message:Message)
MATCH (message)-[:SAID_IN]->(space:Space)
WHERE message.withdrawnAt IS NULL AND EXISTS {{ (viewer)-[:WROTE]->(message) }} AND ({WRITTEN})
RETURN file.id AS id"""


async def describe(graph: Graph, viewer: str, id: str, alt: str) -> tuple[bool, str | None]:
    """Says what a file of the viewer's shows, or nothing any more; whether it is theirs to say.

    And the space whose readers are to be told; None where nothing changed for them.
    """

    async def work(tx: Transaction) -> tuple[bool, str | None]:
        said = {"viewer": viewer, "file": id, "alt": alt or None}
        if await tx.run(WAITING, **said):
            return True, None
        rows = await tx.run(SAID, **said)
        if rows:
            await file.find(tx, rows[0]["message"], rows[0]["body"])
            return True, str(rows[0]["space"])
        return bool(await tx.run(MINE, viewer=viewer, file=id)), None

    return await graph.write(work, repeat=True)
