"""What a community shows first: its threads in order, what waits without an answer, what is to come."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Graph, Row
from graph.shelf import MOST, ON_SHELF, shelf, shelf_key

# Of these open threads: nobody but its author has said anything, nobody has said that they can help.
UNANSWERED: LiteralString = """
UNWIND $ids AS id MATCH (thread:Thread {id: id})<-[:OPENED]-(author:Member)
WHERE thread.openedAt <= $before AND thread.kind = 'REQUEST'
  AND NOT EXISTS { MATCH (thread)<-[:SAID_IN]-(message:Message {kind: 'SAID'})<-[:WROTE]-(other:Member)
    WHERE other.id <> author.id AND message.withdrawnAt IS NULL }
  AND NOT EXISTS { (thread)<-[:TAKES_PART {side: 'BRINGS'}]-(:Member) }
RETURN id ORDER BY thread.openedAt, id LIMIT 100"""

NEWEST: LiteralString = """
MATCH (:Community {id: $community})<-[membership:MEMBER_OF]-(member:Member)
RETURN member.id AS id, membership.since AS since ORDER BY since DESC LIMIT $limit"""

UPCOMING: LiteralString = """
UNWIND $ids AS id MATCH (:Community {id: id})<-[:HELD_IN]-(gathering:Gathering) WHERE gathering.endsAt > $at
RETURN id, gathering.id AS found ORDER BY gathering.startsAt, found LIMIT 100"""

Found = dict[str, list[str]]


async def board(graph: Graph, communities: Sequence[str], first: int, thanked: int) -> Found:
    """Ids of threads for each community: those that curators keep on top, the open ones, those closed with thanks.

    Each the newest first.
    """
    sizes = (("PINNED", first), ("OPEN", first), ("HELPED", thanked))
    return {
        id: [thread for name, size in sizes for thread in await _on_shelf(graph, id, name, size)] for id in communities
    }


async def unanswered(graph: Graph, communities: Sequence[str], before: int) -> Found:
    """Ids of open requests older than `before` (ms) that nobody has answered, the oldest first; of the newest 200."""
    found: Found = {}
    for id in communities:
        end = shelf_key(id, "OPEN", before + 1, "")
        ids = [row["id"] for row in await graph.read(ON_SHELF, start=f"{id}:OPEN:", end=end, limit=MOST)]
        if rows := await graph.read(UNANSWERED, ids=ids, before=before):
            found[id] = [row["id"] for row in rows]
    return found


async def newest(graph: Graph, communities: Sequence[str], limit: int) -> Found:
    """Ids of those who came last into each community, whether or not somebody may see them."""
    found: Found = {}
    for id in communities:
        found[id] = [row["id"] for row in await graph.read(NEWEST, community=id, limit=limit)]
    return found


async def upcoming(graph: Graph, communities: Sequence[str], at: int) -> Found:
    """Ids of gatherings that are not over at `at` (ms), the next first."""
    return _by_community(await graph.read(UPCOMING, ids=list(communities), at=at))


def _by_community(rows: list[Row]) -> Found:
    found: Found = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row["found"])
    return found


async def _on_shelf(graph: Graph, community: str, name: str, size: int) -> list[str]:
    return [row["id"] for row in await graph.read(ON_SHELF, **shelf(community, name), limit=size)]
