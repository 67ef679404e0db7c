"""How long from a post to the eyes of a hundred readers, beside the same bytes written to bare websockets.

    uv run python -m tests.bench.bench_live [--members 300] [--readers 100] [--posts 60] [--data FOLDER]

Both servers are processes of their own; the hundred readers are one more. Times are ms from the start of the post.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.typing import Subprotocol

PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")
PAUSE = 0.3  # seconds between two posts: a member may post twenty times a minute
ROOT = '{ community(slug: "maille") { id } }'
OPEN = """mutation($community: ID!) {
  openThread(kind: REQUEST, title: "Combien de temps ?", body: "Mesuré.", community: $community, topics: []) {
    ... on Thread { id } } }"""
POST = """mutation($space: ID!, $id: ID!, $body: String!) {
  postMessage(space: $space, id: $id, body: $body) { __typename } }"""
BODY = "J’ai passé le même en janvier. Ils regardent comment tu réagis quand tu ne sais pas, *pas* le sans-faute."

Post = Callable[[str], Awaitable[None]]


class Readers:
    """Sockets that note when a text that holds a mark arrives."""

    def __init__(self, sockets: Sequence[ClientConnection]) -> None:
        self.sockets = sockets
        self.sizes: list[int] = []

    async def seen(self, mark: str) -> list[float]:
        """When each saw it."""
        return await asyncio.gather(*(self._seen(socket, mark) for socket in self.sockets))

    async def _seen(self, socket: ClientConnection, mark: str) -> float:
        while mark not in (text := str(await socket.recv())):
            pass
        at = time.perf_counter()
        self.sizes.append(len(text.encode()))
        return at


async def measure(readers: Readers, post: Post, posts: int) -> tuple[list[float], list[float], list[float]]:
    """ms until each reader saw a post, until the last one did, and until the post was answered."""
    each, last, answered = [], [], []
    for _ in range(posts):
        mark = str(uuid.uuid4())
        waiting = asyncio.create_task(readers.seen(mark))
        await asyncio.sleep(PAUSE)
        start = time.perf_counter()
        await post(mark)
        answered.append((time.perf_counter() - start) * 1000)
        times = [(at - start) * 1000 for at in await asyncio.wait_for(waiting, 30)]
        each += times
        last.append(max(times))
    return each, last, answered


async def bare() -> None:
    """A server that hands what one socket says to all the others, as one frame."""
    readers: set[ServerConnection] = set()

    async def speak(socket: ServerConnection) -> None:
        if socket.request and socket.request.path == "/read":
            readers.add(socket)
            await socket.wait_closed()
        async for text in socket:
            broadcast(readers, text)

    async with serve(speak, "127.0.0.1", 0, compression=None) as server:
        print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await asyncio.get_running_loop().create_future()


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[str]:
    """A server as a process of its own; the address that it prints."""
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        while not (found := re.search(r"http://[\d.]+:\d+", (line := await process.stdout.readline()).decode())):
            if not line:
                raise RuntimeError("the server did not start")
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def enter(client: httpx.AsyncClient, member: str) -> str:
    """Signs in as a persona of the demo; the cookie of their browser."""
    page = (await client.get("/enter")).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    await client.post("/enter", data={"csrf": csrf[1], "member": member, "back": "/"})
    return f"maille={client.cookies['maille']}"


async def ask(client: httpx.AsyncClient, document: str, **variables: str) -> dict[str, Any]:
    """The data of a document."""
    answer = (await client.post("/graphql", json={"query": document, "variables": variables})).json()
    data: dict[str, Any] = answer["data"]
    return data


async def live(address: str, count: int, posts: int) -> tuple[Readers, tuple[list[float], list[float], list[float]]]:
    async with AsyncExitStack() as stack:
        clients = {
            one: await stack.enter_async_context(httpx.AsyncClient(base_url=address, trust_env=False, timeout=30))
            for one in PERSONAS
        }
        cookies = {one: await enter(client, one) for one, client in clients.items()}
        first = clients[PERSONAS[0]]
        root = (await ask(first, ROOT))["community"]["id"]
        space = (await ask(first, OPEN, community=root))["openThread"]["id"]
        sockets = [await join(stack, address, cookies[PERSONAS[n % len(PERSONAS)]], space) for n in range(count)]
        turn = 0

        async def post(mark: str) -> None:
            nonlocal turn
            turn += 1
            answer = await ask(clients[PERSONAS[turn % len(PERSONAS)]], POST, space=space, id=mark, body=BODY)
            assert answer["postMessage"]["__typename"] == "Message", answer

        readers = Readers(sockets)
        return readers, await measure(readers, post, posts)


async def join(stack: AsyncExitStack, address: str, cookie: str, space: str) -> ClientConnection:
    socket = await stack.enter_async_context(
        connect(
            address.replace("http", "ws") + "/live",
            subprotocols=[Subprotocol("maille.html.v1")],
            additional_headers={"Cookie": cookie},
            proxy=None,
            compression=None,
        )
    )
    await socket.send(json.dumps({"join": space, "since": 0}))
    assert '"from"' in str(await socket.recv())
    return socket


async def floor(count: int, posts: int, size: int) -> tuple[list[float], list[float], list[float]]:
    async with running("-m", "tests.bench.bench_live", "--bare") as address, AsyncExitStack() as stack:
        url = address.replace("http", "ws")
        sockets = [
            await stack.enter_async_context(connect(f"{url}/read", proxy=None, compression=None)) for _ in range(count)
        ]
        writer = await stack.enter_async_context(connect(f"{url}/write", proxy=None, compression=None))

        async def post(mark: str) -> None:
            await writer.send(mark + "x" * (size - len(mark)))

        return await measure(Readers(sockets), post, posts)


def line(name: str, values: Sequence[float], over: Sequence[float] | None = None) -> str:
    """A row of the table: median, p95, and how many times the floor's median."""
    median, p95 = statistics.median(values), sorted(values)[int(len(values) * 0.95)]
    ratio = f"{median / statistics.median(over):8.1f}" if over else " " * 8
    return f"{name:<38}{median:9.1f}{p95:9.1f}{ratio}"


async def bench(members: int, count: int, posts: int, data: Path) -> None:
    arguments = ("-m", "server", "demo", "--port", "0", "--members", str(members), "--data", str(data))
    async with running(*arguments) as address:
        readers, (each, last, answered) = await live(address, count, posts)
    size = int(statistics.median(readers.sizes))
    floor_each, floor_last, _ = await floor(count, posts, size)
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f};", end=" ")
    print(f"{members} members, {count} readers, {posts} posts, frames of {size} bytes")
    print(f"{'':<38}{'median':>9}{'p95':>9}{'ratio':>8}")
    print(line("floor: bare websockets, each reader", floor_each))
    print(line("floor: bare websockets, the last one", floor_last))
    print(line("post answered", answered))
    print(line("post to seen, each reader", each, floor_each))
    print(line("post to seen, the last one", last, floor_last))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--posts", type=int, default=60)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args()
    if given.bare:
        asyncio.run(bare())
    else:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(bench(given.members, given.readers, given.posts, given.data or Path(folder)))


if __name__ == "__main__":
    main()
