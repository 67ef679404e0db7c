"""Why a request is within the viewer's reach: what they bring to it, and through whom they know who asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.database import Graph
from graph.ties import RANK, TIES, Tie, tie

# What the viewer brings, the nearest first: the topic itself, then one that is just broader or narrower.
BROUGHT: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (thread:Thread {id: id})<-[:OPENED]-(author:Member)
CALL (viewer, thread) {
    MATCH (viewer)-[:BRINGS]->(topic:Topic)<-[:ABOUT]-(thread) RETURN topic.id AS topic, 0 AS far
    UNION ALL
    MATCH (viewer)-[:BRINGS]->(topic:Topic)-[:WITHIN]->(:Topic)<-[:ABOUT]-(thread) RETURN topic.id AS topic, 1 AS far
    UNION ALL
    MATCH (viewer)-[:BRINGS]->(topic:Topic)<-[:WITHIN]-(:Topic)<-[:ABOUT]-(thread) RETURN topic.id AS topic, 1 AS far
    UNION ALL
    RETURN null AS topic, 2 AS far
}
RETURN id, author.id AS author, topic, far ORDER BY id, far, topic"""


@dataclass(frozen=True)
class Reason:
    """`topics` (ids) that the viewer brings to the thread; `chain`: the one or two ties to its author, or none."""

    topics: list[str] = field(default_factory=list)
    chain: list[Tie] = field(default_factory=list)


async def reasons(graph: Graph, viewer: str, threads: Sequence[str]) -> dict[str, Reason]:
    """The reason of each thread, in two statements for all of them."""
    rows = await graph.read(BROUGHT, viewer=viewer, ids=list(threads))
    authors = {row["id"]: row["author"] for row in rows}
    others = sorted({*authors.values()} - {viewer})
    ties = await graph.read(TIES, viewer=viewer, ids=[viewer, *others]) if others else []
    known: dict[str, dict[str, Tie]] = {}
    for row in sorted(ties, key=lambda row: (-RANK[row["kind"]], row["at"])):  # the latest help has the last word
        known.setdefault(row["id"], {})[row["other"]] = tie(row)
    chains = {author: _chain(known, viewer, author) for author in others}
    return {id: Reason(_topics(rows, id), chains.get(author, [])) for id, author in authors.items()}


def _topics(rows: list[dict[str, str]], id: str) -> list[str]:
    return list(dict.fromkeys(row["topic"] for row in rows if row["id"] == id and row["topic"]))


def _chain(known: dict[str, dict[str, Tie]], viewer: str, author: str) -> list[Tie]:
    near, far = known.get(viewer, {}), known.get(author, {})
    if author in near:
        return [near[author]]
    between = near.keys() & far.keys()
    if not between:
        return []
    best = max(between, key=lambda one: (_weight(near[one]) + _weight(far[one]), near[one].at, one))
    return [near[best], far[best].turned()]


def _weight(tie: Tie) -> int:
    return len(RANK) - RANK[tie.kind]
