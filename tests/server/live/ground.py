"""A site without a port: its hub and its pages run in a loop of their own, driven by a test that knows no await."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import Receive, Scope, Send

from graph import session
from graph.database import Engine, Graph, connect
from graph.embedded import Embedded
from graph.identity import now
from schema.context import tell_nobody, without_limit
from server.app import application
from server.live.frame import Frame
from server.live.hub import Hub
from server.live.protocol import HTML, JSON, Said
from server.live.reader import Manner, Reader
from tests.network import Network
from tests.server.live.client import Client, in_order
from tests.web.cookie import SECRET, cookie
from web import documents
from web.budget import Budgets
from web.house import House
from web.templates import Templates
from web.visit import Reader as Member

PATIENCE = 5.0  # seconds for what has to happen at all
FRAGMENTS = "\n".join(documents.document(f"live/{name}").partition("\n}\n")[2] for name in ("changes", "space"))
PAGE = (
    "query Page($space: ID!) { space(id: $space) { ...Space position messages(last: 100) { nodes { ...Message } } } }"
)
MANNERS = {"html": Manner(HTML, "fr", "Europe/Paris"), "json": Manner(JSON)}


@dataclass(eq=False)
class Seat:
    """Somebody's page: what they see, and their line. A Wire."""

    ground: "Ground"
    member: str
    space: str
    manner: str
    client: Client = field(default_factory=Client)
    reader: Reader | None = None
    gone: bool = False
    lose: int = 0  # frames that don't arrive
    lost: bool = False  # one didn't, and nothing was taken since
    heard: int = 0  # frames with changes

    def write(self, frame: Frame) -> bool:
        """Takes a frame by the rules of the README; what is missing is asked for."""
        told = json.loads(frame.text)
        if told.get("gone") or told.get("reload"):
            self.gone = self.gone or bool(told.get("gone"))
            assert not told.get("reload"), told
        elif "changes" in told:
            assert in_order(told), told
            self.heard += bool(told["changes"])
            if self.lose and told["changes"]:
                self.lose, self.lost = self.lose - 1, True
            elif self.client.take(told):
                self.lost = False
            else:
                asyncio.get_running_loop().call_soon(self.join)
        return True

    def drop(self, code: int) -> None:
        """The line is closed."""
        self.leave()

    def listen(self, ear: object) -> None:
        """Nothing comes up but what join says."""

    def join(self) -> None:
        """Asks for what changed since its position."""
        if self.reader:
            self.ground.hub.hear(self.reader, Said("join", self.space, self.client.position))

    def leave(self) -> None:
        """Its line ends."""
        if self.reader:
            reader, self.reader = self.reader, None
            self.ground.hub.depart(reader, back=False)


@dataclass
class Ground:
    """The site; what begins with a small letter runs in its loop, by `do`."""

    portal: BlockingPortal
    graph: Graph
    hub: Hub
    web: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    def do(self, work: Callable[..., Any], *given: Any) -> Any:
        """The answer of a coroutine or a function, run in the site's loop."""
        return self.portal.call(work, *given)

    async def network(self, *members: str) -> None:
        """The root, and who is in it."""
        network = Network(self.graph)
        await network.root()
        for member in members:
            await network.member(member, "maille")
            self.tokens[member] = await session.open_session(self.graph, member, "Test", now())

    async def ask(self, member: str, document: str, **values: Any) -> dict[str, Any]:
        """The first field of a document."""
        answer = await self.web.post(
            "/graphql", json={"query": document, "variables": values}, headers=self._of(member)
        )
        found = answer.json()
        assert "errors" not in found, found
        first: dict[str, Any] = next(iter(found["data"].values()))
        return first

    async def data(self, member: str, space: str) -> dict[str, Any]:
        """What a fresh client of data begins with."""
        return await self.ask(member, f"{PAGE}\n{FRAGMENTS}", space=space)

    async def page(self, member: str, path: str) -> str:
        """What a fresh page shows."""
        answer = await self.web.get(path, headers=self._of(member))
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    async def sit(self, seat: Seat) -> None:
        """A line for a seat, which asks for what it missed."""
        await self.leave(seat)
        seat.gone, seat.lose, seat.lost = False, 0, False
        member = Member(id=seat.member, slug=seat.member, name=seat.member.capitalize())
        token = session.hashed(self.tokens[seat.member])
        seat.reader = Reader(member, token, MANNERS[seat.manner], seat)
        assert self.hub.enter(seat.reader) is None
        seat.join()

    async def leave(self, seat: Seat) -> None:
        """No line any more."""
        seat.leave()

    async def until(self, wanted: Callable[[], bool], what: str) -> None:
        """Waits for a condition; AssertionError where it doesn't come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not wanted():
                    await asyncio.sleep(0.002)
        assert wanted(), what

    def _of(self, member: str) -> dict[str, str]:
        values = {"csrf": "la-bonne", "token": self.tokens[member]}
        return {"Cookie": f"maille={cookie(values)}", "Accept-Language": "fr"}


@contextmanager
def ground(engine: Embedded) -> Iterator[Ground]:
    """The site on an engine, while the block lasts."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(_running(engine)) as made:
        graph, hub, web = made
        yield Ground(portal, graph, hub, web)


class _running:
    """(graph, hub, web) of a site in this loop."""

    def __init__(self, engine: Embedded) -> None:
        self._engine, self._stack = engine, AsyncExitStack()

    async def __aenter__(self) -> tuple[Graph, Hub, httpx.AsyncClient]:
        engine = self._engine
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        self._stack.push_async_callback(graph.close)
        house = House(
            graph=graph,
            templates=Templates(),
            tell=tell_nobody,
            pace=without_limit,
            mail=_no_mail,
            address="http://maille.test",
            budgets=Budgets(most_kept=0),  # whole again at once: a refusal would look like a mistake that was found
        )
        app = application(house, SECRET, https=False)
        state = await self._stack.enter_async_context(app.router.lifespan_context(app))

        async def stated(scope: Scope, receive: Receive, send: Send) -> None:
            await app(scope | {"state": dict(state)}, receive, send)

        transport = httpx.ASGITransport(stated, raise_app_exceptions=True)
        web = httpx.AsyncClient(transport=transport, base_url="http://maille.test")
        await self._stack.enter_async_context(web)
        return graph, state["hub"], web

    async def __aexit__(self, *raised: Any) -> None:
        await self._stack.__aexit__(*raised)


async def _no_mail(to: str, subject: str, text: str) -> None: ...
