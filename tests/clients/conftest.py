"""A small network behind a real socket, for the clients that others write in other languages."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from graph import session
from graph.database import Graph
from graph.identity import now
from server.app import application
from server.serving import listen, serve
from tests.network import Network
from tests.site import house_on
from tests.web.cookie import SECRET, cookie

HERE = Path(__file__).parent
PATIENCE = 120.0  # seconds, on a busy machine and a slow line


@dataclass(frozen=True)
class Served:
    """A site that runs, and what is in its network."""

    graph: Graph
    address: str
    thread: str
    token: str
    statements: list[int]  # of each request

    @property
    def endpoint(self) -> str:
        """The address of its GraphQL."""
        return f"{self.address}/graphql"

    @property
    def cookie(self) -> str:
        """The header by which amina is known."""
        return f"maille={cookie({'csrf': 'la-bonne', 'token': self.token})}"


class Counted:
    """ASGI: counts the statements of each request."""

    def __init__(self, app: ASGIApp, graph: Graph, statements: list[int]) -> None:
        self.app, self.graph, self.statements = app, graph, statements

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.graph.counting() as count:
            await self.app(scope, receive, send)
        if scope["type"] == "http":
            self.statements.append(count.statements)


@pytest.fixture
async def served(graph: Graph, network: Network) -> AsyncIterator[Served]:
    """Amina's request, which claire has answered, in a community of three with a topic."""
    root = await network.root()
    for member in ("amina", "claire", "theo"):
        await network.member(member, root)
    await network.bring("claire", await network.topic("audit", "Audit"))
    thread = await network.thread("amina", root, "Un entretien d'audit", "audit")
    for number in range(5):
        await network.say("claire", thread, f"Message {number}")
    await network.helped("theo", "amina", root)
    token = await session.open_session(graph, "amina", "Test", now())
    with listen("127.0.0.1", 0) as listening:
        address, ready = f"http://127.0.0.1:{listening.getsockname()[1]}", asyncio.Event()
        statements: list[int] = []
        app = Counted(application(house_on(graph, address), SECRET, https=False), graph, statements)
        serving = asyncio.create_task(serve(app, listening, ready.set))
        await ready.wait()
        yield Served(graph, address, thread, token, statements)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


class Npm:
    """Commands in a folder that holds `npm/`, its packages and the schema."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def run(self, *words: str, below: str = "") -> str:
        """What a command prints; it must end well."""
        process = await asyncio.create_subprocess_exec(
            *words, cwd=self.folder / below, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(PATIENCE):
                said, complained = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 0, f"{words}:\n{said.decode()}\n{complained.decode()}"
        return said.decode()


@pytest.fixture(scope="session")
async def npm(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> Npm:
    """The packages, as locked, installed once a run; where there is no node the test is skipped."""
    if not all(map(shutil.which, ("node", "npm"))):
        required = os.environ.get("MAILLE_TEST_CLIENTS") == "required"
        (pytest.fail if required else pytest.skip)("There is no node and npm, which run the clients of browsers.")
    folder = tmp_path_factory.mktemp("clients") / "npm"
    shutil.copytree(HERE / "npm", folder)
    shutil.copy(HERE.parents[1] / "schema" / "schema.graphql", folder)
    made = Npm(folder)
    await made.run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    return made
