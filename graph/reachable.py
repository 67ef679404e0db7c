"""Who could help in a thread, and through whom: members one to three ties away from its author or the viewer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from graph.database import Graph, Row
from graph.member import SEEN as MEMBER_SEEN
from graph.member import SUGGESTED
from graph.thread import SEEN as THREAD_SEEN
from graph.ties import BATCH, Chain, Spread, grow

FARTHEST: Final = 3  # ties

# What open threads are about, the broader and the narrower (`far` 1) too; who is in each, or let it pass.
ABOUT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (thread:Thread {{id: id}})-[:HELD_IN]->(community:Community)
WHERE thread.status = 'OPEN' AND ({THREAD_SEEN})
MATCH (thread)<-[:OPENED]-(author:Member)
CALL (viewer, thread) {{
    MATCH (thread)-[:ABOUT]->(topic:Topic) RETURN topic.id AS topic, 0 AS far
    UNION ALL
    MATCH (thread)-[:ABOUT]->(:Topic)-[:WITHIN]->(topic:Topic) RETURN topic.id AS topic, 1 AS far
    UNION ALL
    MATCH (thread)-[:ABOUT]->(:Topic)<-[:WITHIN]-(topic:Topic) RETURN topic.id AS topic, 1 AS far
}}
WITH viewer, thread, author, community, topic, min(far) AS far
WITH viewer, thread, author, community, collect(topic) AS topics, collect(far) AS fars
RETURN thread.id AS id, author.id AS author, community.id AS community, topics, fars,
    CASE WHEN thread.kind = 'REQUEST' THEN 'BRINGS' ELSE 'SEEKS' END AS verb,
    COLLECT {{ MATCH (thread)<-[:TAKES_PART|PASSED]-(part:Member) RETURN part.id }} AS inside"""

# Of some members, those who may be suggested, what of these topics they bring or seek, and where they are.
FITTING: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (member:Member {{id: id}}) WHERE {SUGGESTED} AND ({MEMBER_SEEN})
MATCH (member)-[tie:BRINGS|SEEKS]->(topic:Topic) WHERE topic.id IN $topics
WITH viewer, member, type(tie) AS verb, collect(topic.id) AS topics
RETURN member.id AS id, verb, topics, COLLECT {{
    MATCH (member)-[:MEMBER_OF]->(place:Community) WHERE place.id IN $places RETURN place.id }} AS places"""


@dataclass(frozen=True)
class Reached:
    """A member, the ids of what they bring (or seek, for an offer), the nearest first, and how one comes to them."""

    member: str
    topics: list[str]
    chain: Chain


async def reachable(graph: Graph, viewer: str, threads: Sequence[str], first: int) -> dict[str, list[Reached]]:
    """At most `first` for each open thread that the viewer may read: the nearest, then who brings most.

    Nobody who takes part already, let it pass, can't read it, or asked not to be suggested. At most seven statements,
    for one thread as for twenty.
    """
    about = await graph.read(ABOUT, viewer=viewer, ids=list(threads))
    found: dict[str, list[Reached]] = {row["id"]: [] for row in about}
    spreads = {id: Spread(id) for id in [viewer, *sorted({row["author"] for row in about} - {viewer})]}
    for _ in range(FARTHEST):
        waiting = [row for row in about if len(found[row["id"]]) < first]
        ends = [spreads[id] for id in dict.fromkeys([viewer, *(row["author"] for row in waiting)])]
        if not waiting or not any(one.frontier for one in ends):
            break
        await grow(graph, viewer, ends)
        fitting = await _fitting(graph, viewer, waiting, {id for one in ends for id in one.frontier})
        for row in waiting:
            found[row["id"]] += _nearest(row, fitting, [spreads[viewer], spreads[row["author"]]], found[row["id"]])
    return {id: members[:first] for id, members in found.items()}


async def _fitting(graph: Graph, viewer: str, threads: Iterable[Row], members: set[str]) -> list[Row]:
    values = {
        "topics": sorted({topic for row in threads for topic in row["topics"]}),
        "places": sorted({row["community"] for row in threads}),
    }
    ids, found = sorted(members), []
    for start in range(0, len(ids), BATCH):
        found += await graph.read(FITTING, viewer=viewer, ids=ids[start : start + BATCH], **values)
    return found


def _nearest(thread: Row, fitting: list[Row], sources: list[Spread], already: list[Reached]) -> list[Reached]:
    """Those at the farthest distance yet who fit the thread, by what they bring."""
    far = dict(zip(thread["topics"], thread["fars"], strict=True))
    out = {thread["author"], sources[0].start, *thread["inside"], *(one.member for one in already)}
    rows: list[tuple[Any, Reached]] = []
    for row in fitting:
        source = next((one for one in sources if row["id"] in one.frontier), None)
        topics = sorted((id for id in row["topics"] if id in far), key=lambda id: (far[id], id))
        fits = row["verb"] == thread["verb"] and thread["community"] in row["places"] and row["id"] not in out
        if source and topics and fits:
            chain = source.chains(row["id"])[0]
            key = (far[topics[0]], -len(topics), sum(tie.kind != "HELPED" for tie in chain), row["id"])
            rows.append((key, Reached(row["id"], topics, chain)))
    return [one for _, one in sorted(rows, key=lambda pair: pair[0])]
