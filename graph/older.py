"""What a graph lacks that an older version of this program filled: completed at a start, once."""

from typing import Final, LiteralString

from graph import spoken
from graph.database import Graph, Transaction
from graph.viewer import VISITOR

SHAPE: Final = 2  # 1: a message is found by its number; 2: it is kept how many were said, and the latest
BATCH: Final = 1000  # messages of one transaction

OF_VISITOR: LiteralString = "MATCH (visitor:Member {id: $visitor}) RETURN coalesce(visitor.shape, 0) AS shape"
DONE: LiteralString = "MATCH (visitor:Member {id: $visitor}) SET visitor.shape = $shape"

SPACES: LiteralString = """
MATCH (space:Space) WHERE space.id > $key RETURN space.id AS id ORDER BY space.id LIMIT 100"""

NUMBER: LiteralString = """
MATCH (space:Space {id: $space})<-[:SAID_IN]-(message:Message) WHERE message.numberKey IS NULL
WITH space, message LIMIT $limit
SET message.numberKey = space.id + ':' + substring('0000000000', size(toString(message.number)))
    + toString(message.number)
RETURN message.id AS id"""


async def complete(graph: Graph) -> None:
    """Does nothing where the graph has the shape of today. Begun and interrupted, it goes on where it was."""
    shape = (await graph.read(OF_VISITOR, visitor=VISITOR))[0]["shape"]
    if shape >= SHAPE:
        return
    key = ""
    while spaces := [row["id"] for row in await graph.read(SPACES, key=key)]:
        for space in spaces if shape < 1 else ():
            while await _numbered(graph, space):
                pass
        await spoken.recount(graph, spaces)
        key = spaces[-1]
    await graph.write(lambda tx: tx.run(DONE, visitor=VISITOR, shape=SHAPE))


async def _numbered(graph: Graph, space: str) -> bool:
    """Numbers some messages of a space; False where it has no more."""

    async def work(tx: Transaction) -> bool:
        return len(await tx.run(NUMBER, space=space, limit=BATCH)) == BATCH

    return await graph.write(work)
