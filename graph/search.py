"""One search over members, threads, communities and topics: their ids, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph, Row
from graph.folding import query
from graph.member import SEEN as MEMBER_SEEN
from graph.thread import SEEN as THREAD_SEEN

# Who is in a hidden community is not told by searching in it.
PLACE_SEEN: Final = f"({COMMUNITY_SEEN.replace('community.', 'place.').replace('(community)', '(place)')})"
CANDIDATES: Final = 400  # what the index gives before the guards
TEXTS: Final = ("name", "title", "fr", "en", "headline", "region", "purpose", "about", "body")

_FOUND: LiteralString = f"""
CALL db.index.fulltext.queryNodes('search_text', $text, {{limit: $candidates}}) YIELD node, score
WITH node, score, CASE WHEN node:Member THEN 'Member' WHEN node:Thread THEN 'Thread'
    WHEN node:Community THEN 'Community' ELSE 'Topic' END AS kind
WHERE kind IN $kinds
MATCH (viewer:Member {{id: $viewer}})
WITH viewer, node, node AS member, node AS thread, node AS community, score, kind
WHERE (kind = 'Topic' OR (kind = 'Member' AND ({MEMBER_SEEN})) OR (kind = 'Thread' AND ({THREAD_SEEN}))
    OR (kind = 'Community' AND ({COMMUNITY_SEEN})))
  AND ($place IS NULL OR EXISTS {{ MATCH (node)-[:HELD_IN|MEMBER_OF]->(place:Community {{id: $place}})
    WHERE {PLACE_SEEN} }})
  AND ($topic IS NULL OR EXISTS {{ (node)-[:ABOUT|SEEKS|BRINGS]->(:Topic {{id: $topic}}) }})"""
_BEST: LiteralString = " ORDER BY score DESC, id LIMIT $limit"
FOUND: LiteralString = _FOUND + " RETURN kind, node.id AS id" + _BEST

# With the texts that were searched, all of which whoever sees the node may read.
HITS: LiteralString = (
    _FOUND
    + """
RETURN kind, node.id AS id, CASE WHEN kind = 'Thread' THEN null ELSE node.name END AS name, node.title AS title,
    node.headline AS headline, node.region AS region, node.about AS about, node.body AS body, node.purpose AS purpose,
    node.fr AS fr, node.en AS en"""
    + _BEST
)


@dataclass(frozen=True)
class Asked:
    """What is searched: words, kinds (labels), and where they are given a community and a topic (ids)."""

    text: str
    kinds: Sequence[str]
    place: str | None = None
    topic: str | None = None
    limit: int = 30


@dataclass(frozen=True)
class Hit:
    """What was found, and its texts by property: those that it has."""

    kind: str
    id: str
    texts: dict[str, str]


async def found(
    graph: Graph,
    viewer: str,
    text: str,
    kinds: Sequence[str],
    place: str | None = None,
    topic: str | None = None,
    limit: int = 30,
) -> list[tuple[str, str]]:
    """`(kind, id)` of what the viewer may see; [] where the text holds no word of two letters."""
    rows = await _rows(graph, viewer, FOUND, Asked(text, kinds, place, topic, limit))
    return [(row["kind"], row["id"]) for row in rows]


async def hits(graph: Graph, viewer: str, asked: Asked) -> list[Hit]:
    """The same with the texts where the words may be."""
    rows = await _rows(graph, viewer, HITS, asked)
    return [
        Hit(row["kind"], row["id"], {name: row[name] for name in TEXTS if isinstance(row[name], str) and row[name]})
        for row in rows
    ]


async def _rows(graph: Graph, viewer: str, statement: LiteralString, asked: Asked) -> list[Row]:
    words = query(asked.text)
    if words is None:
        return []
    return await graph.read(
        statement,
        viewer=viewer,
        text=words,
        kinds=list(asked.kinds),
        place=asked.place,
        topic=asked.topic,
        limit=asked.limit,
        candidates=CANDIDATES,
    )
