"""A reaction: one of four words that a member puts under a message. It touches its message, so that all see it live."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.message import KEY
from graph.space import WRITTEN

NAMED: Final = 12  # who reacted, named under a message

# Told by the message: whether the viewer has reacted would else look through all that the viewer ever reacted to.
MINE: Final = (
    "EXISTS { MATCH (message)<-[mine:REACTED]-(who:Member) WHERE who.id = viewer.id AND mine.kind = $reaction }"
)

# What one may react to: something said where one may write, while that is open.
REACTABLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})-[:SAID_IN]->(space:Space)
WHERE message.withdrawnAt IS NULL AND ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
RETURN space.id AS space, {MINE} AS mine"""

REACT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE message.withdrawnAt IS NULL AND ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
SET clock.last = clock.last + 1
WITH viewer, message, space, clock
SET message.changed = {KEY}
WITH viewer, message
MERGE (viewer)-[reacted:REACTED {{key: viewer.id + ':' + message.id + ':' + $reaction}}]->(message)
ON CREATE SET reacted.kind = $reaction, reacted.since = $at"""

UNREACT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE message.withdrawnAt IS NULL AND ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
SET clock.last = clock.last + 1
WITH viewer, message, space, clock
SET message.changed = {KEY}
WITH viewer, message
MATCH (message)<-[mine:REACTED]-(who:Member) WHERE who.id = viewer.id AND mine.kind = $reaction
DELETE mine"""

REACTIONS: LiteralString = """
UNWIND $ids AS id WITH id MATCH (message:Message {id: id})<-[reacted:REACTED]-(member:Member)
WHERE message.withdrawnAt IS NULL
WITH id, reacted, member ORDER BY reacted.since, member.id
RETURN id, reacted.kind AS kind, collect(member.id) AS members, collect(member.name) AS names"""


@dataclass(frozen=True)
class Reactions:
    """Who reacted to a message with one word, the first who did first; `names` are at most NAMED."""

    kind: str
    members: Sequence[str]
    names: Sequence[str]


async def react(graph: Graph, viewer: str, message: str, reaction: str, on: bool, at: int) -> str | None:
    """Puts the viewer's word under a message, or takes it away; the id of its space, or None where they may not.

    Doing it again changes nothing, and takes no number.
    """

    async def work(tx: Transaction) -> str | None:
        rows = await tx.run(REACTABLE, viewer=viewer, message=message, reaction=reaction)
        if rows and on and not rows[0]["mine"]:
            await tx.run(REACT, viewer=viewer, message=message, reaction=reaction, at=at)
        if rows and rows[0]["mine"] and not on:
            await tx.run(UNREACT, viewer=viewer, message=message, reaction=reaction)
        return rows[0]["space"] if rows else None

    return await graph.write(work, repeat=True)


async def reactions(graph: Graph, messages: Sequence[str]) -> dict[str, list[Reactions]]:
    """By message; each word that somebody put there, the one with the most hands first."""
    found: dict[str, list[Reactions]] = {}
    for row in await graph.read(REACTIONS, ids=list(messages)):
        one = Reactions(row["kind"], row["members"], row["names"][:NAMED])
        found.setdefault(row["id"], []).append(one)
    return {id: sorted(some, key=lambda one: (-len(one.members), one.kind)) for id, some in found.items()}
