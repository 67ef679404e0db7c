"""Where the viewer stands: in a community, and whether they may curate it."""

from typing import LiteralString

from graph.community import CURATED
from graph.database import Graph
from graph.viewer import STAFF

OF: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (community:Community {id: id})
RETURN id, CASE WHEN EXISTS { (viewer)-[:CURATES]->(community) } THEN 'CURATOR'
    WHEN EXISTS { (viewer)-[:MEMBER_OF]->(community) } THEN 'MEMBER'
    WHEN EXISTS { (viewer)-[:ASKS_TO_JOIN]->(community) } THEN 'ASKING' ELSE 'OUTSIDE' END AS standing"""

CURATES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (community:Community {{id: id}}) WHERE {CURATED}
RETURN id"""


IS_STAFF: LiteralString = f"MATCH (viewer:Member {{id: $viewer}}) WHERE {STAFF} RETURN viewer.id AS id"


async def of(graph: Graph, viewer: str, communities: list[str]) -> dict[str, str]:
    """CURATOR, MEMBER, ASKING or OUTSIDE for each community."""
    return {row["id"]: row["standing"] for row in await graph.read(OF, viewer=viewer, ids=communities)}


async def curated(graph: Graph, viewer: str, communities: list[str]) -> set[str]:
    """Which of the communities the viewer may curate."""
    return {row["id"] for row in await graph.read(CURATES, viewer=viewer, ids=communities)}


async def staff(graph: Graph, viewer: str) -> bool:
    """True where the viewer is of the staff."""
    return bool(await graph.read(IS_STAFF, viewer=viewer))
