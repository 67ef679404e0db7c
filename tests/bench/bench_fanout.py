"""What it costs to tell all readers of one space, beside the same bytes written to bare sockets.

    uv run python -m tests.bench.bench_fanout [--readers 1000 5000] [--times 3] [--sockets 4] [--data FOLDER]

"alone" is one message at a time, "burst" ten that ten members post at once. The floor writes the frame of a lone
message to bare sockets, in a process of its own on the same loop, read by the same client. "telling" is what more
readers cost, beside one reader: (CPU with all - CPU with one) / (all - 1). "all in" is everything the site did, posts
and reads too. Both are without what readers cost while nothing is said ("idle": pings, and looks at who may still
hear). Memory is of the web process: what the second half of the readers adds. CPU too, in microseconds a message and
reader. "last" is from the start of the post to the last reader who has it, and in the floor's case from the word to
write; the medians of so many times.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from resource import RLIMIT_NOFILE, getrlimit, setrlimit
from typing import cast

import httpx
import uvloop

from graph import session
from graph.identity import now
from tests.bench.process import Server, server
from tests.bench.swarm import Reader, all_have, gather, hello, join
from tests.bench.table import table
from tests.site import running
from tests.web.cookie import cookie

COST = ("readers", "bytes", "floor", "telling", "ratio", "all in", "ratio", "burst", "ratio", "burst, all in", "ratio")
PACE = ("readers", "last ms", "floor ms", "frames a burst", "KiB a connection", "idle ms/s", "load")
PROTOCOL = "maille.json.v1"  # one manner for all: the same bytes
SOCKETS = 4  # of a member
POSTS, BURSTS, BURST = 12, 4, 10
IDLE = 4.5  # seconds of nothing said: three looks at who may still hear
PAUSE = 0.4  # seconds between two posts
BODY = ("J’ai passé le même en janvier : ils regardent comment tu réagis quand tu ne sais pas. " * 4)[:300]
MEMBERS = """
MATCH (member:Member)-[:MEMBER_OF]->(:Community {slug: 'maille'}) RETURN member.id AS id ORDER BY id LIMIT $count"""
ROOT = '{ community(slug: "maille") { id } }'
OPEN = """mutation($community: ID!) {
  openThread(kind: REQUEST, title: "Combien ?", body: "Mesuré.", community: $community, topics: []) {
    ... on Thread { id } } }"""
POST = """mutation($space: ID!, $id: ID!, $body: String!) {
  postMessage(space: $space, id: $id, body: $body) { __typename } }"""


@dataclass
class Place:
    """A site with a thread, and the cookies of its members."""

    web: Server
    client: httpx.AsyncClient
    cookies: list[str]
    sockets: int
    space: str = ""

    async def ask(self, who: int, document: str, **variables: str) -> dict[str, dict[str, str]]:
        """The data of a document, asked by a member."""
        answer = await self.client.post(
            "/graphql", json={"query": document, "variables": variables}, headers={"Cookie": self.cookies[who]}
        )
        data: dict[str, dict[str, str]] = answer.json()["data"]
        return data

    async def post(self, who: int, mark: str) -> None:
        """Says something."""
        said = await self.ask(who, POST, space=self.space, id=mark, body=BODY)
        assert said["postMessage"]["__typename"] == "Message", said

    async def open(self) -> None:
        """A new thread."""
        root = (await self.ask(0, ROOT))["community"]["id"]
        self.space = (await self.ask(0, OPEN, community=root))["openThread"]["id"]

    async def readers(self, count: int, deflate: bool, before: int = 0) -> list[Reader]:
        """So many sockets; the first one of all reads what it gets."""
        then = join(self.space, 0)

        def make(more: int) -> Reader:
            number = before + more
            who = self.cookies[number // self.sockets]
            return Reader(hello(who, PROTOCOL, deflate), then, reads=number == 0)

        return await gather(self.web.address, make, count)


@dataclass
class Told:
    """What posts cost: CPU seconds of the web process, ms from each first post to the last reader, frames each time."""

    cpu: float
    last: list[float]
    frames: float
    size: int
    messages: int


async def tell(place: Place, readers: list[Reader], times: int, together: int, idle: float = 0.0) -> Told:
    """Posts `together` messages, so many times, and waits each time until all have all of them."""
    begun, since, last, size, frames = spent(place.web), time.perf_counter(), [], 0, 0
    for _ in range(times):
        marks = [str(uuid.uuid4()) for _ in range(together)]
        before = [reader.count for reader in readers]
        start = time.perf_counter()
        posting = asyncio.gather(*(place.post(number, mark) for number, mark in enumerate(marks)))
        frames += await seen(readers[0], marks)
        size = readers[0].count - before[0]
        last.append((await all_have(readers, [count + size for count in before]) - start) * 1000)
        await posting
        await asyncio.sleep(PAUSE)
    cpu = spent(place.web) - begun
    return Told(cpu - idle * (time.perf_counter() - since), last, frames / times, size, times * together)


async def seen(reader: Reader, marks: Sequence[str]) -> int:
    """Waits until it has read all the marks; in how many frames they came."""
    missing, frames = set(marks), 0
    while missing:
        reader.more.clear()
        texts, reader.texts = reader.texts, []
        frames += sum(any(mark in text for mark in marks) for text in texts)
        missing = {mark for mark in missing if not any(mark in text for text in texts)}
        if missing and not reader.texts:
            await asyncio.wait_for(reader.more.wait(), 60)
    return frames


def spent(web: Server) -> float:
    """Seconds of processor of a process, to the nanosecond where Linux tells."""
    tasks = Path(f"/proc/{web.pid}/task")
    if not tasks.exists():
        return web.cpu()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9


def resident(web: Server) -> int:
    """KiB that a process holds."""
    status = Path(f"/proc/{web.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


async def floor(count: int, size: int) -> tuple[float, float]:
    """CPU seconds of one delivery, and ms to the last: so many bytes written to each of so many bare sockets."""
    async with server("-m", "tests.bench.bench_fanout", "--floor") as bare:
        readers = await gather(bare.address, lambda _: Reader(), count)
        (speaker,) = await gather(bare.address, lambda _: Reader(), 1)
        begun, last = spent(bare), []
        for _ in range(POSTS):
            wanted, start = [reader.count + size for reader in readers], time.perf_counter()
            speaker.transport.write(b"%d\n" % size)
            last.append((await all_have(readers, wanted) - start) * 1000)
            await asyncio.sleep(0.05)
        used = spent(bare) - begun
        for reader in readers:
            reader.transport.abort()
    return used / POSTS / count, statistics.median(last)


class Bare(asyncio.Protocol):
    """Writes as many bytes to all as one of them says."""

    everyone: set["Bare"] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are none by their class
        self.everyone.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.everyone.discard(self)

    def data_received(self, data: bytes) -> None:
        frame = b"x" * int(data)
        for one in self.everyone - {self}:
            one.transport.write(frame)


async def bare() -> None:
    """The floor, until it is stopped."""
    listening = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", 0, backlog=2048)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.get_running_loop().create_future()


@asynccontextmanager
async def site(data: Path, members: int, module: str = "tests.site", sockets: int = 1) -> AsyncIterator[Place]:
    """A demo in a process of its own, and the cookies of so many of its members, who have so many sockets each."""
    async with AsyncExitStack() as stack:
        words = ("-m", module, "--data", str(data), "--members", str(members + 20))
        web = await stack.enter_async_context(server(*words))
        async with running(data) as graph:
            found = await graph.read(MEMBERS, count=members)
            tokens = [await session.open_session(graph, row["id"], "Bench", now()) for row in found]
        cookies = [f"maille={cookie({'csrf': 'la-bonne', 'token': token})}" for token in tokens]
        client = httpx.AsyncClient(base_url=web.address, trust_env=False, timeout=60)
        yield Place(web, await stack.enter_async_context(client), cookies, sockets)


@dataclass
class Measured:
    """Microseconds a message and reader, ms to the last reader, KiB a connection, frames a burst, ms/s, bytes."""

    floor: float
    floor_last: float
    telling: float
    all_in: float
    burst: float
    burst_in: float
    last: float
    frames: float
    memory: float
    idle: float
    size: int


async def measure(place: Place, count: int, deflate: bool) -> Measured:
    """One round with so many readers."""
    await place.open()
    alone_1, burst_1, *_ = await both(place, 1, deflate)
    await place.open()
    alone, burst, memory, idle = await both(place, count, deflate)
    at_least, floor_last = await floor(count, alone.size)
    per, more = 1e6 / alone.messages, 1e6 / burst.messages
    return Measured(
        floor=at_least * 1e6,
        floor_last=floor_last,
        telling=(alone.cpu - alone_1.cpu) * per / (count - 1),
        all_in=alone.cpu * per / count,
        burst=(burst.cpu - burst_1.cpu) * more / (count - 1),
        burst_in=burst.cpu * more / count,
        last=statistics.median(alone.last),
        frames=burst.frames,
        memory=memory,
        idle=idle * 1000,
        size=alone.size,
    )


async def both(place: Place, count: int, deflate: bool) -> tuple[Told, Told, float, float]:
    """Messages alone and in bursts, KiB of each reader of the second half (the first fills what was free), and idle."""
    readers = await place.readers(count - count // 2, deflate)
    await asyncio.sleep(1.5)
    before = resident(place.web)
    readers += await place.readers(count // 2, deflate, before=len(readers))
    await asyncio.sleep(1.5)
    memory = (resident(place.web) - before) / max(count // 2, 1)
    await tell(place, readers, 2, 1)
    begun = spent(place.web)
    await asyncio.sleep(IDLE)
    idle = (spent(place.web) - begun) / IDLE
    alone, burst = await tell(place, readers, POSTS, 1, idle), await tell(place, readers, BURSTS, BURST, idle)
    for reader in readers:
        reader.transport.abort()
    await asyncio.sleep(1.5)
    return alone, burst, memory, idle


async def bench(data: Path, sizes: Sequence[int], times: int, kinds: Sequence[bool], sockets: int) -> None:
    costs: list[list[str | float | int]] = []
    pace: list[list[str | float | int]] = []
    for count in sizes:
        async with site(data, -(-max(sizes) // sockets) + 1, sockets=sockets) as place:
            for first, deflate in enumerate(kinds):
                name = f"{count}{', compressed' if deflate else ''}"
                rounds = await measured(place, count, deflate, times)
                costs.append([name, rounds[-1].size, *cost(rounds)])
                pace.append([name, *pace_of(rounds, first=first == 0)])
    print(table(f"Telling all readers, CPU in µs, {times} times", COST, costs))
    print(table("Telling all readers: time and memory", PACE, pace), flush=True)


async def measured(place: Place, count: int, deflate: bool, times: int) -> list[Measured]:
    """So many rounds."""
    rounds = []
    for _ in range(times):
        rounds.append(await measure(place, count, deflate))
        print(f"{count} readers, load {os.getloadavg()[0]:.1f}: {rounds[-1]}", file=sys.stderr, flush=True)
    return rounds


def median(rounds: Sequence[Measured], value: Callable[[Measured], float]) -> float:
    """Of what each round has."""
    return statistics.median(value(one) for one in rounds)


def cost(rounds: Sequence[Measured]) -> list[str | float | int]:
    """The floor, then each figure with what it is over the floor of its own round."""
    cells: list[str | float | int] = [median(rounds, lambda one: one.floor)]
    for name in ("telling", "all_in", "burst", "burst_in"):
        value = attrgetter(name)
        over = median(rounds, lambda one, value=value: value(one) / one.floor)  # type: ignore[misc]
        cells += [median(rounds, value), f"{over:.2f}"]
    return cells


def pace_of(rounds: Sequence[Measured], *, first: bool) -> list[str | float | int]:
    """The rest; memory of the first round of a process alone, for it gives none of it back."""
    return [
        median(rounds, lambda one: one.last),
        median(rounds, lambda one: one.floor_last),
        median(rounds, lambda one: one.frames),
        f"{rounds[0].memory:.1f}" if first else "–",
        median(rounds, lambda one: one.idle),
        os.getloadavg()[0],
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--sockets", type=int, default=SOCKETS, help="of a member")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--plain", action="store_true", help="not compressed alone")
    parser.add_argument("--floor", action="store_true")
    given = parser.parse_args()
    setrlimit(RLIMIT_NOFILE, (getrlimit(RLIMIT_NOFILE)[1],) * 2)
    if given.floor:
        with suppress(KeyboardInterrupt):
            uvloop.run(bare())
        return
    with tempfile.TemporaryDirectory() as folder:
        kinds = [False] if given.plain else [False, True]
        uvloop.run(bench(given.data or Path(folder), given.readers, given.times, kinds, given.sockets))
    return


if __name__ == "__main__":
    main()
