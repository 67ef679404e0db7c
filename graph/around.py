"""What is around a topic: who seeks it, who brings it, where they meet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph.community import SEEN as COMMUNITY_SEEN
from graph.database import Graph, Row
from graph.gathering import SEEN as GATHERING_SEEN
from graph.member import SEEN as MEMBER_SEEN
from graph.thread import SEEN as THREAD_SEEN

LOOKED_AT: Final = 60  # of those who seek a topic and of those who bring it, the last who said so

# The topics themselves and those just narrower.
SUBJECTS: LiteralString = """
UNWIND $ids AS id MATCH (topic:Topic {id: id}) RETURN id, id AS topic
UNION
UNWIND $ids AS id MATCH (:Topic {id: id})<-[:WITHIN]-(narrower:Topic) RETURN id, narrower.id AS topic"""

PEOPLE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $topics AS id WITH viewer, id
MATCH (topic:Topic {{id: id}})
CALL (viewer, topic) {{
    MATCH (topic)<-[tie:SEEKS]-(member:Member) WHERE {MEMBER_SEEN}
    RETURN 'SEEKS' AS verb, member.id AS member, tie.since AS since ORDER BY since DESC, member LIMIT $limit
    UNION ALL
    MATCH (topic)<-[tie:BRINGS]-(member:Member) WHERE {MEMBER_SEEN}
    RETURN 'BRINGS' AS verb, member.id AS member, tie.since AS since ORDER BY since DESC, member LIMIT $limit
}}
RETURN id, verb, member, since"""

# Where some members are, that the viewer may see; the root is where everybody is.
PLACES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $members AS id WITH viewer, id
MATCH (:Member {{id: id}})-[:MEMBER_OF]->(community:Community)
WHERE community.root = false AND ({COMMUNITY_SEEN})
RETURN id, community.id AS place"""

THREADS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $topics AS id WITH viewer, id
MATCH (topic:Topic {{id: id}})
CALL (viewer, topic) {{
    MATCH (topic)<-[:ABOUT]-(thread:Thread {{status: 'OPEN'}}) WHERE {THREAD_SEEN}
    RETURN thread.id AS found ORDER BY found DESC LIMIT $limit
}}
RETURN id, found"""

GATHERINGS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $communities AS id WITH viewer, id
MATCH (:Community {{id: id}})<-[:HELD_IN]-(gathering:Gathering)
WHERE gathering.endsAt > $at AND ({GATHERING_SEEN})
RETURN id, gathering.id AS found, gathering.startsAt AS starts ORDER BY starts, found LIMIT 200"""


@dataclass
class Around:
    """Ids. Members: the last who said so first; communities: where most of these are; threads: the newest open ones;
    gatherings: the next ones in these communities."""

    seekers: list[str] = field(default_factory=list)
    bringers: list[str] = field(default_factory=list)
    communities: list[str] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    gatherings: list[str] = field(default_factory=list)


async def around(graph: Graph, viewer: str, topics: Sequence[str], first: int, at: int) -> dict[str, Around]:
    """What the viewer may see around each topic and those just narrower, at most `first` of each; five statements."""
    subjects = await graph.read(SUBJECTS, ids=list(topics))
    ids = sorted({row["topic"] for row in subjects})
    people = await graph.read(PEOPLE, viewer=viewer, topics=ids, limit=max(LOOKED_AT, first))
    people.sort(key=lambda row: (-row["since"], row["member"]))
    threads = await graph.read(THREADS, viewer=viewer, topics=ids, limit=first)
    members = sorted({row["member"] for row in people})
    places: dict[str, list[str]] = {}
    for row in await graph.read(PLACES, viewer=viewer, members=members):
        places.setdefault(row["id"], []).append(row["place"])
    found = {id: Around() for id in topics}
    for id, one in found.items():
        mine = {row["topic"] for row in subjects if row["id"] == id}
        _fill(one, [row for row in people if row["id"] in mine], places, first)
        one.threads = sorted({row["found"] for row in threads if row["id"] in mine}, reverse=True)[:first]
    await _meet(graph, viewer, list(found.values()), first, at)
    return found


def _fill(one: Around, people: list[Row], places: dict[str, list[str]], first: int) -> None:
    seek, bring = (list(dict.fromkeys(r["member"] for r in people if r["verb"] == v)) for v in ("SEEKS", "BRINGS"))
    counted = Counter(place for member in {*seek, *bring} for place in places.get(member, ()))
    one.seekers, one.bringers = seek[:first], bring[:first]
    one.communities = sorted(counted, key=lambda id: (-counted[id], id))[:first]


async def _meet(graph: Graph, viewer: str, each: list[Around], first: int, at: int) -> None:
    ids = sorted({id for one in each for id in one.communities})
    rows: list[dict[str, Any]] = await graph.read(GATHERINGS, viewer=viewer, communities=ids, at=at)
    for one in each:
        one.gatherings = [row["found"] for row in rows if row["id"] in one.communities][:first]
