"""Members who write and read in one thread through GraphQL, and don't give up when nobody answers."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import httpx

from graph.identity import new_id
from tests.web.cookie import kept

PAUSE = 0.05  # seconds before asking again where nobody answered
CHANGES = """query($space: ID!, $since: Int!) { space(id: $space) { changes(since: $since, first: 100) {
    position more changes { number message { id } } } } }"""
COMMUNITY = '{ community(slug: "maille") { id } }'
OPEN = """mutation($community: ID!) {
    openThread(kind: REQUEST, title: "Tiendra-t-on ?", body: "On verra.", community: $community, topics: []) {
        ... on Thread { id } } }"""
POST = """mutation($space: ID!, $id: ID!) {
    postMessage(space: $space, id: $id, body: "Je suis là.") { __typename ... on Message { id } } }"""


@dataclass
class Load:
    """What was said and seen. A message is acknowledged once a site has answered that it is there."""

    address: str
    space: str = ""
    acknowledged: list[str] = field(default_factory=list)
    over: bool = False  # nobody begins another message
    written: bool = False  # and all are acknowledged
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    async def enter(self, member: str) -> httpx.AsyncClient:
        """The browser of a persona."""
        client = httpx.AsyncClient(timeout=60, trust_env=False)
        await client.get(f"{self.address}/enter")
        csrf = kept(client.cookies["maille"])["csrf"]
        await client.post(f"{self.address}/enter", data={"csrf": csrf, "member": member})
        return client

    async def open_thread(self, client: httpx.AsyncClient) -> None:
        """The thread where all is written and read."""
        community = (await self.ask(client, COMMUNITY))["community"]["id"]
        self.space = (await self.ask(client, OPEN, community=community))["openThread"]["id"]

    async def write(self, client: httpx.AsyncClient) -> None:
        """Writes until it is over; each message again and again, with one id, until it is acknowledged."""
        while not self.over:
            id = new_id()
            answer = (await self.ask(client, POST, space=self.space, id=id))["postMessage"]
            assert answer == {"__typename": "Message", "id": id}
            self.acknowledged.append(id)
            self._more.set()

    async def read(self, client: httpx.AsyncClient) -> list[tuple[int, str]]:
        """(number, id) of all that a reader was told, who went on from their position; ends when all is read."""
        position: int = 0
        seen: list[tuple[int, str]] = []
        while True:
            last = self.written
            found = (await self.ask(client, CHANGES, space=self.space, since=position))["space"]["changes"]
            seen += [(one["number"], one["message"]["id"]) for one in found["changes"]]
            assert found["position"] >= position
            position = found["position"]
            if last and not found["changes"]:
                return seen

    async def hear(self, count: int) -> None:
        """Waits until so many more are acknowledged."""
        wanted = len(self.acknowledged) + count
        while len(self.acknowledged) < wanted:
            self._more.clear()
            await self._more.wait()

    async def ask(self, client: httpx.AsyncClient, document: str, **variables: Any) -> dict[str, Any]:
        """The data of a document, asked until a site answers it."""
        while True:
            try:
                answer = await client.post(f"{self.address}/graphql", json={"query": document, "variables": variables})
                data: dict[str, Any] | None = answer.json().get("data") if answer.status_code == 200 else None
                if data and all(value is not None for value in data.values()):
                    return data
            except (httpx.HTTPError, ValueError):
                pass
            await asyncio.sleep(PAUSE)
