"""A space: where people talk, live. A thread, a room, a gathering or a circle."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.viewer import STAFF

HELD_IN_MINE: Final = (
    "EXISTS { MATCH (space)-[:HELD_IN]->(place:Community) WHERE EXISTS { (viewer)-[:MEMBER_OF]->(place) } }"
)
TAKES_PART: Final = "EXISTS { (viewer)-[:TAKES_PART]->(space) }"

# Members of the community read what is held there; a circle is for those who take part. Staff read all but circles.
SEEN: Final = f"(space:Circle AND {TAKES_PART}) OR (NOT space:Circle AND ({HELD_IN_MINE} OR {STAFF}))"

# A gathering is talked in from half an hour before it begins; who opened it and its curators may before.
CURATES_HERE: Final = (
    "EXISTS { MATCH (viewer)-[:CURATES]->(curated:Community)"
    " WHERE curated.root = true OR EXISTS { (space)-[:HELD_IN]->(curated) } }"
)
TALKED_IN: Final = (
    "(NOT space:Gathering OR timestamp() >= space.startsAt - 1800000"
    f" OR EXISTS {{ (viewer)-[:OPENED]->(space) }} OR {CURATES_HERE})"
)
WRITTEN: Final = f"(space:Circle AND {TAKES_PART}) OR (NOT space:Circle AND {HELD_IN_MINE} AND {TALKED_IN})"

COMMUNITY: Final = "(space)-[:HELD_IN]->(community:Community)"
MEMBERS: Final = "(space)<-[part:TAKES_PART]-(member:Member)"
MESSAGES: Final = "(space)<-[:SAID_IN]-(message:Message)"

# Never the clock itself: on Neo4j its new value is seen before the index entry of what it counts.
POSITION: LiteralString = """
MATCH (message:Message) WHERE message.changed > $low AND message.changed < $high
RETURN message.changed AS changed ORDER BY message.changed DESC LIMIT 1"""

WRITABLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (space:Space {{id: id}}) WHERE ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
RETURN id"""

STATUS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}}) WHERE {SEEN}
RETURN coalesce(space.status, 'OPEN') AS status"""

READ_TO: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[part:TAKES_PART]->(:Space {id: id})
RETURN id, coalesce(part.read, 0) AS position"""

# The clock first: elsewhere nothing is looked through.
BEHIND: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE clock.last > coalesce(part.read, 0)
WITH space, coalesce(part.read, 0) AS read
WHERE EXISTS { MATCH (space)<-[:SAID_IN]-(message:Message) WHERE message.number > read }
RETURN space.id AS id"""

READ: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(space:Space {id: $space})
WHERE coalesce(part.read, 0) < $position
SET part.read = $position"""

# Who is named where they don't take part has read that too.
SEEN_NAMED: LiteralString = """
MATCH (viewer:Member {id: $viewer})<-[mention:MENTIONS]-(message:Message)-[:SAID_IN]->(:Space {id: $space})
WHERE mention.seen IS NULL AND message.number <= $position
SET mention.seen = true"""


async def position(graph: Graph, space: str) -> int:
    """The number of the latest change of a space that can be read; 0 where nothing was said yet."""
    rows = await graph.read(POSITION, low=f"{space}:", high=f"{space};")
    return int(rows[0]["changed"].rpartition(":")[2]) if rows else 0


async def read_to(graph: Graph, viewer: str, spaces: list[str]) -> dict[str, int]:
    """The position up to which the viewer has read each space that they take part in."""
    return {row["id"]: row["position"] for row in await graph.read(READ_TO, viewer=viewer, ids=spaces)}


async def writable(graph: Graph, viewer: str, spaces: list[str]) -> set[str]:
    """In which of the spaces the viewer may say something: not in a closed thread."""
    return {row["id"] for row in await graph.read(WRITABLE, viewer=viewer, ids=spaces)}


async def status(graph: Graph, viewer: str, space: str) -> str | None:
    """OPEN, CLOSED or CANCELLED, of a space that the viewer reads; None of any other."""
    rows = await graph.read(STATUS, viewer=viewer, space=space)
    return str(rows[0]["status"]) if rows else None


async def mark_read(graph: Graph, viewer: str, space: str, position: int) -> None:
    """The viewer has everything up to `position`; a position never goes back."""

    async def work(tx: Transaction) -> None:
        await tx.run(READ, viewer=viewer, space=space, position=position)
        await tx.run(SEEN_NAMED, viewer=viewer, space=space, position=position)

    await graph.write(work)


async def mark_all_read(graph: Graph, viewer: str) -> int:
    """The viewer has everything that can be read now, in every space that they take part in; in how many was more."""
    behind = [row["id"] for row in await graph.read(BEHIND, viewer=viewer)]
    for id in behind:
        await mark_read(graph, viewer, id, await position(graph, id))
    return len(behind)
