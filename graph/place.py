"""Which node an id or an address stands for. It says nothing of the node: whoever reads it is guarded."""

from typing import LiteralString

from graph.database import Graph

LABEL: LiteralString = """
MATCH (n:Member {id: $id}) RETURN 'Member' AS label
UNION ALL MATCH (n:Topic {id: $id}) RETURN 'Topic' AS label
UNION ALL MATCH (n:Community {id: $id}) RETURN 'Community' AS label
UNION ALL MATCH (n:Space {id: $id}) RETURN 'Space' AS label
UNION ALL MATCH (n:Message {id: $id}) RETURN 'Message' AS label
UNION ALL MATCH (n:File {id: $id}) RETURN 'File' AS label"""

MEMBER: LiteralString = "MATCH (member:Member {slug: $slug}) RETURN member.id AS id"
COMMUNITY: LiteralString = "MATCH (community:Community {slug: $slug}) RETURN community.id AS id"


async def label(graph: Graph, id: str) -> str | None:
    """Member, Topic, Community, Space, Message or File; None where no such node is."""
    rows = await graph.read(LABEL, id=id)
    return rows[0]["label"] if rows else None


async def member(graph: Graph, slug: str) -> str | None:
    """The id of a member by slug."""
    return await _id(graph, MEMBER, slug)


async def community(graph: Graph, slug: str) -> str | None:
    """The id of a community by slug."""
    return await _id(graph, COMMUNITY, slug)


async def _id(graph: Graph, statement: LiteralString, slug: str) -> str | None:
    rows = await graph.read(statement, slug=slug)
    return rows[0]["id"] if rows else None
