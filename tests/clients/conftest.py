"""A small network behind a real socket, for the clients that others write in other languages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from graph import session
from graph.database import Graph
from graph.identity import now
from server.app import application
from server.serving import listen, serve
from tests.network import Network
from tests.site import house_on
from tests.web.cookie import SECRET, cookie


@dataclass(frozen=True)
class Served:
    """A site that runs, and what is in its network."""

    graph: Graph
    address: str
    thread: str
    token: str

    @property
    def endpoint(self) -> str:
        """The address of its GraphQL."""
        return f"{self.address}/graphql"

    @property
    def cookie(self) -> str:
        """The header by which amina is known."""
        return f"maille={cookie({'csrf': 'la-bonne', 'token': self.token})}"


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
        app = application(house_on(graph, address), SECRET, https=False)
        serving = asyncio.create_task(serve(app, listening, ready.set))
        await ready.wait()
        yield Served(graph, address, thread, token)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
