"""A circle: a small private space of 2 to 8 members with a purpose. Nobody is put in one without their consent."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph import message
from graph.database import Graph, Transaction
from graph.identity import new_id
from graph.member import SEEN as MEMBER_SEEN
from graph.space import TAKES_PART

MOST: Final = 8  # members, who opened it included

SEEN: Final = TAKES_PART.replace("(space)", "(circle)")

INVITED: Final = "(circle)<-[:INVITED_TO]-(member:Member)"

KNOWN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $members AS id WITH viewer, id
MATCH (member:Member {{id: id}}) WHERE member.id <> viewer.id AND ({MEMBER_SEEN})
    AND EXISTS {{ (member)-[:MEMBER_OF]->(:Community {{root: true}}) }}
RETURN DISTINCT id"""

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community {root: true})
CREATE (viewer)-[:OPENED]->(circle:Space:Circle {id: $id, name: $name, purpose: $purpose, createdAt: $at,
    endsAt: $ends})-[:HELD_IN]->(community)
CREATE (circle)-[:TICKS]->(:Clock {id: $id, last: 0})
CREATE (viewer)-[:TAKES_PART {key: viewer.id + ':' + $id, since: $at, read: 0, seeks: $seeks,
    brings: $brings}]->(circle)
RETURN circle.id AS id"""

INVITE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle})
UNWIND $members AS id WITH viewer, circle, id MATCH (member:Member {id: id})
CREATE (member)-[:INVITED_TO {key: member.id + ':' + circle.id, since: $at, by: viewer.id}]->(circle)"""

LEAVE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(circle:Circle {id: $circle})
WITH part, circle.id AS id DELETE part
RETURN id"""

FORGET_DRAFT: LiteralString = """
MATCH (:Member {id: $viewer})-[draft:DRAFTS]->(:Circle {id: $circle}) DELETE draft"""

CLOSE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle}) WHERE circle.status IS NULL
SET circle.status = 'CLOSED', circle.closedAt = $at, circle.helped = $helped, circle.next = $next
RETURN circle.id AS id"""

FORGET_INVITATIONS: LiteralString = """
MATCH (:Circle {id: $circle})<-[invitation:INVITED_TO]-(:Member) DELETE invitation"""

# What was said in the circle stays there: of the help that its close names, the network reads the thanks alone.
THANK: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle})-[:HELD_IN]->(community:Community)
UNWIND $others AS id WITH viewer, circle, community, id
MATCH (giver:Member {id: id})-[:TAKES_PART]->(circle) WHERE giver.id <> viewer.id
WITH viewer, circle, community, giver
MERGE (giver)-[help:HELPED {key: circle.id + ':' + giver.id + ':' + viewer.id}]->(viewer)
SET help.at = $at, help.thread = circle.id, help.community = community.id, help.topics = [], help.thanks = $thanks"""

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
        known = await tx.run(KNOWN, viewer=viewer, members=invited)
        if len(known) != len(invited) or not await tx.run(OPEN, viewer=viewer, id=id, ends=ends, at=at, **words):
            return False
        await tx.run(INVITE, viewer=viewer, circle=id, members=invited, at=at)
        return True

    return await graph.write(work)


async def leave(graph: Graph, viewer: str, circle: str, at: int) -> bool:
    """The viewer goes, which is told in one plain line; False where they aren't in it."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(LEAVE, viewer=viewer, circle=circle):
            return False
        await tx.run(FORGET_DRAFT, viewer=viewer, circle=circle)
        await message.state(tx, viewer, circle, new_id(), "LEFT", at)
        return True

    async with graph.turns.of(circle):
        return await graph.write(work)


async def close(
    graph: Graph, viewer: str, circle: str, helped: str, next: str, others: Sequence[str], thanks: str, at: int
) -> bool:
    """Closes it with its last talk: what helped, what next, said to the circle; and with helps, told to the network.

    False where the viewer isn't in it, or it is closed. What was asked of those who hadn't answered is taken back.
    """

    async def work(tx: Transaction) -> bool:
        if not await tx.run(CLOSE, viewer=viewer, circle=circle, helped=helped, next=next, at=at):
            return False
        await tx.run(FORGET_INVITATIONS, circle=circle)
        await tx.run(THANK, viewer=viewer, circle=circle, others=list(others), thanks=thanks, at=at)
        await message.state(tx, viewer, circle, new_id(), "ENDED", at)
        return True

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def ends(graph: Graph, viewer: str, circles: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """`(member, seeks, brings)` of those in each circle that the viewer is in, the first who came first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in await graph.read(ENDS, viewer=viewer, ids=circles):
        found.setdefault(row["id"], []).append((row["member"], row["seeks"], row["brings"]))
    return found
