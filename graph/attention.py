"""What a community page shows first: what is pinned, what waits without an answer, what is to come."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Graph, Row

PINNED: LiteralString = """
UNWIND $ids AS id MATCH (:Community {id: id})<-[:HELD_IN]-(thread:Thread) WHERE thread.pinnedAt IS NOT NULL
RETURN id, thread.id AS found ORDER BY thread.pinnedAt DESC LIMIT 100"""

# Nobody but its author has said anything, nobody has said that they can help.
UNANSWERED: LiteralString = """
UNWIND $ids AS id
MATCH (author:Member)-[:OPENED]->(thread:Thread {status: 'OPEN'})-[:HELD_IN]->(:Community {id: id})
WHERE thread.openedAt <= $before AND thread.kind = 'REQUEST'
  AND NOT EXISTS { MATCH (thread)<-[:SAID_IN]-(message:Message {kind: 'SAID'})<-[:WROTE]-(other:Member)
    WHERE other.id <> author.id AND message.withdrawnAt IS NULL }
  AND NOT EXISTS { (thread)<-[:TAKES_PART {side: 'BRINGS'}]-(:Member) }
RETURN id, thread.id AS found ORDER BY thread.openedAt, found LIMIT 100"""

UPCOMING: LiteralString = """
UNWIND $ids AS id MATCH (:Community {id: id})<-[:HELD_IN]-(gathering:Gathering) WHERE gathering.endsAt > $at
RETURN id, gathering.id AS found ORDER BY gathering.startsAt, found LIMIT 100"""

Found = dict[str, list[str]]


async def pinned(graph: Graph, communities: Sequence[str]) -> Found:
    """Ids of the threads that curators keep on top, the latest pinned first, for each community that has any."""
    return _by_community(await graph.read(PINNED, ids=list(communities)))


async def unanswered(graph: Graph, communities: Sequence[str], before: int) -> Found:
    """Ids of open requests older than `before` (ms) that nobody has answered, the oldest first."""
    return _by_community(await graph.read(UNANSWERED, ids=list(communities), before=before))


async def upcoming(graph: Graph, communities: Sequence[str], at: int) -> Found:
    """Ids of gatherings that are not over at `at` (ms), the next first."""
    return _by_community(await graph.read(UPCOMING, ids=list(communities), at=at))


def _by_community(rows: list[Row]) -> Found:
    found: Found = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row["found"])
    return found
