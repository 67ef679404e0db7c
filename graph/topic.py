"""A topic: something one can seek or bring."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.database import Graph

SEEKERS: Final = "(topic)<-[seeks:SEEKS]-(member:Member)"
BRINGERS: Final = "(topic)<-[brings:BRINGS]-(member:Member)"
THREADS: Final = "(topic)<-[:ABOUT]-(thread:Thread)"
OPEN_THREADS: Final = "(topic)<-[:ABOUT]-(thread:Thread {status: 'OPEN'})"
BROADER: Final = "(topic)-[:WITHIN]->(broader:Topic)"
NARROWER: Final = "(topic)<-[:WITHIN]-(narrower:Topic)"

IDS: LiteralString = """
UNWIND $slugs AS slug MATCH (topic:Topic {slug: slug}) RETURN slug, topic.id AS id"""


async def ids_of(graph: Graph, slugs: Sequence[str]) -> dict[str, str]:
    """The id of each topic that is known by its slug."""
    return {row["slug"]: row["id"] for row in await graph.read(IDS, slugs=sorted(set(slugs)))}
