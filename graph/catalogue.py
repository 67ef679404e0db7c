"""Communities, topics, rooms, circles and gatherings as lists: their ids and keys."""

from typing import LiteralString

from graph.community import SEEN
from graph.database import Graph
from graph.folding import query
from graph.identity import now

COMMUNITIES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community) WHERE ({SEEN})
WITH community WHERE $key IS NULL OR community.slug > $key
RETURN community.id AS id, community.slug AS key ORDER BY key LIMIT $limit"""

COMMUNITY_COUNT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community) WHERE ({SEEN})
RETURN count(community) AS total"""

TOPICS: LiteralString = """
MATCH (topic:Topic) WHERE $key IS NULL OR topic.slug > $key
RETURN topic.id AS id, topic.slug AS key ORDER BY key LIMIT $limit"""

TOPIC_COUNT: LiteralString = "MATCH (topic:Topic) RETURN count(topic) AS total"

TOPICS_BY_TEXT: LiteralString = """
CALL db.index.fulltext.queryNodes('search_text', $text, {limit: 1000}) YIELD node, score
WITH node AS topic WHERE topic:Topic AND ($key IS NULL OR topic.slug > $key)
RETURN topic.id AS id, topic.slug AS key ORDER BY key LIMIT $limit"""

TOPIC_COUNT_BY_TEXT: LiteralString = """
CALL db.index.fulltext.queryNodes('search_text', $text, {limit: 1000}) YIELD node, score
WITH node AS topic WHERE topic:Topic RETURN count(topic) AS total"""

ROOMS: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(:Community)<-[:HELD_IN]-(room:Room)
MATCH (room)-[:TICKS]->(clock:Clock)
RETURN room.id AS id, clock.last AS last, room.createdAt AS createdAt
ORDER BY last DESC, createdAt DESC, id LIMIT 100"""

CIRCLES: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:TAKES_PART]->(circle:Circle)
RETURN circle.id AS id, circle.createdAt AS createdAt ORDER BY createdAt DESC, id LIMIT 100"""

GATHERINGS: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(:Community)<-[:HELD_IN]-(gathering:Gathering)
WHERE gathering.endsAt > $at
RETURN gathering.id AS id, gathering.startsAt AS startsAt ORDER BY startsAt, id LIMIT $limit"""


async def communities(graph: Graph, viewer: str, key: str | None, limit: int) -> list[tuple[str, str]]:
    """`(key, id)` of the communities that the viewer may see, by slug, after `key`."""
    return _keyed(await graph.read(COMMUNITIES, viewer=viewer, key=key, limit=limit))


async def community_count(graph: Graph, viewer: str) -> int:
    """How many there are in all."""
    return int((await graph.read(COMMUNITY_COUNT, viewer=viewer))[0]["total"])


async def topics(graph: Graph, text: str | None, key: str | None, limit: int) -> list[tuple[str, str]]:
    """`(key, id)` of the topics, by slug, after `key`; of those with the words of `text`."""
    asked = query(text or "")
    if asked:
        return _keyed(await graph.read(TOPICS_BY_TEXT, text=asked, key=key, limit=limit))
    return _keyed(await graph.read(TOPICS, key=key, limit=limit))


async def topic_count(graph: Graph, text: str | None) -> int:
    """How many there are in all."""
    asked = query(text or "")
    rows = await graph.read(TOPIC_COUNT_BY_TEXT, text=asked) if asked else await graph.read(TOPIC_COUNT)
    return int(rows[0]["total"])


async def rooms(graph: Graph, viewer: str) -> list[str]:
    """Ids of the rooms of the viewer's communities, those with most said first."""
    return [row["id"] for row in await graph.read(ROOMS, viewer=viewer)]


async def circles(graph: Graph, viewer: str) -> list[str]:
    """Ids of the circles that the viewer takes part in, the newest first."""
    return [row["id"] for row in await graph.read(CIRCLES, viewer=viewer)]


async def gatherings(graph: Graph, viewer: str, limit: int) -> list[str]:
    """Ids of what is to come in the viewer's communities, the next first."""
    return [row["id"] for row in await graph.read(GATHERINGS, viewer=viewer, at=now(), limit=limit)]


def _keyed(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["key"], row["id"]) for row in rows]
