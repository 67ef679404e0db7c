"""Who connects a community to others: members whose helps or memberships tie it with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph, Row
from graph.member import SEEN as MEMBER_SEEN
from graph.member import SUGGESTED
from graph.search import PLACE_SEEN
from graph.ties import BATCH

LAST_HELPS: Final = 100
CAME_LAST: Final = 60

# Those of its last helps, and the last who came in.
CANDIDATES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (community:Community {{id: id}}) WHERE community.root = false AND ({COMMUNITY_SEEN})
CALL (viewer, community) {{
    MATCH (community)<-[:HELD_IN]-(thread:Thread {{status: 'HELPED'}})
    WITH viewer, thread ORDER BY thread.closedAt DESC, thread.id DESC LIMIT $limit
    MATCH (thread)<-[:OPENED]-(author:Member)-[help:HELPED]-(other:Member) WHERE help.thread = thread.id
    UNWIND [author.id, other.id] AS member
    RETURN member
    UNION ALL
    MATCH (community)<-[membership:MEMBER_OF]-(newest:Member)
    RETURN newest.id AS member ORDER BY membership.since DESC, member LIMIT $first
}}
RETURN DISTINCT id AS community, member"""

# Of those who are in the community, the others that they are in, and the helps that they had here and there.
CONNECTING: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $rows AS row WITH viewer, row
MATCH (community:Community {{id: row.community}}) WHERE {COMMUNITY_SEEN} WITH viewer, row, community
MATCH (member:Member {{id: row.member}}) WHERE {SUGGESTED} AND ({MEMBER_SEEN})
  AND EXISTS {{ MATCH (member)-[:MEMBER_OF]->(here:Community) WHERE here.id = community.id }}
WITH viewer, community, member,
    COUNT {{ MATCH (member)-[help:HELPED]-(:Member) WHERE help.community = community.id }} AS here
MATCH (member)-[:MEMBER_OF]->(place:Community)
WHERE place.root = false AND place.id <> community.id AND {PLACE_SEEN}
RETURN community.id AS community, member.id AS id, here, place.id AS place,
    COUNT {{ MATCH (member)-[help:HELPED]-(:Member) WHERE help.community = place.id }} AS there
ORDER BY community, id, there DESC, place"""


@dataclass(frozen=True)
class Connector:
    """A member, and the other communities (ids) that they tie to this one: first those where they helped most."""

    member: str
    communities: list[str]


async def connectors(graph: Graph, viewer: str, communities: Sequence[str], first: int) -> dict[str, list[Connector]]:
    """At most `first` for each community: those with helps both here and there, then those who are in most others.

    Looked for among those of its last 100 helps, and the last who came in; two statements for all. Nobody connects the
    root: all are in it.
    """
    candidates = await graph.read(CANDIDATES, viewer=viewer, ids=list(communities), limit=LAST_HELPS, first=CAME_LAST)
    tied: dict[str, dict[str, list[Row]]] = {}
    for start in range(0, len(candidates), BATCH):
        for row in await graph.read(CONNECTING, viewer=viewer, rows=candidates[start : start + BATCH]):
            tied.setdefault(row["community"], {}).setdefault(row["id"], []).append(row)
    return {id: _best(members, first) for id, members in tied.items()}


def _best(tied: dict[str, list[Row]], first: int) -> list[Connector]:
    def rank(id: str) -> tuple[int, int, int, str]:
        helps = [row["there"] for row in tied[id] if row["there"] and row["here"]]
        return -len(helps), -sum(helps), -len(tied[id]), id

    return [Connector(id, [row["place"] for row in tied[id]]) for id in sorted(tied, key=rank)[:first]]
