"""Members by topic, stage, community or name: a page of ids, by their slugs."""

from dataclasses import dataclass
from typing import LiteralString

from graph.database import Graph
from graph.folding import query
from graph.member import SEEN
from graph.search import PLACE_SEEN
from graph.viewer import VISITOR
from graph.walk import Row, walk

# Pieces by slug, unguarded: of all members from their index, or from where there are fewer. A walk keeps of each piece
# those who are wanted and may be seen.
BY_SLUG: LiteralString = """
MATCH (member:Member) WHERE member.slug > $key
RETURN member.slug AS key, member.id AS id ORDER BY member.slug LIMIT $limit"""

BY_COMMUNITY: LiteralString = """
MATCH (:Community {id: $community})<-[:MEMBER_OF]-(member:Member) WHERE member.slug > $key
RETURN member.slug AS key, member.id AS id ORDER BY key LIMIT $limit"""

BY_TOPIC: LiteralString = """
MATCH (:Topic {id: $topic})<-[:BRINGS|SEEKS]-(member:Member) WHERE member.slug > $key
RETURN DISTINCT member.slug AS key, member.id AS id ORDER BY key LIMIT $limit"""

BY_TEXT: LiteralString = """
CALL db.index.fulltext.queryNodes('search_text', $text, {limit: 1000}) YIELD node, score
WITH node AS member WHERE member:Member AND member.slug > $key
RETURN member.slug AS key, member.id AS id ORDER BY key LIMIT $limit"""

KEPT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) OPTIONAL MATCH (viewer)-[:MEMBER_OF]->(mine:Community)
WITH viewer, collect(mine.id) AS mine UNWIND $ids AS id WITH viewer, mine, id
MATCH (member:Member {{id: id}})
WHERE ({SEEN})
  AND ($anywhere OR EXISTS {{ MATCH (member)-[:MEMBER_OF]->(ours:Community) WHERE ours.id IN mine }})
  AND ($topic IS NULL OR EXISTS {{ (member)-[:BRINGS|SEEKS]->(:Topic {{id: $topic}}) }})
  AND ($community IS NULL OR EXISTS {{ MATCH (member)-[:MEMBER_OF]->(place:Community {{id: $community}})
    WHERE {PLACE_SEEN} }})
  AND ($stage IS NULL OR EXISTS {{ MATCH (member)-[:HAS_CHAPTER]->(open:Chapter {{stage: $stage}})
    WHERE open.until IS NULL }})
RETURN id"""

# Nobody is looked for, one by one, for who would be shown nobody. The root is nearly everybody: read it from the index.
PLACE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (place:Community {{id: $community}}) WHERE {PLACE_SEEN}
RETURN place.root AS everybody"""
SOMEWHERE: LiteralString = """
MATCH (:Member {id: $viewer})-[:MEMBER_OF]->(:Community) RETURN true AS everybody LIMIT 1"""

_NARROWED: LiteralString = f"""
WITH DISTINCT viewer, member WHERE ({SEEN})
  AND ($topic IS NULL OR EXISTS {{ (member)-[:BRINGS|SEEKS]->(:Topic {{id: $topic}}) }})
  AND ($community IS NULL OR EXISTS {{ MATCH (member)-[:MEMBER_OF]->(place:Community {{id: $community}})
    WHERE {PLACE_SEEN} }})
  AND ($stage IS NULL OR EXISTS {{ MATCH (member)-[:HAS_CHAPTER]->(open:Chapter {{stage: $stage}})
    WHERE open.until IS NULL }})
"""
_VIEWER: LiteralString = "MATCH (viewer:Member {id: $viewer}) "

# How many there are in all, counted from where there are fewest.
_BY_TEXT: LiteralString = """
CALL db.index.fulltext.queryNodes('search_text', $text, {limit: 1000}) YIELD node, score
MATCH (viewer:Member {id: $viewer}) WITH viewer, node AS member WHERE member:Member"""
_BY_TOPIC: LiteralString = _VIEWER + "MATCH (member:Member)-[:BRINGS|SEEKS]->(:Topic {id: $topic})"
_BY_COMMUNITY: LiteralString = _VIEWER + "MATCH (member:Member)-[:MEMBER_OF]->(:Community {id: $community})"
_OF_MINE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(mine:Community) WITH viewer, mine
MATCH (mine)<-[:MEMBER_OF]-(member:Member)"""  # two steps: within one, the viewer would not meet themselves

_TOTAL: LiteralString = " RETURN count(member) AS members"
COUNT_BY_TEXT: LiteralString = _BY_TEXT + _NARROWED + _TOTAL
COUNT_BY_TOPIC: LiteralString = _BY_TOPIC + _NARROWED + _TOTAL
COUNT_BY_COMMUNITY: LiteralString = _BY_COMMUNITY + _NARROWED + _TOTAL
COUNT_OF_MINE: LiteralString = _OF_MINE + _NARROWED + _TOTAL


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list of members; None asks nothing."""

    text: str | None = None
    topic: str | None = None
    stage: str | None = None
    community: str | None = None


async def members(graph: Graph, viewer: str, wanted: Wanted, key: str | None, limit: int) -> list[Row]:
    """`(key, id)` of members that the viewer may see, by slug, those after `key`."""
    statement = await _start(graph, viewer, wanted)
    if statement is None:
        return []
    values = _values(wanted)
    start = {name: value for name, value in values.items() if f"${name}" in statement}
    narrowed = {name: values[name] for name in ("topic", "community", "stage")}

    async def piece(key: str | None, size: int) -> list[Row]:
        rows = await graph.read(statement, key=key or "", limit=size, **start)
        return [(row["key"], row["id"]) for row in rows]

    async def keep(ids: list[str]) -> set[str]:
        anywhere = any(values.values())
        rows = await graph.read(KEPT, viewer=viewer, ids=ids, anywhere=anywhere, **narrowed)
        return {row["id"] for row in rows}

    return await walk(piece, keep, key, limit)


async def _start(graph: Graph, viewer: str, wanted: Wanted) -> LiteralString | None:
    """Where there are fewest to look at; None where there is nobody for this viewer."""
    if viewer == VISITOR:
        return None
    if wanted.text and query(wanted.text):
        return BY_TEXT
    if wanted.topic:
        return BY_TOPIC
    place = PLACE if wanted.community else SOMEWHERE
    found = await graph.read(place, viewer=viewer, **({"community": wanted.community} if wanted.community else {}))
    if not found:
        return None
    return BY_SLUG if found[0]["everybody"] else BY_COMMUNITY


async def member_count(graph: Graph, viewer: str, wanted: Wanted) -> int:
    """How many there are in all."""
    statement = _chosen(wanted, (COUNT_BY_TEXT, COUNT_BY_TOPIC, COUNT_BY_COMMUNITY, COUNT_OF_MINE))
    return int((await graph.read(statement, viewer=viewer, **_values(wanted)))[0]["members"])


def _chosen(wanted: Wanted, statements: tuple[LiteralString, ...]) -> LiteralString:
    by_text, by_topic, by_community, of_mine = statements
    if wanted.text and query(wanted.text):
        return by_text
    return by_topic if wanted.topic else by_community if wanted.community else of_mine


def _values(wanted: Wanted) -> dict[str, str | None]:
    return {**vars(wanted), "text": query(wanted.text) if wanted.text else None}
