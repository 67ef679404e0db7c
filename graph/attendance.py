"""After a gathering: who came, and what is kept of it."""

from collections.abc import Sequence
from typing import LiteralString

from graph import message
from graph.database import Graph, Transaction
from graph.gathering import ORGANISED
from graph.identity import new_id
from graph.space import HELD_IN_MINE

MARK: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE {ORGANISED} AND space.startsAt <= $at AND space.status IS NULL
MATCH (space)<-[part:TAKES_PART]-(member:Member)
SET part.came = member.id IN $members
RETURN member.id AS id"""

KEEP: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE ({ORGANISED} OR (({HELD_IN_MINE}) AND EXISTS {{ (viewer)-[:TAKES_PART {{came: true}}]->(space) }}))
    AND space.startsAt <= $at AND space.status IS NULL
SET space.notes = $body, space.notesAt = $at
RETURN space.id AS id"""

KEEPERS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (space:Gathering {{id: id}})
WHERE ({ORGANISED} OR (({HELD_IN_MINE}) AND EXISTS {{ (viewer)-[:TAKES_PART {{came: true}}]->(space) }}))
    AND space.startsAt <= $at AND space.status IS NULL
RETURN id"""


async def mark(graph: Graph, viewer: str, gathering: str, members: Sequence[str], at: int) -> bool:
    """Who looks after it says who came, of those who answered; False where they don't, or it hasn't begun."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(MARK, viewer=viewer, gathering=gathering, members=list(members), at=at))

    return await graph.write(work)


async def keep(graph: Graph, viewer: str, gathering: str, body: str, at: int) -> bool:
    """Keeps what was said there, in place of what was kept; False where the viewer neither came nor looks after it."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(KEEP, viewer=viewer, gathering=gathering, body=body, at=at):
            return False
        await message.state(tx, viewer, gathering, new_id(), "NOTES", at)
        return True

    async with graph.turns.of(gathering):
        return await graph.write(work)


async def keepers(graph: Graph, viewer: str, gatherings: list[str], at: int) -> set[str]:
    """Of which of the gatherings the viewer may keep notes."""
    return {row["id"] for row in await graph.read(KEEPERS, viewer=viewer, ids=gatherings, at=at)}
