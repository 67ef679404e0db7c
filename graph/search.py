"""One search over members, threads, communities and topics: their ids, the best first."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph
from graph.folding import query
from graph.member import SEEN as MEMBER_SEEN
from graph.thread import SEEN as THREAD_SEEN

# Who is in a hidden community is not told by searching in it.
PLACE_SEEN: Final = f"({COMMUNITY_SEEN.replace('community.', 'place.').replace('(community)', '(place)')})"
CANDIDATES: Final = 400  # what the index gives before the guards

FOUND: LiteralString = f"""
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
  AND ($topic IS NULL OR EXISTS {{ (node)-[:ABOUT|SEEKS|BRINGS]->(:Topic {{id: $topic}}) }})
RETURN kind, node.id AS id ORDER BY score DESC, id LIMIT $limit"""


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
    asked = query(text)
    if asked is None:
        return []
    rows = await graph.read(
        FOUND,
        viewer=viewer,
        text=asked,
        kinds=list(kinds),
        place=place,
        topic=topic,
        limit=limit,
        candidates=CANDIDATES,
    )
    return [(row["kind"], row["id"]) for row in rows]
