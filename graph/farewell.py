"""Going from a circle: leaving it in a plain line, or closing it with its last talk."""

from collections.abc import Sequence
from typing import LiteralString

from graph import circle_mail, invite, message
from graph.database import Graph, Transaction
from graph.identity import new_id

LEAVE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(circle:Circle {id: $circle})
WITH part, circle DELETE part
RETURN circle.id AS id"""

FORGET_DRAFT: LiteralString = """
MATCH (:Member {id: $viewer})-[draft:DRAFTS]->(:Circle {id: $circle}) DELETE draft"""

# A circle that nobody is in is read by nobody, ever.
CLOSE_EMPTY: LiteralString = """
MATCH (circle:Circle {id: $circle})
WHERE circle.status IS NULL AND NOT EXISTS { (circle)<-[:TAKES_PART]-(:Member) }
SET circle.status = 'CLOSED', circle.closedAt = $at
RETURN circle.id AS id"""

CLOSE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle}) WHERE circle.status IS NULL
SET circle.status = 'CLOSED', circle.closedAt = $at, circle.helped = $helped, circle.next = $next
RETURN circle.id AS id"""

# What was said in the circle stays there: of the help that its close names, the network reads the thanks alone.
THANK: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle {id: $circle})-[:HELD_IN]->(community:Community)
UNWIND $others AS id WITH viewer, circle, community, id
MATCH (giver:Member {id: id})-[:TAKES_PART]->(circle) WHERE giver.id <> viewer.id
WITH viewer, circle, community, giver
MERGE (giver)-[help:HELPED {key: circle.id + ':' + giver.id + ':' + viewer.id}]->(viewer)
SET help.at = $at, help.thread = circle.id, help.community = community.id, help.topics = [], help.thanks = $thanks"""


async def leave(graph: Graph, viewer: str, circle: str, at: int) -> bool:
    """The viewer goes, which is told in one plain line; False where they aren't in it.

    Who is left alone stays: they may invite, or close. Behind the last one it closes by itself.
    """

    async def work(tx: Transaction) -> bool:
        if not await tx.run(LEAVE, viewer=viewer, circle=circle):
            return False
        await tx.run(FORGET_DRAFT, viewer=viewer, circle=circle)
        await message.state(tx, viewer, circle, new_id(), "LEFT", at)
        if await tx.run(CLOSE_EMPTY, circle=circle, at=at):
            await invite.forget(tx, circle)
        return True

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)


async def close(
    graph: Graph, viewer: str, circle: str, helped: str, next: str, others: Sequence[str], thanks: str, at: int
) -> bool:
    """Closes it with its last talk: what helped, what next, said to the circle; and with helps, told to the network.

    False where the viewer isn't in it, or it is closed. What was asked of those who hadn't answered is taken back.
    """

    async def work(tx: Transaction) -> bool:
        if not await tx.run(CLOSE, viewer=viewer, circle=circle, helped=helped, next=next, at=at):
            return False
        await invite.forget(tx, circle)
        await circle_mail.plan(tx, circle, None, at)
        await tx.run(THANK, viewer=viewer, circle=circle, others=list(others), thanks=thanks, at=at)
        await message.state(tx, viewer, circle, new_id(), "ENDED", at)
        return True

    async with graph.turns.of(circle):
        return await graph.write(work, repeat=True)
