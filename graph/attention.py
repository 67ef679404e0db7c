"""What a community shows first: its threads in order, what waits without an answer, what is to come."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Graph, Row

# What curators keep on top, then what is open, then what was closed with thanks; each the newest first.
BOARD: LiteralString = """
UNWIND $ids AS id MATCH (community:Community {id: id})
CALL (community) {
    MATCH (community)<-[:HELD_IN]-(thread:Thread) WHERE thread.pinnedAt IS NOT NULL
    WITH thread ORDER BY thread.pinnedAt DESC LIMIT $first RETURN collect(thread.id) AS pinned
}
CALL (community) {
    MATCH (community)<-[:HELD_IN]-(thread:Thread {status: 'OPEN'})
    WITH thread ORDER BY thread.id DESC LIMIT $first RETURN collect(thread.id) AS open
}
CALL (community) {
    MATCH (community)<-[:HELD_IN]-(thread:Thread {status: 'HELPED'})
    WITH thread ORDER BY thread.closedAt DESC LIMIT $thanked RETURN collect(thread.id) AS thanked
}
RETURN id, pinned, open, thanked"""

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


async def board(graph: Graph, communities: Sequence[str], first: int, thanked: int) -> Found:
    """Ids of threads for each community: those pinned, then the open ones, then those closed with thanks."""
    rows = await graph.read(BOARD, ids=list(communities), first=first, thanked=thanked)
    return {row["id"]: list(dict.fromkeys([*row["pinned"], *row["open"], *row["thanked"]])) for row in rows}


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
