"""An invitation to a circle: it tells what the circle is for and who is in it, and nothing that is said there."""

from dataclasses import dataclass
from typing import LiteralString

from graph import message
from graph.database import Graph, Transaction
from graph.identity import new_id
from graph.invite import undone

MINE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[invitation:INVITED_TO]->(circle:Circle) WHERE circle.status IS NULL
RETURN circle.id AS circle, circle.name AS name, circle.purpose AS purpose, circle.endsAt AS ends,
    invitation.since AS since, invitation.by AS by
ORDER BY since DESC, circle LIMIT 50"""

INSIDE: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[:INVITED_TO]->(circle:Circle {id: id}) MATCH (circle)<-[part:TAKES_PART]-(member:Member)
RETURN id, member.id AS member ORDER BY part.since, member"""

ACCEPT: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[invitation:INVITED_TO]->(circle:Circle {id: $circle})
WHERE circle.status IS NULL
WITH viewer, circle, invitation DELETE invitation
WITH viewer, circle
MERGE (viewer)-[part:TAKES_PART {key: viewer.id + ':' + circle.id}]->(circle)
ON CREATE SET part.since = $at, part.read = 0
SET part.seeks = $seeks, part.brings = $brings
RETURN circle.id AS id"""

DECLINE: LiteralString = """
MATCH (:Member {id: $viewer})-[invitation:INVITED_TO]->(circle:Circle {id: $circle})
WITH invitation, circle.id AS id DELETE invitation
RETURN id"""


@dataclass(frozen=True)
class Invitation:
    """What one knows of a circle before one says yes; instants in ms, members by id."""

    circle: str
    name: str
    purpose: str | None
    ends: int | None
    since: int
    by: str
    inside: tuple[str, ...] = ()


async def mine(graph: Graph, viewer: str) -> list[Invitation]:
    """What the viewer hasn't answered yet, the newest first."""
    rows = await graph.read(MINE, viewer=viewer)
    inside: dict[str, list[str]] = {}
    for row in await graph.read(INSIDE, viewer=viewer, ids=[row["circle"] for row in rows]) if rows else ():
        inside.setdefault(row["id"], []).append(row["member"])
    return [Invitation(**row, inside=tuple(inside.get(row["circle"], ()))) for row in rows]


async def accept(graph: Graph, viewer: str, circle: str, seeks: str, brings: str, at: int) -> bool:
    """The viewer comes in, and says what they seek and bring; False where nobody invited them, or it is closed."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(ACCEPT, viewer=viewer, circle=circle, seeks=seeks, brings=brings, at=at):
            return False
        await message.state(tx, viewer, circle, new_id(), "JOINED", at)
        return True

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def decline(graph: Graph, viewer: str, circle: str, at: int) -> bool:
    """The viewer doesn't come in, and no line says so; False where nobody invited them."""
    return await undone(graph, DECLINE, circle, at, viewer=viewer, circle=circle)
