"""What a page costs: home and a thread, beside their own statements and templates and nothing else.

uv run python -m tests.bench.bench_pages [--members 300] [--data FOLDER] [--neo4j] [--seconds 10]
"""

import argparse
import asyncio
import os
import re
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests import neo4j
from tests.bench.bench_live import ask, enter
from tests.bench.floor import MEMBER
from tests.bench.process import Server, server
from tests.bench.table import table

AT_ONCE = 8
WARM = 3.0  # seconds that are not counted
ONE = "{ myThreads(first: 1) { id } }"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
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
    host, port = address.removeprefix("http://").split(":")
    head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    end = time.perf_counter() + seconds
    found: list[tuple[float, int]] = []

    async def browser() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while (start := time.perf_counter()) < end:
            writer.write(head)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(answer)
            assert length, answer
            assert answer.startswith(b"HTTP/1.1 200"), answer
            await reader.readexactly(int(length[1]))
            found.append((time.perf_counter() - start, int(length[1])))
        writer.close()

    await asyncio.gather(*(browser() for _ in range(AT_ONCE)))
    return found


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--data", type=Path, help="a folder that is filled once and kept")
    parser.add_argument("--neo4j", action="store_true", help="on the Neo4j of MAILLE_TEST_NEO4J, emptied or new")
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = ""
        if given.neo4j:
            os.environ.setdefault("MAILLE_TEST_NEO4J", "jars")
            found = stack.enter_context(neo4j.server(folder / "neo4j"))
            url = found.address.replace("://", f"://{found.user}:{found.password}@")
        print(asyncio.run(bench(given.members, given.data or folder / "data", url, given.seconds)))


if __name__ == "__main__":
    main()
