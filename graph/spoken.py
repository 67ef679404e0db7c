"""What is kept of what was said in a space: how many messages on its clock, and the latest. Nothing is walked for it.

What is withdrawn counts and can be the latest: its line stays. So neither goes back, and both are written by the post.
"""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.database import Graph

COUNT: Final = "coalesce(head([(space)-[:TICKS]->(clock:Clock) | clock.said]), 0)"
LATEST: Final = "(space)-[:LATEST]->(message:Message)"

# In the statement that says a message, behind the lock that the next number takes.
ONE_MORE: Final = "clock.said = coalesce(clock.said, 0) + 1"
NO_LATEST: Final = "FOREACH (former IN [(space)-[latest:LATEST]->(:Message) | latest] | DELETE former)"
ITS_LATEST: Final = "CREATE (space)-[:LATEST]->(message)"

# Of spaces whose messages were written without it. The lock first: somebody may speak meanwhile.
RECOUNT: LiteralString = """
UNWIND $spaces AS id MATCH (clock:Clock {id: id}) WHERE clock.said IS NULL
SET clock.turn = coalesce(clock.turn, 0) + 1
WITH clock MATCH (space:Space {id: clock.id}) WHERE clock.said IS NULL
SET clock.said = COUNT { MATCH (space)<-[:SAID_IN]-(said:Message {kind: 'SAID'}) }
WITH space, clock
MATCH (message:Message {id: head(COLLECT { MATCH (space)<-[:SAID_IN]-(said:Message {kind: 'SAID'})
    WITH said ORDER BY said.number DESC LIMIT 1 RETURN said.id AS id })})
CREATE (space)-[:LATEST]->(message)"""


async def recount(graph: Graph, spaces: Sequence[str]) -> None:
    """Completes the clocks of these spaces that know nothing of it yet; a hundred or so at once."""
    await graph.write(lambda tx: tx.run(RECOUNT, spaces=list(spaces)))
