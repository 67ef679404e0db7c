"""What is broken: three processes of `maille serve` on one port, their engine, and a broker between them."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import httpx

from graph import session
from graph.database import Engine, Graph, Row, Transaction, connect
from graph.embedded import reached
from graph.identity import now
from graph.space import position
from tests.network import Network
from tests.server.live.redis_server import RedisServer, redis_server
from tests.server.maille import PATIENCE, Site, gone, javas
from tests.web.cookie import SECRET, cookie

COMMUNITY = "audit"
PROCESSES = 3
AGAIN = 0.05  # seconds until one asks again where nobody answered
SHORTLY = 0.02  # seconds between two looks at a process


@dataclass
class Ground:
    """Where everything happens. Its address changes when all of it is killed."""

    site: Site
    redis: RedisServer
    graph: Graph
    web: httpx.AsyncClient
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def network(self) -> Network:
        """Builds more of it."""
        return Network(self.graph)

    async def enter(self, member: str) -> None:
        """Signs a member in, on a device more."""
        token = await session.open_session(self.graph, member, "Test", now())
        self.cookies[member] = token

    def cookie(self, member: str) -> str:
        """What their browser sends."""
        return f"maille={cookie({'csrf': 'la-bonne', 'token': self.cookies[member]})}"

    async def ask(self, member: str, document: str, **variables: Any) -> dict[str, Any]:
        """The first field of a document, asked until some process answers it."""
        asked = {"query": document, "variables": variables}
        while True:
            with suppress(httpx.HTTPError, ValueError):
                answer = await self.web.post(
                    f"{self.address}/graphql", json=asked, headers={"Cookie": self.cookie(member)}
                )
                data = answer.json().get("data") if answer.status_code == 200 else None
                if data and (found := next(iter(data.values()))) is not None:
                    return dict(found)
            await asyncio.sleep(AGAIN)

    async def run(self, statement: LiteralString, **values: Any) -> list[Row]:
        """Writes without a word to any process."""

        async def work(transaction: Transaction) -> list[Row]:
            return await transaction.run(statement, **values)

        return await self.graph.write(work)

    async def last(self, space: str) -> int:
        """The number of the latest change that one can see."""
        return await position(self.graph, space)

    def said(self, words: str) -> int:
        """How often the log said this."""
        return sum(words in line for line in self.site.said)

    async def kill_one(self, process: int) -> None:
        """One process that serves; the command starts another."""
        os.kill(process, signal.SIGKILL)
        while process in self.serving():
            await asyncio.sleep(SHORTLY)

    async def several(self) -> list[int]:
        """Those that serve, as soon as they are at least two."""
        while len(found := self.serving()) < 2:
            await asyncio.sleep(SHORTLY)
        return found

    async def kill_engine(self) -> None:
        """The command starts it again, at the same address."""
        before = engines(self.site.folder)
        for process in before:
            os.kill(process, signal.SIGKILL)
        while not set(engines(self.site.folder)) - set(before):
            await asyncio.sleep(SHORTLY)

    async def kill_all(self) -> None:
        """The command and with it all processes; somebody starts it again, at another address."""
        await self.graph.close()
        self.site.stop(signal.SIGKILL)
        assert await asyncio.to_thread(gone, self.site.folder, PATIENCE)
        self.site = await asyncio.to_thread(started, self.site.folder, self.redis)
        self.graph, self.address = await reach(self.site), self.site.address

    def serving(self) -> list[int]:
        """The processes that serve."""
        rows = [line.split(None, 1) for line in _ps("pid=,args=")]
        return sorted(int(pid) for pid, words in rows if "--listening" in words and str(self.site.folder) in words)

    def server_of(self, port: int) -> int:
        """Which process serves the connection that comes from a port of this machine; by Linux' /proc."""
        here = int(self.address.rpartition(":")[2])
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ends = {(row[1][-4:], row[2][-4:]): row[9] for row in rows}
        held = f"socket:[{ends[f'{here:04X}', f'{port:04X}']}]"
        return next(one for one in self.serving() if held in _held_by(one))


def engines(folder: Path) -> list[int]:
    """The engine of a folder, without its watchdog."""
    names = dict(line.split(None, 1) for line in _ps("pid=,comm="))
    return [process for process in javas(folder) if Path(names.get(str(process), "")).name == "java"]


def started(folder: Path, redis: RedisServer) -> Site:
    """The command, which runs; it signs cookies with the tests' secret."""
    site = Site(("serve", "--processes", str(PROCESSES)), folder)
    site.start(MAILLE_BROKER=redis.url, MAILLE_SECRET=SECRET, MAILLE_LOGS="json")
    return site


async def reach(site: Site) -> Graph:
    """A connection of our own to the engine of a site."""
    async with reached(site.folder) as engine:
        return await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)


@asynccontextmanager
async def ground(folder: Path) -> AsyncIterator[Ground]:
    """All of it, while the block lasts."""
    (folder / "redis").mkdir()
    redis = redis_server(folder / "redis")
    site = started(folder / "data", redis)
    limits = httpx.Limits(max_keepalive_connections=0)  # each request to whichever process takes it
    web = httpx.AsyncClient(timeout=PATIENCE, trust_env=False, limits=limits)
    made = Ground(site, redis, await reach(site), web, site.address)
    try:
        yield made
    finally:
        await made.web.aclose()
        await made.graph.close()
        if made.site.process.poll() is None:
            made.site.stop()
        redis.stop()


def _held_by(process: int) -> set[str]:
    held = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            held.add(os.readlink(file))
    return held


def _ps(columns: str) -> list[str]:
    listed = subprocess.run(["ps", "-axww", "-o", columns], capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()
