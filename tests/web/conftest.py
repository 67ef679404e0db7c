"""What tests of the pages ask for: `site`, which makes the client of a visitor or of a member."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from graph import session
from graph.database import Graph
from graph.identity import now
from schema.context import tell_nobody, without_limit
from server.app import application
from tests.web.cookie import SECRET, cookie, kept
from web.house import AddressRefused, House
from web.mail import Mail
from web.templates import Templates

ADDRESS = "http://maille.test"
PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")

Site = Callable[..., Awaitable["Client"]]


@dataclass
class Letters:
    """Keeps the mails of a house. `broken` makes it refuse them; `refused` are addresses, True where for good."""

    kept: list[tuple[Mail, int]] = field(default_factory=list)
    broken: bool = False
    refused: dict[str, bool] = field(default_factory=dict)

    async def send(self, mail: Mail) -> None:
        if mail.to in self.refused:
            raise AddressRefused("no such letter box", later=not self.refused[mail.to])
        if self.broken:
            raise OSError("no mail today")
        self.kept.insert(0, (mail, now()))


class Client(httpx.AsyncClient):
    """A browser without a window."""

    @property
    def csrf(self) -> str:
        """The token that its forms hold."""
        return str(kept(self.cookies["maille"])["csrf"])

    async def send_form(self, address: str, **fields: str | list[str]) -> httpx.Response:
        """Posts a form of this visitor's, token and all."""
        return await self.post(address, data={"csrf": self.csrf, **fields})


class InHouse:
    """Gives every request the state that the lifespan would: httpx starts no lifespan."""

    def __init__(self, app: ASGIApp, **state: object) -> None:
        self.app, self.state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope | {"state": dict(self.state)}, receive, send)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def house(graph: Graph, letters: Letters) -> House:
    """A house of the demo's on the test's graph, which tells nobody and holds nobody back."""
    return House(
        graph=graph,
        templates=Templates(),
        tell=tell_nobody,
        pace=without_limit,
        mail=letters.send,
        address=ADDRESS,
        outbox=lambda: letters.kept,
        personas=PERSONAS,
        secret=SECRET,
    )


@pytest.fixture
async def site(house: House) -> AsyncIterator[Site]:
    """`await site(member="amina")` is her browser, signed in; without a member, a visitor's. `house` fields follow."""
    async with AsyncExitStack() as stack:

        async def client(member: str = "", *, https: bool = False, language: str = "fr", **changes: object) -> Client:
            home = replace(house, **changes)  # type: ignore[arg-type]
            transport = httpx.ASGITransport(InHouse(application(home, SECRET, https=https), house=home))
            made = Client(transport=transport, base_url=ADDRESS, headers={"accept-language": language})
            values = {"csrf": "la-bonne"}
            if member:
                values["token"] = await session.open_session(home.graph, member, "Test", now())
            made.cookies.set("maille", cookie(values), domain="maille.test")
            return await stack.enter_async_context(made)

        yield client
