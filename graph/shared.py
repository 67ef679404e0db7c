"""What two members share: communities, topics, circles, helps, as far as the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph
from graph.help import SEEN as HELP_SEEN
from graph.member import SEEN as MEMBER_SEEN
from graph.ties import NEAR_SEEN

# Both must be seen. What the one has is told by its id: nobody is looked for among all that are in a community.
SHARED: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (near:Member {{id: $other}}) WHERE {NEAR_SEEN}
WITH viewer, near, COLLECT {{ MATCH (near)-[:MEMBER_OF]->(c:Community) RETURN c.id }} AS places,
    COLLECT {{ MATCH (near)-[:SEEKS]->(t:Topic) RETURN t.id }} AS sought,
    COLLECT {{ MATCH (near)-[:BRINGS]->(t:Topic) RETURN t.id }} AS brought
UNWIND $ids AS id WITH viewer, near, places, sought, brought, id
MATCH (member:Member {{id: id}}) WHERE member.id <> near.id AND ({MEMBER_SEEN})
CALL (viewer, near, places, sought, brought, member) {{
    MATCH (member)-[:MEMBER_OF]->(community:Community) WHERE community.id IN places AND ({COMMUNITY_SEEN})
    RETURN 'PLACE' AS what, community.id AS found, '' AS theirs, '' AS other,
        CASE WHEN community.root THEN 1 ELSE 0 END AS late
    UNION ALL
    MATCH (member)-[tie:SEEKS|BRINGS]->(topic:Topic) WHERE topic.id IN sought
    RETURN 'TOPIC' AS what, topic.id AS found, type(tie) AS theirs, 'SEEKS' AS other,
        CASE WHEN type(tie) = 'SEEKS' THEN 1 ELSE 0 END AS late
    UNION ALL
    MATCH (member)-[tie:SEEKS|BRINGS]->(topic:Topic) WHERE topic.id IN brought
    RETURN 'TOPIC' AS what, topic.id AS found, type(tie) AS theirs, 'BRINGS' AS other,
        CASE WHEN type(tie) = 'BRINGS' THEN 1 ELSE 0 END AS late
}}
RETURN member.id AS id, what, found, theirs, other ORDER BY id, what, late, found, theirs, other"""

CIRCLES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}})-[:TAKES_PART]->(circle:Circle) WITH viewer, circle
MATCH (circle)<-[:TAKES_PART]-(near:Member) WHERE near.id = $other AND ({NEAR_SEEN}) WITH viewer, circle, near
MATCH (circle)<-[:TAKES_PART]-(member:Member) WHERE member.id IN $ids AND member.id <> near.id AND ({MEMBER_SEEN})
RETURN member.id AS id, circle.id AS found ORDER BY found DESC"""

HELPS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (near:Member {{id: $other}}) WHERE {NEAR_SEEN} WITH viewer, near
MATCH (near)-[help:HELPED]-(member:Member) WHERE member.id IN $ids AND ({MEMBER_SEEN}) AND ({HELP_SEEN})
RETURN member.id AS id, startNode(help).id AS giver, endNode(help).id AS receiver, help.at AS at,
    help.thread AS thread, help.thanks AS thanks, help.topics AS topics, help.key AS key
ORDER BY at DESC, key LIMIT 500"""


@dataclass(frozen=True)
class Given:
    """A help between the two. `thread` is where it happened, readable by the viewer or not; topics are slugs."""

    giver: str
    receiver: str
    at: int
    thread: str
    thanks: str | None
    topics: list[str]


@dataclass
class Shared:
    """Ids. `topics`: each with what the member does with it and what the other does, the fitting ends first."""

    communities: list[str] = field(default_factory=list)
    topics: list[tuple[str, str, str]] = field(default_factory=list)
    circles: list[str] = field(default_factory=list)
    helps: list[Given] = field(default_factory=list)


async def shared(graph: Graph, viewer: str, members: Sequence[str], other: str) -> dict[str, Shared]:
    """What each member shares with `other`; nothing where either is hidden, or they are the same. Three statements."""
    found = {id: Shared() for id in members}
    asked = {"viewer": viewer, "ids": list(found), "other": other}
    for row in await graph.read(SHARED, **asked):
        if row["what"] == "PLACE":
            found[row["id"]].communities.append(row["found"])
        else:
            found[row["id"]].topics.append((row["found"], row["theirs"], row["other"]))
    for row in await graph.read(CIRCLES, **asked):
        found[row["id"]].circles.append(row["found"])
    for row in await graph.read(HELPS, **asked):
        given = (row["giver"], row["receiver"], row["at"], row["thread"], row["thanks"], row["topics"] or [])
        found[row["id"]].helps.append(Given(*given))
    return found
