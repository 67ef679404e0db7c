"""What GraphQL costs: three documents at /graphql beside one statement written by hand for the same answer.

uv run python -m tests.bench.bench_graphql [--members 300] [--data FOLDER] [--neo4j] [--seconds 5]
"""

import statistics
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from tests.bench.asking import again, ask, enter
from tests.bench.bare import DOCUMENTS
from tests.bench.floor import MEMBER
from tests.bench.options import run
from tests.bench.process import Server, busy, running, server
from tests.bench.table import table

AT_ONCE, ROUNDS, WARM = 8, 3, 2.0
WHICH = "{ viewer { id } threads(first: 50) { nodes { id messageCount } } }"
COLUMNS = ("document", "way", "p50 ms, one at a time", "web CPU ms", "database CPU ms")


@dataclass(frozen=True)
class Cost:
    """Of one request: the median time when nobody else asks, and the processor time of both processes with eight."""

    p50: float
    web: float
    database: float


async def measure(web: Server, engine: Sequence[int], path: str, body: bytes, seconds: float) -> Cost:
    """Asks the same again and again."""
    alone = await _ask(web.address, path, body, seconds / 2, 1)
    before, engines = web.cpu(), busy(engine)
    together = await _ask(web.address, path, body, seconds, AT_ONCE)
    each = 1000 / len(together)
    return Cost(statistics.median(alone) * 1000, (web.cpu() - before) * each, (busy(engine) - engines) * each)


async def _ask(address: str, path: str, body: bytes, seconds: float, at_once: int) -> list[float]:
    head = f"POST {path} HTTP/1.1\r\nHost: maille.test\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    return [took for took, _ in await again(address, request, seconds, at_once)]


async def bodies(client: httpx.AsyncClient) -> dict[str, bytes]:
    """What is asked: about the longest of the newest threads, and about who asks."""
    known = await ask(client, WHICH)
    longest = max(known["threads"]["nodes"], key=lambda one: one["messageCount"])["id"]
    ids: dict[str, dict[str, Any]] = {"feed": {}, "thread": {"id": longest}, "person": {"id": known["viewer"]["id"]}}
    return {name: orjson.dumps({"query": text, "variables": ids[name]}) for name, text in DOCUMENTS.items()}


async def bench(members: int, data: Path, url: str, seconds: float) -> str:
    """The table of one size on one engine."""
    place = ["--data", str(data), "--neo4j", url]
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(server("-m", "tests.site", "--members", str(members), *place))
        async with httpx.AsyncClient(base_url=site.address, trust_env=False, timeout=60) as client:
            await enter(client, MEMBER)
            asked = await bodies(client)
        engine = running("org.neo4j") if url else site.children()
        web = await stack.enter_async_context(server("-m", "tests.bench.bare", *place))
        rows: list[list[str | float | int]] = []
        for name, body in asked.items():
            rows += await _compared(web, engine, name, body, seconds)
    told = "Neo4j" if url else "embedded engine"
    return table(f"GraphQL: {members} members, {told}, {AT_ONCE} at once", COLUMNS, rows)


async def _compared(
    web: Server, engine: Sequence[int], name: str, body: bytes, seconds: float
) -> list[list[str | float | int]]:
    async with httpx.AsyncClient(base_url=web.address, trust_env=False, timeout=60) as client:
        head = {"content-type": "application/json"}
        ours, theirs = [
            (await client.post(p, content=body, headers=head)).json() for p in ("/graphql", f"/bare/{name}")
        ]
    assert ours == theirs, f"{name}: the two ways differ\n{ours}\n{theirs}"
    found: dict[str, list[Cost]] = {"/graphql": [], f"/bare/{name}": []}
    for path in found:
        await _ask(web.address, path, body, WARM, AT_ONCE)
    for _ in range(ROUNDS):
        for path, costs in found.items():
            costs.append(await measure(web, engine, path, body, seconds))
    bare, graphql = (_median(costs) for costs in (found[f"/bare/{name}"], found["/graphql"]))
    return [
        [name, "one statement by hand", bare.p50, bare.web, bare.database],
        [name, "/graphql", *(_told(getattr(graphql, of), getattr(bare, of)) for of in ("p50", "web", "database"))],
    ]


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(one, of) for one in costs) for of in ("p50", "web", "database")))


def _told(value: float, floor: float) -> str:
    return f"{value:.2f} ({value / floor:.2f} ×)" if floor else f"{value:.2f}"


if __name__ == "__main__":
    run(__doc__, bench, seconds=5.0)
