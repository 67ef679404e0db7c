"""Inviting into a circle: eight at most, those included who haven't answered; and taking an invitation back."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph import circle_mail, renewal
from graph.database import Graph, Transaction
from graph.member import SEEN as MEMBER_SEEN

MOST: Final = 8  # of a circle, those who haven't answered included

KNOWN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $members AS id WITH viewer, id
MATCH (member:Member {{id: id}}) WHERE member.id <> viewer.id AND ({MEMBER_SEEN})
    AND EXISTS {{ (member)-[:MEMBER_OF]->(:Community {{root: true}}) }}
RETURN DISTINCT id"""

# Two who invite at once would each count the other out: both take this lock first.
LOCK: LiteralString = """
MATCH (:Circle {id: $circle})-[:TICKS]->(clock:Clock) SET clock.turn = coalesce(clock.turn, 0) + 1"""

# Those who are to be asked still, and how many are in it or asked already; no row where the viewer isn't in it.
ROOM: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle}) WHERE circle.status IS NULL
RETURN COUNT { (circle)<-[:TAKES_PART]-(:Member) } + COUNT { (circle)<-[:INVITED_TO]-(:Member) } AS taken,
    COLLECT { MATCH (circle)<-[:TAKES_PART|INVITED_TO]-(member:Member) WHERE member.id IN $members RETURN member.id }
        AS already"""

INVITE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle})
UNWIND $members AS id WITH viewer, circle, id MATCH (member:Member {id: id})
CREATE (member)-[:INVITED_TO {key: member.id + ':' + circle.id, since: $at, by: viewer.id}]->(circle)"""

TAKE_BACK: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle})
MATCH (circle)<-[invitation:INVITED_TO]-(member:Member) WHERE member.id = $member
WITH invitation, circle.id AS id DELETE invitation
RETURN id"""

FORGET: LiteralString = """
MATCH (:Circle {id: $circle})<-[invitation:INVITED_TO]-(:Member) DELETE invitation"""


async def known(tx: Transaction, viewer: str, members: Sequence[str]) -> bool:
    """True where the viewer may invite each of these: they are of the network, seen, and others than the viewer."""
    return len(await tx.run(KNOWN, viewer=viewer, members=list(members))) == len(members)


async def write(tx: Transaction, viewer: str, circle: str, members: Sequence[str], at: int) -> None:
    """They are invited, and to be told so by mail."""
    await tx.run(INVITE, viewer=viewer, circle=circle, members=list(members), at=at)
    for member in members:
        await circle_mail.invite(tx, circle, member, at)


async def forget(tx: Transaction, circle: str) -> None:
    """Nobody is invited any more."""
    await tx.run(FORGET, circle=circle)


async def invite(graph: Graph, viewer: str, circle: str, members: Sequence[str], at: int) -> str | None:
    """One of the circle invites others: INVITED, FULL where they would be more than MOST, UNKNOWN where one can't be.

    None where the viewer isn't in it, or it is closed. Who is in it or invited already is left as they are.
    """
    wanted = list(dict.fromkeys(members))

    async def work(tx: Transaction) -> str | None:
        await tx.run(LOCK, circle=circle)
        rows = await tx.run(ROOM, viewer=viewer, circle=circle, members=wanted)
        if not rows:
            return None
        others = [id for id in wanted if id not in rows[0]["already"]]
        if not await known(tx, viewer, others):
            return "UNKNOWN"
        if rows[0]["taken"] + len(others) > MOST:
            return "FULL"
        if others:
            await write(tx, viewer, circle, others, at)
            await renewal.renew(tx, circle, at)
        return "INVITED"

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def take_back(graph: Graph, viewer: str, circle: str, member: str, at: int) -> bool:
    """One of the circle takes back what a member hasn't answered; False where there is no such invitation."""
    return await undone(graph, TAKE_BACK, circle, at, viewer=viewer, circle=circle, member=member)


async def undone(graph: Graph, statement: LiteralString, space: str, at: int, **given: str) -> bool:
    """An invitation that a statement deletes, and those of the circle see gone; False where there was none."""

    async def work(tx: Transaction) -> bool:
        undone = bool(await tx.run(statement, **given))
        if undone:
            await renewal.renew(tx, space, at)
        return undone

    async with graph.turns.of(space):
        return await graph.write(work, repeat=True)
