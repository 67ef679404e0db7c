"""A real server on a free port, and readers with real sockets."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from graph import session
from graph.database import Graph
from graph.identity import now
from schema.context import tell_nobody, without_limit
from server.app import application
from server.live.hub import Hub
from server.serving import configured
from tests.web.cookie import SECRET, cookie
from web.house import House
from web.mail import Mail
from web.templates import Templates

HTML, JSON = "maille.html.v1", "maille.json.v1"
PATIENCE = 20.0  # seconds until a test gives up

POST = """mutation($space: ID!, $body: String!) {
  postMessage(space: $space, body: $body) { ... on Message { id number } ... on Refusal { message } } }"""


class Reader:
    """A member's socket: `await reader.frame()` is the next frame that says anything but who is here."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, **said: Any) -> None:
        await self.socket.send(json.dumps(said))

    async def join(self, space: str, since: int = 0) -> dict[str, Any]:
        """The frame that answers the join."""
        await self.say(join=space, since=since)
        return await self.frame()

    async def any_frame(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            found: dict[str, Any] = json.loads(await self.socket.recv())
            return found

    async def frame(self) -> dict[str, Any]:
        while "here" in (found := await self.any_frame()):
            pass
        return found

    async def presence(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame of who is here that is as wanted."""
        while not ("here" in (found := await self.any_frame()) and wanted(found)):
            pass
        return found

    async def bodies(self, count: int) -> list[tuple[int, str]]:
        """(number of the change, body) of the next messages, however many frames they come in."""
        got: list[tuple[int, str]] = []
        while len(got) < count:
            changes = (await self.frame())["changes"]
            got += [(one["changed"], one["data"]["body"]) for one in changes if one["kind"] == "message"]
        return got

    async def code(self) -> int:
        """Reads on until the socket is closed; the code of the close."""
        with suppress(ConnectionClosed):
            while True:
                await self.any_frame()
        assert self.socket.close_code is not None
        return self.socket.close_code


class Place:
    """The running site: who has which cookie, and what they do by HTTP."""

    def __init__(self, graph: Graph, port: int, stack: AsyncExitStack, state: dict[str, Any]) -> None:
        self.graph, self.port, self._stack = graph, port, stack
        self.hub: Hub = state["hub"]
        self.house: House = state["house"]
        self.tokens: dict[str, str] = {}

    async def cookie(self, member: str) -> str:
        if member and member not in self.tokens:
            self.tokens[member] = await session.open_session(self.graph, member, "Test", now())
        values = {"csrf": "la-bonne"} | ({"token": self.tokens[member]} if member else {})
        return f"maille={cookie(values)}"

    async def read(
        self, member: str = "", protocol: str | None = JSON, origin: str | None = None, **more: Any
    ) -> Reader:
        """A socket of a member, or of a visitor."""
        made = await connect(
            f"ws://127.0.0.1:{self.port}/live",
            subprotocols=[Subprotocol(protocol)] if protocol else None,
            origin=Origin(origin) if origin else None,
            additional_headers={"Cookie": await self.cookie(member), "Accept-Language": "fr"},
            proxy=None,
            **{"compression": None} | more,
        )
        self._stack.push_async_callback(made.close)
        return Reader(made)

    def until_the_end(self, close: Callable[[], Awaitable[None]]) -> None:
        """What is to be closed with the site."""
        self._stack.push_async_callback(close)

    async def ask(self, member: str, document: str, **variables: Any) -> dict[str, Any]:
        """The data of a document, asked over HTTP as a member."""
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
            answer = await client.post(
                f"http://127.0.0.1:{self.port}/graphql",
                json={"query": document, "variables": variables},
                headers={"Cookie": await self.cookie(member)},
            )
        found: dict[str, Any] = answer.json()
        assert "errors" not in found, found
        return found["data"]

    async def post(self, member: str, space: str, body: str = "Bonjour") -> dict[str, Any]:
        """Says something as a member does, by HTTP, so that the hub is told."""
        said: dict[str, Any] = (await self.ask(member, POST, space=space, body=body))["postMessage"]
        assert "number" in said, said
        return said


@pytest.fixture
def manner(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How uvicorn serves, where it is not as the command does."""
    return dict(getattr(request, "param", {}))


@pytest.fixture
async def place(graph: Graph, manner: dict[str, Any]) -> AsyncIterator[Place]:
    async with site_of(graph, **manner) as made:
        yield made


@asynccontextmanager
async def site_of(graph: Graph, *, broker: str = "", **manner: Any) -> AsyncIterator[Place]:
    """A site in this process; `manner` is of uvicorn."""
    house = House(
        graph=graph,
        templates=Templates(),
        tell=tell_nobody,
        pace=without_limit,
        mail=_no_mail,
        address="http://maille.test",
        outbox=list,
    )
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # a slow reader is found out soon
    listener.bind(("127.0.0.1", 0))
    app = application(house, SECRET, https=False, broker=broker)
    server = uvicorn.Server(configured(app, lifespan="on", **manner))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with AsyncExitStack() as stack:
        await until(lambda: _answer(server.started))
        yield Place(graph, listener.getsockname()[1], stack, server.lifespan.state)
    server.should_exit = True
    await asyncio.wait_for(serving, PATIENCE)


async def until(wanted: Callable[[], Awaitable[bool]]) -> None:
    """Waits for a condition."""
    async with asyncio.timeout(PATIENCE):
        while not await wanted():
            await asyncio.sleep(0.005)


async def _answer(value: bool) -> bool:
    return value


async def _no_mail(mail: Mail) -> None: ...
