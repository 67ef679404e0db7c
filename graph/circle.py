"""A circle: a small private space of 2 to 8 members with a purpose. Nobody is put in one without their consent."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph import circle_mail, invite, message, renewal
from graph.database import Graph, Transaction
from graph.identity import new_id
from graph.space import TAKES_PART

MOST: Final = invite.MOST  # members, who opened it included

SEEN: Final = TAKES_PART.replace("(space)", "(circle)")

INVITED: Final = "(circle)<-[:INVITED_TO]-(member:Member)"

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community {root: true})
CREATE (viewer)-[:OPENED]->(circle:Space:Circle {id: $id, name: $name, purpose: $purpose, createdAt: $at,
    endsAt: $ends})-[:HELD_IN]->(community)
CREATE (circle)-[:TICKS]->(:Clock {id: $id, last: 0})
CREATE (viewer)-[:TAKES_PART {key: viewer.id + ':' + $id, since: $at, read: 0, seeks: $seeks,
    brings: $brings}]->(circle)
RETURN circle.id AS id"""

EDIT: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle}) WHERE circle.status IS NULL
WITH circle, coalesce(circle.endsAt, 0) <> coalesce($ends, 0) AS postponed, circle.name <> $name AS renamed,
    coalesce(circle.purpose, '') <> $purpose AS reworded
SET circle.name = $name, circle.purpose = $purpose, circle.endsAt = $ends
RETURN postponed, renamed OR reworded OR postponed AS changed"""

SAY: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(circle:Circle {id: $circle}) WHERE circle.status IS NULL
SET part.seeks = $seeks, part.brings = $brings
RETURN circle.id AS id"""

ENDS: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[:TAKES_PART]->(circle:Circle {id: id}) MATCH (circle)<-[part:TAKES_PART]-(member:Member)
RETURN id, member.id AS member, coalesce(part.seeks, '') AS seeks, coalesce(part.brings, '') AS brings
ORDER BY part.since, member"""


async def open_circle(
    graph: Graph, viewer: str, id: str, words: dict[str, str], ends: int | None, members: Sequence[str], at: int
) -> bool:
    """Opens a circle of the viewer alone and invites the others. `words`: name, purpose, seeks, brings.

    False where the viewer isn't in the network, or may not see one of those whom they would invite: then nothing is.
    """
    invited = list(dict.fromkeys(members))

    async def work(tx: Transaction) -> bool:
        if not await invite.known(tx, viewer, invited):
            return False
        if not await tx.run(OPEN, viewer=viewer, id=id, ends=ends, at=at, **words):
            return False
        await invite.write(tx, viewer, id, invited, at)
        await circle_mail.plan(tx, id, ends, at)
        return True

    return await graph.write(work, repeat=True)


async def edit(graph: Graph, viewer: str, circle: str, name: str, purpose: str, ends: int | None, at: int) -> bool:
    """One of the circle rewrites what it is for and until when, and a line says so.

    False where the viewer isn't in it, or it is closed.
    """

    async def work(tx: Transaction) -> bool:
        rows = await tx.run(EDIT, viewer=viewer, circle=circle, name=name, purpose=purpose, ends=ends)
        if rows and rows[0]["postponed"]:
            await circle_mail.plan(tx, circle, ends, at)
        if rows and rows[0]["changed"]:
            await message.state(tx, viewer, circle, new_id(), "REWORDED", at)
        return bool(rows)

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def say(graph: Graph, viewer: str, circle: str, seeks: str, brings: str, at: int) -> bool:
    """What the viewer seeks there and brings, in place of what they said before; False where they aren't in it."""

    async def work(tx: Transaction) -> bool:
        said = bool(await tx.run(SAY, viewer=viewer, circle=circle, seeks=seeks, brings=brings))
        if said:
            await renewal.renew(tx, circle, at)
        return said

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def ends(graph: Graph, viewer: str, circles: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """`(member, seeks, brings)` of those in each circle that the viewer is in, the first who came first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in await graph.read(ENDS, viewer=viewer, ids=circles):
        found.setdefault(row["id"], []).append((row["member"], row["seeks"], row["brings"]))
    return found
