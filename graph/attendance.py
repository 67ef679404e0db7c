"""After a gathering: who came, and what is kept of it."""

from collections.abc import Sequence
from typing import LiteralString

from graph import message, renewal
from graph.database import Graph, Transaction
from graph.gathering import ORGANISED
from graph.identity import new_id
from graph.member import SEEN as MEMBER_SEEN
from graph.space import HELD_IN_MINE

MARK: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE {ORGANISED} AND space.startsAt <= $at AND space.status IS NULL
MATCH (space)<-[part:TAKES_PART]-(member:Member)
SET part.came = CASE WHEN $all OR member.id IN $among THEN member.id IN $members ELSE coalesce(part.came, false) END
RETURN member.id AS id"""

# Of its community, without a word or an answer: nothing of it is unread to them for that.
BRING_IN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})-[:HELD_IN]->(community:Community)
MATCH (space)-[:TICKS]->(clock:Clock)
WHERE {ORGANISED} AND space.startsAt <= $at AND space.status IS NULL
UNWIND $members AS id WITH viewer, space, community, clock, id
MATCH (member:Member {{id: id}})
WHERE EXISTS {{ (member)-[:MEMBER_OF]->(community) }} AND ({MEMBER_SEEN})
MERGE (member)-[part:TAKES_PART {{key: member.id + ':' + space.id}}]->(space)
ON CREATE SET part.since = $at, part.read = clock.last, part.came = true"""

KEEP: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE ({ORGANISED} OR (({HELD_IN_MINE}) AND EXISTS {{ (viewer)-[:TAKES_PART {{came: true}}]->(space) }}))
    AND space.startsAt <= $at AND space.status IS NULL
WITH viewer, space, coalesce(space.notesBy, '') <> viewer.id AS told
SET space.notes = $body, space.notesAt = $at, space.notesBy = viewer.id
RETURN told"""

KEEPERS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (space:Gathering {{id: id}})
WHERE ({ORGANISED} OR (({HELD_IN_MINE}) AND EXISTS {{ (viewer)-[:TAKES_PART {{came: true}}]->(space) }}))
    AND space.startsAt <= $at AND space.status IS NULL
RETURN id"""


async def mark(
    graph: Graph, viewer: str, gathering: str, members: Sequence[str], at: int, among: Sequence[str] | None = None
) -> bool:
    """Who looks after it says who came, and nobody else of those `among` them did; None: of everybody.

    False where they don't look after it, or it hasn't begun.

    Of those who answered, spoke or were there, and of the members of its community.
    """

    async def work(tx: Transaction) -> bool:
        said = {"viewer": viewer, "gathering": gathering, "members": list(members), "at": at}
        marked = bool(await tx.run(MARK, all=among is None, among=list(among or ()), **said))
        if marked:
            await tx.run(BRING_IN, **said)
            await renewal.renew(tx, gathering, at)
        return marked

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


async def keep(graph: Graph, viewer: str, gathering: str, body: str, at: int) -> bool:
    """Keeps what was said there, in place of what was kept; False where the viewer neither came nor looks after it.

    A line says so where they weren't the last who did.
    """

    async def work(tx: Transaction) -> bool:
        rows = await tx.run(KEEP, viewer=viewer, gathering=gathering, body=body, at=at)
        if rows and rows[0]["told"]:
            await message.state(tx, viewer, gathering, new_id(), "NOTES", at)
        elif rows:
            await renewal.renew(tx, gathering, at)
        return bool(rows)

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


async def keepers(graph: Graph, viewer: str, gatherings: list[str], at: int) -> set[str]:
    """Of which of the gatherings the viewer may keep notes."""
    return {row["id"] for row in await graph.read(KEEPERS, viewer=viewer, ids=gatherings, at=at)}
