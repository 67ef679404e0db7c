"""How long from the command to the first page: on an empty folder, which it fills, and on the same folder again.

uv run python -m tests.bench.bench_start [--members 300] [--again 3] [--data FOLDER]
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from graph.embedded import embedded
from tests.bench.process import server
from tests.bench.table import table

COLUMNS = ("start", "seconds", "engine alone = 1")


async def command(members: int, data: Path) -> float:
    """Seconds from `maille demo` to the answer of its first page."""
    start = time.perf_counter()
    words = ("-m", "server", "demo", "--port", "0", "--members", str(members), "--data", str(data))
    async with server(*words) as site, httpx.AsyncClient(base_url=site.address, trust_env=False) as client:
        (await client.get("/enter", timeout=60)).raise_for_status()
        return time.perf_counter() - start


async def engine(data: Path) -> float:
    """Seconds from nothing to the first answer of the embedded engine, on a folder of its own."""
    start = time.perf_counter()
    async with embedded(data):
        return time.perf_counter() - start


async def bench(members: int, data: Path, alone: Path, again: int) -> str:
    """The table of one size."""
    least = statistics.median([await engine(alone / str(number)) for number in range(again)])
    cold = None if (data / "databases").exists() else await command(members, data)
    warm = statistics.median([await command(members, data) for _ in range(again)])
    rows: list[list[str | float | int]] = [[f"floor: the engine alone, median of {again}", least, 1.0]]
    if cold is not None:
        rows.append(["cold: an empty folder, filled", cold, cold / least])
    rows.append([f"warm: the same folder, median of {again}", warm, warm / least])
    return table(f"Start: {members} members, embedded engine", COLUMNS, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--again", type=int, default=3)
    parser.add_argument("--data", type=Path, help="a folder to fill, or filled before: then it is started warm alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder) / "data"
        print(asyncio.run(bench(given.members, data, Path(folder) / "alone", given.again)))


if __name__ == "__main__":
    main()
