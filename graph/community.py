"""A community: members around a place, a trade or a cause. Power in it is an edge: CURATES."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.folding import folded
from graph.viewer import STAFF

SEEN: Final = f"community.door <> 'HIDDEN' OR EXISTS {{ (viewer)-[:MEMBER_OF]->(community) }} OR {STAFF}"
# "(viewer) curates (community)": its own curators and the staff.
CURATED: Final = f"(EXISTS {{ (viewer)-[:CURATES]->(community) }} OR {STAFF})"

MEMBERS: Final = "(community)<-[membership:MEMBER_OF]-(member:Member)"
CURATORS: Final = "(community)<-[:CURATES]-(member:Member)"
THREADS: Final = "(community)<-[:HELD_IN]-(thread:Thread)"
OPEN_THREADS: Final = "(community)<-[:HELD_IN]-(thread:Thread {status: 'OPEN'})"
OPEN_REQUESTS: Final = "(community)<-[:HELD_IN]-(thread:Thread {status: 'OPEN', kind: 'REQUEST'})"
ROOMS: Final = "(community)<-[:HELD_IN]-(room:Room)"
GATHERINGS: Final = "(community)<-[:HELD_IN]-(gathering:Gathering)"
WITHIN: Final = "(community)-[:WITHIN]->(broader:Community)"
PARTS: Final = "(community)<-[:WITHIN]-(part:Community)"

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (root:Community {root: true})
WHERE EXISTS { (viewer)-[:MEMBER_OF]->(root) }
CREATE (community:Community:Searchable {id: $id, slug: $slug, name: $name, purpose: $purpose, rules: $rules,
    door: $door, root: false, createdAt: $at, searchText: $search})-[:WITHIN]->(root)
CREATE (viewer)-[:MEMBER_OF {key: viewer.id + ':' + $id, since: $at}]->(community)
CREATE (viewer)-[:CURATES {key: viewer.id + ':' + $id, since: $at}]->(community)
RETURN community.id AS id"""

EDIT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community {{id: $community}}) WHERE {CURATED}
SET community.name = $name, community.purpose = $purpose, community.rules = $rules, community.door = $door,
    community.searchText = $search
RETURN community.id AS id"""

SLUGS: LiteralString = """
MATCH (community:Community) WHERE community.slug IN $slugs RETURN community.slug AS slug"""


async def open_community(
    graph: Graph, viewer: str, id: str, slug: str, name: str, purpose: str, rules: str, door: str, at: int
) -> bool:
    """Opens a community under the root, curated by the viewer; ConstraintError where the slug is taken."""
    values = {"slug": slug, "name": name, "purpose": purpose, "rules": rules, "door": door, "at": at}
    search = folded(f"{name} {purpose}")

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(OPEN, viewer=viewer, id=id, search=search, **values))

    return await graph.write(work)


async def edit_community(
    graph: Graph, viewer: str, community: str, name: str, purpose: str, rules: str, door: str
) -> bool:
    """A curator rewrites what a community says of itself; False where the viewer doesn't curate it."""
    values = {"name": name, "purpose": purpose, "rules": rules, "door": door}
    search = folded(f"{name} {purpose}")

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(EDIT, viewer=viewer, community=community, search=search, **values))

    return await graph.write(work)


async def taken_slugs(graph: Graph, slugs: list[str]) -> set[str]:
    """Which of these addresses a community has already."""
    return {row["slug"] for row in await graph.read(SLUGS, slugs=slugs)}
