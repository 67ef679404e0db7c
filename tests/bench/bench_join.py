"""A thousand members come back at once after a restart, each fifty changes behind: how long until all are level.

    uv run python -m tests.bench.bench_join [--readers 1000] [--behind 50] [--times 3] [--data FOLDER]

The site is stopped and started again on its folder. "level" is from the first handshake to the last reader who has all.
Statements are those that the site asks while they come.
"""

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

import uvloop
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.running import run
from tests.bench.bench_fanout import PROTOCOL, Place, site
from tests.bench.swarm import Reader, gather, hello, join
from tests.bench.table import table
from tests.site import filled, house_on, serve_alone
from tests.site import site as made


async def _serve(data: Path, members: int) -> None:
    """The site, and an address that tells how many statements it has asked."""
    async with filled(data, members) as graph:
        app = made(house_on(graph, "http://maille.test"))
        with graph.counting() as count:
            app.routes.append(Route("/statements", lambda _: PlainTextResponse(str(count.statements))))
            await serve_alone(app)


async def asked(place: Place) -> int:
    """Statements so far."""
    return int((await place.client.get("/statements")).text)


async def come(place: Place, count: int, since: int, last: int) -> float:
    """Seconds from the first handshake until all are level."""
    then = join(place.space, since)
    begun = time.perf_counter()
    readers = await gather(
        place.web.address,
        lambda number: Reader(hello(place.cookies[number % len(place.cookies)], PROTOCOL, True), then, reads=True),
        count,
    )
    assert all(any(f'"to":{last}' in text for text in reader.texts) for reader in readers)
    level = max(reader.at for reader in readers)
    for reader in readers:
        reader.transport.abort()
    return level - begun


async def bench(data: Path, count: int, behind: int, times: int) -> None:
    rows: list[tuple[float, int]] = []
    space = ""
    for _ in range(times):
        async with site(data, count, "tests.bench.bench_join") as place:
            if not space:
                await place.open()
                space = place.space
                for number in range(behind + 1):
                    await place.post(number % 20, str(uuid.uuid4()))
            place.space = space
            before = await asked(place)
            took = await come(place, count, 1, behind + 1)
            rows.append((took, await asked(place) - before))
            print(rows[-1], file=sys.stderr, flush=True)
    seconds, statements = (statistics.median(one) for one in zip(*rows, strict=True))
    cells: list[str | float | int] = [count, behind, f"{seconds:.2f}", int(statements), f"{statements / count:.2f}"]
    print(table("All come back at once", ("members", "behind", "level, s", "statements", "each"), [cells]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=1000)
    parser.add_argument("--behind", type=int, default=50)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--members", type=int)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    if given.members:
        return run(_serve(given.data, given.members))
    setrlimit(RLIMIT_NOFILE, (getrlimit(RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(bench(given.data or Path(folder), given.readers, given.behind, given.times))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
