"""A room: a standing space of a community."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.space import HELD_IN_MINE
from graph.viewer import STAFF

SEEN: Final = f"{HELD_IN_MINE} OR {STAFF}".replace("(space)", "(room)")

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (community:Community {id: $community})
WHERE EXISTS { (viewer)-[:CURATES]->(community) } OR EXISTS { (viewer)-[:CURATES]->(:Community {root: true}) }
CREATE (room:Space:Room {id: $id, name: $name, purpose: $purpose, createdAt: $at})-[:HELD_IN]->(community)
CREATE (room)-[:TICKS]->(:Clock {id: $id, last: 0})
RETURN room.id AS id"""


async def open_room(graph: Graph, viewer: str, id: str, community: str, name: str, purpose: str, at: int) -> bool:
    """A curator opens a room in their community; False where they don't curate it."""

    async def work(tx: Transaction) -> bool:
        values = {"community": community, "name": name, "purpose": purpose, "at": at}
        return bool(await tx.run(OPEN, viewer=viewer, id=id, **values))

    return await graph.write(work)
