"""What a large room costs: its page, the list of rooms, pages of its messages, a search in it, what is unread, a post.

uv run python -m tests.bench.bench_room [--messages 200 20000] [--neo4j] [--times 20]

CPU of this process and of the engine's, for one request; one after the other.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any, LiteralString

from graph import message, said, space, spoken, unread
from graph.database import Graph
from graph.folding import folded
from graph.identity import id_at, new_id, now
from schema.context import Context
from schema.language import LANGUAGES
from schema.page import cursor
from schema.root import SCHEMA
from tests.bench.options import place
from tests.bench.process import busy, running
from tests.bench.table import table
from tests.network import Network
from tests.site import filled
from web.documents import document
from web.log import window

BATCH = 1000
PEOPLE = 40
WORDS = [
    "bonjour",
    "entretien",
    "audit",
    "demain",
    "mardi",
    "merci",
    "salaire",
    "relire",
    "lettre",
    "poste",
    "réseau",
    "midi",
    "train",
    "question",
    "réponse",
]
MESSAGES = """query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  space(id: $id) { messages(first: $first, after: $after, last: $last, before: $before) {
    nodes { id number body at author { id name } } pageInfo { hasNextPage hasPreviousPage } } } }"""
LATEST = "query ($id: ID!) { space(id: $id) { lastMessage { body at author { name } } } }"
HOW_MANY = "query ($id: ID!) { space(id: $id) { messageCount } }"
COLUMNS = ("what", "ms", "CPU here, ms", "CPU of the engine, ms", "statements")
SAID: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (space:Space {id: row.space})
CREATE (member)-[:WROTE]->(:Message {id: row.id, kind: 'SAID', body: row.body, searchText: row.search, at: row.at,
    number: row.number, numberKey: row.changed, changed: row.changed})-[:SAID_IN]->(space)"""
CLOCK: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = $last"


async def room_of(graph: Graph, many: int) -> str:
    """A room of a community of its own, with so many messages; answers its id. Who reads is `m0`."""
    network, random, at = Network(graph), Random(1), now()
    place = f"large-{many}"
    await network.community(place)
    for number in range(PEOPLE):
        await network.member(f"m{number}-{many}", place)
    id = await network.room(place)
    rows = []
    for number in range(1, many + 1):
        when = at - (many - number) * 60_000
        body = " ".join(random.choices(WORDS, k=12)) + (" aiguille" if number == 7 else "")
        key = f"{id}:{number:010d}"
        rows.append(
            {
                "id": id_at(when, random),
                "by": f"m{number % PEOPLE}-{many}",
                "space": id,
                "body": body,
                "search": folded(body),
                "at": when,
                "number": number,
                "changed": key,
            }
        )
    for start in range(0, many, BATCH):
        await network.run(SAID, rows=rows[start : start + BATCH])
    await network.run(CLOCK, space=id, last=many)
    await spoken.recount(graph, [id])
    await message.post(graph, f"m0-{many}", id, new_id(), "Me voilà", at)
    return id


async def measure(work: Callable[[], Awaitable[Any]], graph: Graph, engine: list[int], times: int) -> list[float]:
    """Milliseconds, CPU here and of the engine, statements: of one."""
    for _ in range(3):
        await work()
    took, here, there = [], time.process_time(), busy(engine)
    with graph.counting() as count:
        for _ in range(times):
            start = time.perf_counter()
            await work()
            took.append((time.perf_counter() - start) * 1000)
    return [
        statistics.median(took),
        (time.process_time() - here) / times * 1000,
        (busy(engine) - there) / times * 1000,
        count.statements / times,
    ]


def asked(graph: Graph, viewer: str, text: str, **variables: Any) -> Callable[[], Awaitable[Any]]:
    """A document, as a page or a program asks it."""

    async def work() -> Any:
        context = Context(graph=graph, language=LANGUAGES["fr"], viewer=viewer)
        result: Any = await SCHEMA.execute(text, variables, context_value=context)
        assert not result.errors, result.errors
        return result.data

    return work


async def rows_of(graph: Graph, many: int, engine: list[int], times: int) -> list[list[str | float | int]]:
    """Each thing in a room of so many messages."""
    id, me, page = await room_of(graph, many), f"m0-{many}", document("pages/room")
    middle = cursor(many // 2)
    everything: dict[str, Callable[[], Awaitable[Any]]] = {
        "its page": asked(graph, me, page, id=id, **window({}).asked),
        "older ones": asked(graph, me, page, id=id, **window({"before": str(many // 2)}).asked),
        "around one": asked(graph, me, page, id=id, **window({"message": str(many // 2)}).asked),
        "the list of rooms": asked(graph, me, document("pages/rooms")),
        "the first 20": asked(graph, me, MESSAGES, id=id, first=20),
        "20 after one": asked(graph, me, MESSAGES, id=id, first=20, after=middle),
        "the last 20": asked(graph, me, MESSAGES, id=id, last=20),
        "20 before one": asked(graph, me, MESSAGES, id=id, last=20, before=middle),
        "its last message": asked(graph, me, LATEST, id=id),
        "how many": asked(graph, me, HOW_MANY, id=id),
        "a frequent word": lambda: said.said(graph, me, id, "entretien", 50),
        "a rare word": lambda: said.said(graph, me, id, "aiguille", 50),
        "no such word": lambda: said.said(graph, me, id, "zyzomys", 50),
        "unread, all read": lambda: unread.unread(graph, me, [id]),
        "read everything, all read": lambda: space.mark_all_read(graph, me),
        "a post": lambda: message.post(graph, me, id, new_id(), "Encore un mot", now()),
    }
    rows: list[list[str | float | int]] = []
    for name, work in everything.items():
        rows.append([f"{name}, {many} messages", *await measure(work, graph, engine, times)])
        print(rows[-1], flush=True)
    return rows


async def bench(sizes: list[int], data: Path, url: str, times: int) -> str:
    """The table on one engine."""
    async with filled(data, 1, neo4j=url) as graph:
        engine = running("org.neo4j") if url else running(str(data))
        rows = [row for many in sizes for row in await rows_of(graph, many, engine, times)]
    return table(f"A large room, {'Neo4j' if url else 'embedded engine'}", COLUMNS, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, nargs="+", default=[200, 20_000])
    parser.add_argument("--neo4j", action="store_true", help="on the Neo4j of MAILLE_TEST_NEO4J, emptied or new")
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    with place(given.neo4j) as (folder, url):
        print(asyncio.run(bench(given.messages, folder / "data", url, given.times)))


if __name__ == "__main__":
    main()
