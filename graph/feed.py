"""The threads of the viewer's communities, newest first, by what is asked of them: their ids and keys."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph
from graph.query.tree import Start
from graph.shelf import held_key
from graph.walk import walk

LAST: Final = "~"  # sorts after every id

# Pieces of an index, newest first: of all threads, of those that are open, of those of one community.
NEWEST: LiteralString = """
MATCH (thread:Thread) WHERE thread.id < $end RETURN thread.id AS key, thread.id AS id
ORDER BY thread.id DESC LIMIT $limit"""

NEWEST_OPEN: LiteralString = """
MATCH (thread:Thread) WHERE thread.openKey < $end RETURN thread.openKey AS key, thread.id AS id
ORDER BY thread.openKey DESC LIMIT $limit"""

NEWEST_HELD: LiteralString = """
MATCH (thread:Thread) WHERE thread.heldKey > $start AND thread.heldKey < $end
RETURN thread.heldKey AS key, thread.id AS id ORDER BY thread.heldKey DESC LIMIT $limit"""

PLACES: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community)
WHERE $community IS NULL OR community.id = $community
RETURN community.id AS id LIMIT 1"""

# Of these threads, those of the viewer's communities that are what is wanted.
WANTED: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(mine:Community)
WITH collect(mine.id) AS mine UNWIND $ids AS id WITH mine, id
MATCH (thread:Thread {id: id})-[:HELD_IN]->(community:Community)
WHERE community.id IN mine AND ($status IS NULL OR thread.status = $status) AND ($kind IS NULL OR thread.kind = $kind)
RETURN id"""

ABOUT: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (:Topic {id: $topic})<-[:ABOUT]-(thread:Thread)
WHERE ($key IS NULL OR thread.id < $key) AND ($status IS NULL OR thread.status = $status)
  AND ($kind IS NULL OR thread.kind = $kind)
MATCH (thread)-[:HELD_IN]->(community:Community)
WHERE ($community IS NULL OR community.id = $community) AND EXISTS { (viewer)-[:MEMBER_OF]->(community) }
RETURN thread.id AS id ORDER BY id DESC LIMIT $limit"""

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


# The same of one thread, for a list that is read with what is asked of it.
IS_WANTED: Final = (
    "($status IS NULL OR thread.status = $status) AND ($kind IS NULL OR thread.kind = $kind) AND EXISTS {"
    " MATCH (thread)-[:HELD_IN]->(held:Community) WHERE EXISTS { (viewer)-[:MEMBER_OF]->(held) } }"
)


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list of threads; None asks nothing."""

    kind: str | None = None
    status: str | None = None
    topic: str | None = None
    community: str | None = None


def start(wanted: Wanted, key: str | None, limit: int) -> Start | None:
    """Where the list begins that `threads` walks; None where it begins at a topic."""
    if wanted.topic:
        return None
    place, values = wanted.community, {"status": wanted.status, "kind": wanted.kind}
    piece, order = _index(wanted)
    bounds = _bounds(place, held_key(place, key) if place and key else key)
    return Start(piece, "thread", "Thread", order, limit, 2 * limit, {**bounds, **values}, IS_WANTED)


def _index(wanted: Wanted) -> tuple[LiteralString, str]:
    if wanted.community:
        return NEWEST_HELD, "thread.id DESC"
    return NEWEST_OPEN if wanted.status == "OPEN" else NEWEST, "thread.id DESC"


def _bounds(place: str | None, key: str | None) -> dict[str, str]:
    return {"start": f"{place}:", "end": key or f"{place};"} if place else {"end": key or LAST}


async def threads(graph: Graph, viewer: str, wanted: Wanted, key: str | None, limit: int) -> list[str]:
    """Ids, newest first, those after `key` (an id)."""
    if wanted.topic:
        rows = await graph.read(ABOUT, viewer=viewer, key=key, limit=limit, **vars(wanted))
        return [row["id"] for row in rows]
    place = wanted.community
    if not await graph.read(PLACES, viewer=viewer, community=place):
        return []  # who is nowhere would walk to the end
    statement, _ = _index(wanted)

    async def piece(key: str | None, size: int) -> list[tuple[str, str]]:
        return [(row["key"], row["id"]) for row in await graph.read(statement, limit=size, **_bounds(place, key))]

    async def keep(ids: list[str]) -> set[str]:
        rows = await graph.read(WANTED, viewer=viewer, ids=ids, status=wanted.status, kind=wanted.kind)
        return {row["id"] for row in rows}

    after = held_key(place, key) if place and key else key
    return [id for _, id in await walk(piece, keep, after, limit)]


async def thread_count(graph: Graph, viewer: str, wanted: Wanted) -> int:
    """How many there are in all."""
    return int((await graph.read(COUNT, viewer=viewer, **vars(wanted)))[0]["threads"])


async def mine(graph: Graph, viewer: str, limit: int) -> list[str]:
    """Threads that the viewer takes part in, the latest active first."""
    return [row["id"] for row in await graph.read(MINE, viewer=viewer, limit=limit)]
