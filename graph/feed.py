"""The threads of the viewer's communities, newest first, by what is asked of them: their ids and keys."""

from dataclasses import dataclass
from typing import LiteralString

from graph.database import Graph

# Each community gives its newest, then the newest of all are kept: a large network is never sorted as a whole.
THREADS: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
WHERE $community IS NULL OR community.id = $community
CALL (community) {
    MATCH (community)<-[:HELD_IN]-(thread:Thread)
    WHERE ($key IS NULL OR thread.id < $key) AND ($status IS NULL OR thread.status = $status)
      AND ($kind IS NULL OR thread.kind = $kind)
      AND ($topic IS NULL OR EXISTS { (thread)-[:ABOUT]->(:Topic {id: $topic}) })
    WITH thread ORDER BY thread.id DESC LIMIT $limit
    RETURN thread.id AS id
}
RETURN DISTINCT id ORDER BY id DESC LIMIT $limit"""

COUNT: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
WHERE $community IS NULL OR community.id = $community
MATCH (community)<-[:HELD_IN]-(thread:Thread)
WHERE ($status IS NULL OR thread.status = $status) AND ($kind IS NULL OR thread.kind = $kind)
  AND ($topic IS NULL OR EXISTS { (thread)-[:ABOUT]->(:Topic {id: $topic}) })
RETURN count(DISTINCT thread) AS threads"""

MINE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(thread:Thread)
RETURN thread.id AS id ORDER BY thread.activeAt DESC, thread.id DESC LIMIT $limit"""

# Open requests of others in the viewer's communities, but those that the viewer takes part in or passed. What counts:
# what they bring (or what is just broader or narrower), a tie to who asks, how few have answered, a place of their own.
WITHIN_REACH: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
CALL (community) {
    MATCH (community)<-[:HELD_IN]-(thread:Thread {status: 'OPEN', kind: 'REQUEST'})
    WITH thread ORDER BY thread.id DESC LIMIT 50
    RETURN thread
}
WITH viewer, thread, max(CASE WHEN community.root THEN 0 ELSE 1 END) AS ours
WHERE NOT EXISTS { (viewer)-[:TAKES_PART]->(thread) } AND NOT EXISTS { (viewer)-[:PASSED]->(thread) }
WITH viewer, thread, ours, COUNT { (thread)<-[:SAID_IN]-(:Message {kind: 'SAID'}) } AS replies,
    CASE WHEN EXISTS { (viewer)-[:BRINGS]->(:Topic)<-[:ABOUT]-(thread) } THEN 5
        WHEN EXISTS { (viewer)-[:BRINGS]->(:Topic)-[:WITHIN]-(:Topic)<-[:ABOUT]-(thread) } THEN 3 ELSE 0 END AS brings,
    CASE WHEN EXISTS { (viewer)-[:HELPED]-(:Member)-[:OPENED]->(thread) }
        OR EXISTS { (viewer)-[:KNOWS]-(:Member)-[:OPENED]->(thread) } THEN 2 ELSE 0 END AS tied
WITH thread, brings + tied + ours +
    CASE WHEN replies < 3 THEN 3 - replies WHEN replies < 8 THEN 0 ELSE -2 END AS score
RETURN thread.id AS id ORDER BY score DESC, thread.id DESC LIMIT $limit"""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list of threads; None asks nothing."""

    kind: str | None = None
    status: str | None = None
    topic: str | None = None
    community: str | None = None


async def threads(graph: Graph, viewer: str, wanted: Wanted, key: str | None, limit: int) -> list[str]:
    """Ids, newest first, those after `key` (an id)."""
    rows = await graph.read(THREADS, viewer=viewer, key=key, limit=limit, **vars(wanted))
    return [row["id"] for row in rows]


async def thread_count(graph: Graph, viewer: str, wanted: Wanted) -> int:
    """How many there are in all."""
    return int((await graph.read(COUNT, viewer=viewer, **vars(wanted)))[0]["threads"])


async def mine(graph: Graph, viewer: str, limit: int) -> list[str]:
    """Threads that the viewer takes part in, the latest active first."""
    return [row["id"] for row in await graph.read(MINE, viewer=viewer, limit=limit)]


async def within_reach(graph: Graph, viewer: str, limit: int) -> list[str]:
    """Open requests that the viewer could answer, the best first."""
    return [row["id"] for row in await graph.read(WITHIN_REACH, viewer=viewer, limit=limit)]
