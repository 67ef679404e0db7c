"""Members by topic, stage, community or name: a page of ids, by their slugs."""

from dataclasses import dataclass
from typing import LiteralString

from graph.database import Graph
from graph.folding import query
from graph.member import SEEN
from graph.search import PLACE_SEEN

_NARROWED: LiteralString = f"""
WITH DISTINCT viewer, member WHERE ({SEEN})
  AND ($topic IS NULL OR EXISTS {{ (member)-[:BRINGS|SEEKS]->(:Topic {{id: $topic}}) }})
  AND ($community IS NULL OR EXISTS {{ MATCH (member)-[:MEMBER_OF]->(place:Community {{id: $community}})
    WHERE {PLACE_SEEN} }})
  AND ($stage IS NULL OR EXISTS {{ MATCH (member)-[:HAS_CHAPTER]->(open:Chapter {{stage: $stage}}) WHERE open.until IS NULL }})
"""
_PAGE: LiteralString = """
WITH member WHERE $key IS NULL OR member.slug > $key
RETURN member.id AS id, member.slug AS key ORDER BY key LIMIT $limit"""

_VIEWER: LiteralString = "MATCH (viewer:Member {id: $viewer}) "

# Each starts where there are fewest.
_BY_TEXT: LiteralString = """
CALL db.index.fulltext.queryNodes('search_text', $text, {limit: 1000}) YIELD node, score
MATCH (viewer:Member {id: $viewer}) WITH viewer, node AS member WHERE member:Member"""
_BY_TOPIC: LiteralString = _VIEWER + "MATCH (member:Member)-[:BRINGS|SEEKS]->(:Topic {id: $topic})"
_BY_COMMUNITY: LiteralString = _VIEWER + "MATCH (member:Member)-[:MEMBER_OF]->(:Community {id: $community})"
_OF_MINE: LiteralString = "MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(:Community)<-[:MEMBER_OF]-(member:Member)"

BY_TEXT: LiteralString = _BY_TEXT + _NARROWED + _PAGE
BY_TOPIC: LiteralString = _BY_TOPIC + _NARROWED + _PAGE
BY_COMMUNITY: LiteralString = _BY_COMMUNITY + _NARROWED + _PAGE
OF_MINE: LiteralString = _OF_MINE + _NARROWED + _PAGE

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


async def members(graph: Graph, viewer: str, wanted: Wanted, key: str | None, limit: int) -> list[tuple[str, str]]:
    """`(key, id)` of members that the viewer may see, by slug, those after `key`."""
    statement = _chosen(wanted, (BY_TEXT, BY_TOPIC, BY_COMMUNITY, OF_MINE))
    rows = await graph.read(statement, viewer=viewer, key=key, limit=limit, **_values(wanted))
    return [(row["key"], row["id"]) for row in rows]


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
