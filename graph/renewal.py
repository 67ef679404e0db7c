"""What changes in a space and is no line of its log: who comes, what one seeks. Readers are told to look again.

Only messages carry the clock, so each space has at most one message of kind FACT, `RENEWED`, that takes its next number
again and again. Nobody wrote it, and no page shows it.
"""

from typing import Final, LiteralString
from uuid import NAMESPACE_OID, uuid5

from graph.database import Transaction
from graph.message import KEY

FACT: Final = "RENEWED"

AGAIN: LiteralString = f"""
MATCH (message:Message {{id: $id}}) MATCH (space:Space {{id: $space}})-[:TICKS]->(clock:Clock)
SET clock.last = clock.last + 1
WITH message, space, clock
SET message.at = $at, message.changed = {KEY}
RETURN message.id AS id"""

FIRST: LiteralString = f"""
MATCH (space:Space {{id: $space}})-[:TICKS]->(clock:Clock)
SET clock.last = clock.last + 1
WITH space, clock
CREATE (message:Message {{id: $id, kind: 'FACT', fact: $fact, body: '', at: $at, number: clock.last,
    changed: {KEY}}})-[:SAID_IN]->(space)"""


async def renew(tx: Transaction, space: str, at: int) -> None:
    """Tells the readers of a space that something of it is another now, in the transaction that makes it so.

    ConstraintError where two are the first at once: what calls it is written with `repeat`.
    """
    id = str(uuid5(NAMESPACE_OID, f"{space}:{FACT}"))
    if not await tx.run(AGAIN, space=space, id=id, at=at):
        await tx.run(FIRST, space=space, id=id, fact=FACT, at=at)
