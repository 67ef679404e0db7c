"""The open requests that the viewer could answer, the best first."""

from typing import Final, LiteralString

from graph.database import Graph

NEWEST: Final = 120  # open requests of the whole network that are looked at, beside those that the viewer is tied to
OF_EACH: Final = 40  # of those that the viewer brings to, is near to, and whose author they know

# What the viewer brings to it (5; what is just broader or narrower, 3), or a tie to who asks (2): the newest of each.
TIED: LiteralString = """
MATCH (viewer:Member {id: $viewer})
CALL (viewer) {
    MATCH (viewer)-[:BRINGS]->(:Topic)<-[:ABOUT]-(thread:Thread {status: 'OPEN', kind: 'REQUEST'})
    WITH DISTINCT thread.id AS id ORDER BY id DESC LIMIT $limit RETURN id, 5 AS brings, 0 AS tied
    UNION ALL
    MATCH (viewer)-[:BRINGS]->(:Topic)-[:WITHIN]-(:Topic)<-[:ABOUT]-(thread:Thread {status: 'OPEN', kind: 'REQUEST'})
    WITH DISTINCT thread.id AS id ORDER BY id DESC LIMIT $limit RETURN id, 3 AS brings, 0 AS tied
    UNION ALL
    MATCH (viewer)-[:KNOWS|HELPED]-(:Member)-[:OPENED]->(thread:Thread {status: 'OPEN', kind: 'REQUEST'})
    WITH DISTINCT thread.id AS id ORDER BY id DESC LIMIT $limit RETURN id, 0 AS brings, 2 AS tied
}
RETURN id, max(brings) AS brings, max(tied) AS tied"""

NEWEST_OPEN: LiteralString = """
MATCH (thread:Thread) WHERE thread.openKey < $end RETURN thread.id AS id ORDER BY thread.openKey DESC LIMIT $limit"""

# Of those in the viewer's communities, but what they take part in or passed. What counts beside the ties: how few have
# answered, a place of their own.
BEST: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(mine:Community)
WITH viewer, collect(mine.id) AS mine UNWIND $rows AS row WITH viewer, mine, row
MATCH (thread:Thread {id: row.id})-[:HELD_IN]->(community:Community)
WHERE community.id IN mine AND thread.kind = 'REQUEST' AND thread.status = 'OPEN'
  AND NOT EXISTS { (viewer)-[:TAKES_PART]->(thread) } AND NOT EXISTS { (viewer)-[:PASSED]->(thread) }
WITH row, thread, CASE WHEN community.root THEN 0 ELSE 1 END AS ours,
    COUNT { (thread)<-[:SAID_IN]-(:Message {kind: 'SAID'}) } AS replies
WITH thread, row.brings + row.tied + ours +
    CASE WHEN replies < 3 THEN 3 - replies WHEN replies < 8 THEN 0 ELSE -2 END AS score
RETURN thread.id AS id ORDER BY score DESC, thread.id DESC LIMIT $limit"""


async def within_reach(graph: Graph, viewer: str, limit: int) -> list[str]:
    """Ids of open requests that the viewer could answer, the best first."""
    newest = await graph.read(NEWEST_OPEN, end="~", limit=NEWEST)
    tied = await graph.read(TIED, viewer=viewer, limit=OF_EACH)
    found = {row["id"]: {"id": row["id"], "brings": 0, "tied": 0} for row in newest} | {row["id"]: row for row in tied}
    best = await graph.read(BEST, viewer=viewer, rows=list(found.values()), limit=limit)
    return [row["id"] for row in best]
