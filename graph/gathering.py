"""A gathering: a space with a date."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.space import HELD_IN_MINE
from graph.viewer import STAFF

SEEN: Final = f"{HELD_IN_MINE} OR {STAFF}".replace("(space)", "(gathering)")

COMING: Final = "(gathering)<-[part:TAKES_PART {coming: true}]-(member:Member)"

ATTEND: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE ({HELD_IN_MINE}) AND space.endsAt > $at AND ($coming = false OR space.seats IS NULL
    OR EXISTS {{ (viewer)-[:TAKES_PART {{coming: true}}]->(space) }}
    OR COUNT {{ (space)<-[:TAKES_PART {{coming: true}}]-(:Member) }} < space.seats)
MERGE (viewer)-[part:TAKES_PART {{key: viewer.id + ':' + space.id}}]->(space)
ON CREATE SET part.since = $at, part.read = 0
SET part.coming = $coming
RETURN space.id AS id"""


async def attend(graph: Graph, viewer: str, gathering: str, coming: bool, at: int) -> bool:
    """The viewer comes or doesn't; False where it isn't theirs to see, is over, or has no seat left."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(ATTEND, viewer=viewer, gathering=gathering, coming=coming, at=at))

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


ATTENDED: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[:TAKES_PART {coming: true}]->(:Gathering {id: id}) RETURN id"""


async def attended(graph: Graph, viewer: str, gatherings: list[str]) -> set[str]:
    """To which of the gatherings the viewer comes."""
    return {row["id"] for row in await graph.read(ATTENDED, viewer=viewer, ids=gatherings)}
