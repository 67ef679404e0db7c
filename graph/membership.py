"""Coming into a community and leaving it: through its door, never around it."""

from typing import Final, LiteralString

from graph import seat
from graph.community import CURATED
from graph.database import Graph, Transaction
from graph.identity import now
from graph.viewer import STAFF

ASKING: Final = "(community)<-[asking:ASKS_TO_JOIN]-(member:Member)"

# Who asks is told to the curators, and to themselves.
ASKING_SEEN: Final = (
    f"startNode(asking).id = viewer.id OR {STAFF} OR EXISTS {{ MATCH (viewer)-[:CURATES]->(curated:Community)"
    " WHERE curated.id = endNode(asking).id }"
)

JOIN: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (community:Community {id: $community, door: 'OPEN'})
MERGE (viewer)-[membership:MEMBER_OF {key: viewer.id + ':' + community.id}]->(community)
ON CREATE SET membership.since = $at
RETURN 'JOINED' AS outcome"""

ASK: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (community:Community {id: $community, door: 'ON_REQUEST'})
WHERE NOT EXISTS { (viewer)-[:MEMBER_OF]->(community) }
MERGE (viewer)-[asking:ASKS_TO_JOIN {key: viewer.id + ':' + community.id}]->(community)
SET asking.at = $at, asking.note = $note
RETURN 'ASKED' AS outcome"""

# Who waited before the door of the network was discreet until now.
ADMIT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community {{id: $community}}) WHERE {CURATED}
MATCH (member:Member {{id: $member}})-[asking:ASKS_TO_JOIN]->(community)
DELETE asking
SET member.discreet = CASE WHEN community.root = true THEN false ELSE member.discreet END
WITH member, community
MERGE (member)-[membership:MEMBER_OF {{key: member.id + ':' + community.id}}]->(community)
ON CREATE SET membership.since = $at
RETURN member.id AS id"""

DECLINE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community {{id: $community}}) WHERE {CURATED}
MATCH (member:Member {{id: $member}})-[asking:ASKS_TO_JOIN]->(community)
WITH asking, member.id AS id
DELETE asking
RETURN id"""

# The last curator can't leave without a successor; nobody leaves the root this way.
LEAVE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[membership:MEMBER_OF]->(community:Community {id: $community, root: false})
WHERE NOT EXISTS { (viewer)-[:CURATES]->(community) } OR COUNT { (community)<-[:CURATES]-(:Member) } > 1
OPTIONAL MATCH (viewer)-[curates:CURATES]->(community)
WITH membership, curates, community.id AS id
DELETE membership, curates
RETURN id"""

APPOINT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (community:Community {{id: $community}}) WHERE {CURATED}
MATCH (member:Member {{id: $member}})-[:MEMBER_OF]->(community)
MERGE (member)-[curates:CURATES {{key: member.id + ':' + community.id}}]->(community)
ON CREATE SET curates.since = $at
RETURN member.id AS id"""

STEP_BACK: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[curates:CURATES]->(community:Community {id: $community})
WHERE COUNT { (community)<-[:CURATES]-(:Member) } > 1
WITH curates, community.id AS id
DELETE curates
RETURN id"""

# Two curators who leave at once would each count the other: both take this lock first.
LOCK: LiteralString = (
    "MATCH (community:Community {id: $community}) SET community.turn = coalesce(community.turn, 0) + 1"
)


async def join(graph: Graph, viewer: str, community: str, note: str, at: int) -> str | None:
    """JOINED through an open door, ASKED at one on request, None at a hidden one or where there is none."""

    async def work(tx: Transaction) -> str | None:
        joined = await tx.run(JOIN, viewer=viewer, community=community, at=at)
        asked = joined or await tx.run(ASK, viewer=viewer, community=community, at=at, note=note)
        return asked[0]["outcome"] if asked else None

    return await graph.write(work, repeat=True)


async def admit(graph: Graph, viewer: str, community: str, member: str, at: int) -> bool:
    """A curator lets in who asks; False where the viewer doesn't curate it, or nobody of that id asks."""
    return await _changed(graph, ADMIT, viewer=viewer, community=community, member=member, at=at)


async def decline(graph: Graph, viewer: str, community: str, member: str) -> bool:
    """A curator says no to who asks; they may ask again."""
    return await _changed(graph, DECLINE, viewer=viewer, community=community, member=member)


async def leave(graph: Graph, viewer: str, community: str) -> bool:
    """The viewer goes, and whoever waits has their seats; False for its last curator, who isn't in it, or the root."""

    async def work(tx: Transaction) -> bool:
        await tx.run(LOCK, community=community)
        left = bool(await tx.run(LEAVE, viewer=viewer, community=community))
        if left:
            await seat.give_up(tx, viewer, community, now())
        return left

    return await graph.write(work, repeat=True)


async def appoint(graph: Graph, viewer: str, community: str, member: str, at: int) -> bool:
    """A curator makes another member curator."""
    return await _changed(graph, APPOINT, viewer=viewer, community=community, member=member, at=at)


async def step_back(graph: Graph, viewer: str, community: str) -> bool:
    """The viewer is no longer a curator; False where they are the last one."""
    return await _changed(graph, STEP_BACK, viewer=viewer, community=community)


async def _changed(graph: Graph, statement: LiteralString, **parameters: str | int) -> bool:
    async def work(tx: Transaction) -> bool:
        await tx.run(LOCK, community=parameters["community"])
        return bool(await tx.run(statement, **parameters))

    return await graph.write(work, repeat=True)
