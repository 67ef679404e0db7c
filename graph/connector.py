"""Who connects a community to others: members whose helps or memberships tie it with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.attention import NEWEST
from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph
from graph.member import SEEN as MEMBER_SEEN
from graph.member import SUGGESTED
from graph.search import PLACE_SEEN
from graph.shelf import MOST, ON_SHELF, shelf

CAME_LAST: Final = 100  # of the last who came in, beside those who helped or were helped here lately

PLACES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (community:Community {{id: id}}) WHERE community.root = false AND ({COMMUNITY_SEEN})
RETURN id"""

HELPERS: LiteralString = """
UNWIND $threads AS id MATCH (thread:Thread {id: id})<-[:OPENED]-(author:Member)-[help:HELPED]-(other:Member)
WHERE help.thread = thread.id
UNWIND [author.id, other.id] AS member
RETURN DISTINCT member"""

# Of those who are in the community, the others that they are in, and the helps that they had here and there.
CONNECTING: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community {{id: $community}})
WHERE {COMMUNITY_SEEN} WITH viewer, community
UNWIND $members AS id WITH viewer, community, id
MATCH (member:Member {{id: id}}) WHERE {SUGGESTED} AND ({MEMBER_SEEN})
  AND EXISTS {{ MATCH (member)-[:MEMBER_OF]->(here:Community) WHERE here.id = community.id }}
WITH viewer, community, member,
    COUNT {{ MATCH (member)-[help:HELPED]-(:Member) WHERE help.community = community.id }} AS here
MATCH (member)-[:MEMBER_OF]->(place:Community)
WHERE place.root = false AND place.id <> community.id AND {PLACE_SEEN}
RETURN member.id AS id, here, place.id AS place,
    COUNT {{ MATCH (member)-[help:HELPED]-(:Member) WHERE help.community = place.id }} AS there
ORDER BY id, there DESC, place"""


@dataclass(frozen=True)
class Connector:
    """A member, and the other communities (ids) that they tie to this one: first those where they helped most."""

    member: str
    communities: list[str]


async def connectors(graph: Graph, viewer: str, communities: Sequence[str], first: int) -> dict[str, list[Connector]]:
    """At most `first` for each community: those with helps both here and there, then those who are in most others.

    Looked for among those of its last 200 helps, and the last who came in. Nobody connects the root: all are in it.
    """
    places = await graph.read(PLACES, viewer=viewer, ids=list(communities))
    return {row["id"]: await _of(graph, viewer, row["id"], first) for row in places}


async def _of(graph: Graph, viewer: str, community: str, first: int) -> list[Connector]:
    threads = await graph.read(ON_SHELF, **shelf(community, "HELPED"), limit=MOST)
    helpers = await graph.read(HELPERS, threads=[row["id"] for row in threads])
    newest = await graph.read(NEWEST, community=community, limit=CAME_LAST)
    members = sorted({row["member"] for row in helpers} | {row["id"] for row in newest})
    tied: dict[str, list[tuple[str, int]]] = {}
    for row in await graph.read(CONNECTING, viewer=viewer, community=community, members=members):
        tied.setdefault(row["id"], []).append((row["place"], row["there"] if row["here"] else 0))

    def rank(id: str) -> tuple[int, int, int, str]:
        helps = [there for _, there in tied[id] if there]
        return -len(helps), -sum(helps), -len(tied[id]), id

    return [Connector(id, [place for place, _ in tied[id]]) for id in sorted(tied, key=rank)[:first]]
