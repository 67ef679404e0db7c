"""What each question of the graph costs, as its document is asked: members, topics, threads and places in turn.

uv run python -m tests.bench.bench_questions [--members 300] [--data FOLDER] [--neo4j] [--times 60]
"""

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any, LiteralString

from graph.database import Graph
from schema.context import Context
from schema.language import LANGUAGES
from schema.root import SCHEMA
from tests.bench.options import run
from tests.bench.table import table
from tests.site import filled

MEMBERS: LiteralString = """
MATCH (member:Member) WHERE member.slug > $key RETURN member.id AS id ORDER BY member.slug LIMIT 3"""
TOPICS: LiteralString = "MATCH (topic:Topic) RETURN topic.id AS id ORDER BY topic.slug"
PLACES: LiteralString = "MATCH (place:Community) WHERE place.root = false RETURN place.id AS id ORDER BY place.slug"
THREADS: LiteralString = """
MATCH (thread:Thread) WHERE thread.openKey < '~' AND thread.kind = 'REQUEST'
MATCH (thread)-[:HELD_IN]->(place:Community) WHERE place.root = true
RETURN thread.id AS id ORDER BY thread.openKey DESC LIMIT 60"""

OWN: LiteralString = """
MATCH (:Member {id: $viewer})-[:MEMBER_OF]->(place:Community) RETURN place.id AS id ORDER BY place.root, id LIMIT 1"""

PATH = "steps { from { name } to { name } tie at }"
FLOOR = "floor: a member by id"
ASKED = {
    FLOOR: "query Q($other: ID!) { member(id: $other) { name } }",
    "Member.paths": f"query Q($other: ID!) {{ member(id: $other) {{ paths {{ {PATH} }} }} }}",
    "Member.inCommon": """query Q($other: ID!) { member(id: $other) { inCommon { communities { name } circles { name }
        topics { topic { fr } theirs other } helps { at giver { name } thread { title } } } } }""",
    "Thread.reachable": f"""query Q($thread: ID!) {{ thread(id: $thread) {{ reachable {{
        member {{ name }} topics {{ fr }} path {{ {PATH} }} }} }} }}""",
    "Thread.because": f"""query Q($thread: ID!) {{ thread(id: $thread) {{ because {{
        topics {{ fr }} path {{ {PATH} }} }} }} }}""",
    "Topic.around": """query Q($topic: ID!) { node(id: $topic) { ... on Topic { around { seekers { name }
        bringers { name } communities { name } threads { title } gatherings { name } } } } }""",
    "Community.weave": "query Q($place: ID!) { node(id: $place) { ... on Community { weave } } }",
    "Community.connectors": """query Q($place: ID!) { node(id: $place) { ... on Community {
        connectors { member { name } communities { name } } } } }""",
    "rings": "{ rings { links { from { name } to { name } topic { fr } } } }",
    "rings, 5 members": "{ rings(length: 5) { links { from { name } to { name } topic { fr } } } }",
    "rings about a topic": "query Q($topic: ID!) { rings(topic: $topic) { links { from { name } topic { fr } } } }",
    "rings of a community": "query Q($own: ID!) { rings(community: $own) { links { from { name } topic { fr } } } }",
    "withinReach": "{ withinReach { title } }",
    "search": "query Q($text: String!) { search(text: $text) { __typename } }",
    "find, with highlights": """query Q($text: String!) { find(text: $text) { found { __typename }
        highlights { fragments { text hit } } } }""",
}
TEXTS = ("entretien", "audit", "negocier", "salaire", "cv", "python lyon", "premier poste")
COLUMNS = ("question", "median ms", "p95 ms", "floor = 1", "statements", "answered")


@dataclass(frozen=True)
class Cost:
    """Of one question: its times in ms, its most statements, and how many times there was something to answer."""

    times: list[float]
    statements: int
    answered: int

    @property
    def median(self) -> float:
        """Of the times."""
        return statistics.median(self.times)


async def subjects(graph: Graph, times: int) -> list[dict[str, str]]:
    """Who asks about what, so many times, the same in every run."""
    random = Random(1)
    keys = [random.choice("abcdefghijklmnoprstvy") + random.choice("aeiou") for _ in range(times)]
    members = [row["id"] for key in keys for row in await graph.read(MEMBERS, key=key)]
    random.shuffle(members)
    named = {"viewer": members, "other": members[1:], "text": TEXTS}
    for name, statement in {"topic": TOPICS, "place": PLACES, "thread": THREADS}.items():
        named[name] = [row["id"] for row in await graph.read(statement)]
    every = zip(*map(cycle, named.values()), strict=False)
    asked = [dict(zip(named, ids, strict=True)) for ids in islice(every, times)]
    return [one | {"own": (await graph.read(OWN, viewer=one["viewer"]))[0]["id"]} for one in asked]


async def measure(graph: Graph, document: str, asked: Sequence[dict[str, str]]) -> Cost:
    """Each subject once, one after the other; the document is known, as a page's is."""
    times, most, answered = [], 0, 0
    for one in [asked[0], *asked]:
        names = {name: value for name, value in one.items() if f"${name}" in document}
        context = Context(graph=graph, language=LANGUAGES["fr"], viewer=one["viewer"])
        start = time.perf_counter()
        with graph.counting() as count:
            result: Any = await SCHEMA.execute(document, names, context_value=context)
        times.append((time.perf_counter() - start) * 1000)
        assert not result.errors, result.errors
        most, answered = max(most, count.statements), answered + _says_something(result.data)
    return Cost(times[1:], most, answered)


def _says_something(data: Any) -> bool:
    if isinstance(data, dict):
        return any(_says_something(value) for value in data.values())
    return any(map(_says_something, data)) if isinstance(data, list) else bool(data)


async def bench(members: int, data: Path, url: str, many: float) -> str:
    """The table of one size on one engine."""
    start, times = time.perf_counter(), int(many)
    async with filled(data, members, neo4j=url) as graph:
        print(f"filled or found in {time.perf_counter() - start:.0f} s", flush=True)
        asked = await subjects(graph, times)
        costs = {}
        for name, document in ASKED.items():
            costs[name] = await measure(graph, document, asked)
            print(f"{name}: {costs[name].median:.1f} ms", file=sys.stderr, flush=True)
        again = await measure(graph, ASKED[FLOOR], asked)  # by now the engine is warm
    floor = again.median
    rows: list[list[str | float | int]] = [
        [name, one.median, statistics.quantiles(one.times, n=20)[-1], one.median / floor, one.statements, one.answered]
        for name, one in {**costs, FLOOR: again}.items()
    ]
    engine = "Neo4j" if url else "embedded engine"
    return table(f"Questions: {members} members, {engine}, {times} times", COLUMNS, rows)


if __name__ == "__main__":
    run(__doc__, bench, times=60)
