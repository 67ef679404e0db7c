"""A client of graphql-transport-ws that says what a test tells it to."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from graph import token
from graph.identity import new_id, now
from tests.server.live.conftest import PATIENCE, Place

CHANGES = """subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) {
  from to reload gone changes { number message { id kind body author { name } } } space { __typename id name } } }"""


class Speaker:
    """`await speaker.down()` is the next message; `await speaker.event()` the next event of a subscription."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, **said: Any) -> None:
        await self.socket.send(json.dumps(said))

    async def init(self, **payload: Any) -> "Speaker":
        await self.say(type="connection_init", payload=payload)
        assert await self.down() == {"type": "connection_ack"}
        return self

    async def subscribe(self, id: str, query: str = CHANGES, **variables: Any) -> None:
        await self.say(type="subscribe", id=id, payload={"query": query, "variables": variables})

    async def down(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            found: dict[str, Any] = json.loads(await self.socket.recv())
            return found

    async def event(self, id: str = "1") -> dict[str, Any]:
        """The next event of what it calls `id`."""
        found = await self.down()
        assert (found["type"], found["id"]) == ("next", id), found
        assert "errors" not in found["payload"], found
        (told,) = found["payload"]["data"].values()
        return dict(told)

    async def bodies(self, count: int) -> list[tuple[int, str]]:
        """(number, body) of the next changes, however many events they come in."""
        got: list[tuple[int, str]] = []
        while len(got) < count:
            got += [(one["number"], one["message"]["body"]) for one in (await self.event())["changes"]]
        return got

    async def code(self) -> int:
        """Reads on until the socket is closed; the code of the close."""
        with suppress(ConnectionClosed):
            while True:
                await self.down()
        assert self.socket.close_code is not None
        return self.socket.close_code


async def speaker(
    place: Place,
    member: str = "",
    *,
    origin: str | None = None,
    protocol: str | None = "graphql-transport-ws",
    **more: Any,
) -> Speaker:
    """A socket with the cookie of a member, or of nobody."""
    made = await connect(
        f"ws://127.0.0.1:{place.port}/graphql",
        subprotocols=[Subprotocol(protocol)] if protocol else None,
        origin=Origin(origin) if origin else None,
        additional_headers={"Cookie": await place.cookie(member), "Accept-Language": "fr"} | more.pop("headers", {}),
        proxy=None,
        **{"compression": None} | more,
    )
    place.until_the_end(made.close)
    return Speaker(made)


async def allowed(place: Place, member: str, scope: str = token.READ) -> str:
    """A token of a member's."""
    made = await token.make(place.graph, member, new_id(), "Essai", scope, now(), 1)
    assert made
    return made
