"""What a page costs: home and a thread, beside their own statements and templates and nothing else.

uv run python -m tests.bench.bench_pages [--members 300] [--data FOLDER] [--neo4j] [--seconds 10]
"""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.asking import again, ask, enter
from tests.bench.floor import MEMBER
from tests.bench.options import run
from tests.bench.process import Server, server
from tests.bench.table import table

AT_ONCE = 8
WARM = 3.0  # seconds that are not counted
ONE = "{ myThreads(first: 1) { id } }"
COLUMNS = ("page", "requests/s", "p50 ms", "CPU ms", "CPU, floor = 1", "bytes")


@dataclass(frozen=True)
class Cost:
    """Of one page: how many a second, the median time of one, the web process's time for one, its size as sent."""

    rate: float
    p50: float
    cpu: float
    size: int


async def measure(web: Server, path: str, cookie: str, seconds: float) -> Cost:
    """Eight browsers ask for a page again and again."""
    await _ask(web.address, path, cookie, WARM)
    before, start = web.cpu(), time.perf_counter()
    found = await _ask(web.address, path, cookie, seconds)
    took, cpu = time.perf_counter() - start, web.cpu() - before
    times = [one for one, _ in found]
    return Cost(len(times) / took, statistics.median(times) * 1000, cpu / len(times) * 1000, found[0][1])


async def _ask(address: str, path: str, cookie: str, seconds: float) -> list[tuple[float, int]]:
    head = f"GET {path} HTTP/1.1\r\nHost: maille.test\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n\r\n"
    return await again(address, head.encode(), seconds, AT_ONCE)


async def bench(members: int, data: Path, url: str, seconds: float) -> str:
    """The table of one size on one engine."""
    place = ["--data", str(data), "--neo4j", url]
    async with server("-m", "tests.site", "--members", str(members), *place) as web:
        async with httpx.AsyncClient(base_url=web.address, trust_env=False, timeout=60) as client:
            cookie = await enter(client, MEMBER)
            thread = (await ask(client, ONE))["myThreads"][0]["id"]
        pages = {"home": "/", "thread": f"/threads/{thread}"}
        site = {name: await measure(web, path, cookie, seconds) for name, path in pages.items()}
        async with server("-m", "tests.bench.floor", *place, *pages.values()) as bare:
            floor = {name: await measure(bare, path, cookie, seconds) for name, path in pages.items()}
    rows: list[list[str | float | int]] = []
    for name in pages:
        one, least = site[name], floor[name]
        rows.append([f"{name}, floor", least.rate, least.p50, least.cpu, 1.0, least.size])
        rows.append([name, one.rate, one.p50, one.cpu, one.cpu / least.cpu if least.cpu else 0.0, one.size])
    engine = "Neo4j" if url else "embedded engine"
    return table(f"Pages: {members} members, {engine}, {AT_ONCE} at once", COLUMNS, rows)


if __name__ == "__main__":
    run(__doc__, bench, seconds=10.0)
