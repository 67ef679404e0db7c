"""Standard clients follow a space: gql over websockets, graphql-ws, graphql-sse."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

from graph import token
from graph.identity import new_id, now
from tests.clients.conftest import PATIENCE, Npm, Served

pytestmark = pytest.mark.anyio

CHANGES = """subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) {
    from to changes { number message { body } } } }"""
SAY = """mutation ($space: ID!, $body: String!) {
    postMessage(space: $space, body: $body) { ... on Message { number } } }"""


async def bearer(served: Served) -> str:
    made = await token.make(served.graph, "amina", new_id(), "Essai", token.WRITE, now(), 1)
    assert made
    return made


async def say(served: Served, body: str) -> None:
    """As amina, by HTTP."""
    asked = {"query": SAY, "variables": {"space": served.thread, "body": body}}
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        answer = await client.post(served.endpoint, json=asked, headers={"cookie": served.cookie})
    assert answer.json()["data"]["postMessage"]["number"]


def transport(served: Served, **more: Any) -> WebsocketsTransport:
    return WebsocketsTransport(url=served.endpoint.replace("http", "ws"), connect_args={"proxy": None}, **more)


async def test_gql_follows_by_a_token_and_says_something_by_the_same_socket(served: Served) -> None:
    given = transport(served, init_payload={"Authorization": f"Bearer {await bearer(served)}"})
    document, saying = gql(CHANGES), gql(SAY)
    document.variable_values = {"space": served.thread, "since": 0}
    saying.variable_values = {"space": served.thread, "body": "par le même fil"}
    has, bodies = 0, list[str]()
    async with asyncio.timeout(PATIENCE), Client(transport=given) as client:
        async for told in client.subscribe(document):
            event = told["spaceChanges"]
            assert event["from"] <= has
            has, bodies = event["to"], bodies + [one["message"]["body"] for one in event["changes"]]
            if bodies[-1] == "Message 4":
                await client.execute(saying)
            if bodies[-1] == "par le même fil":
                break
    assert bodies[-6:] == [*(f"Message {number}" for number in range(5)), "par le même fil"]


async def test_gql_follows_by_the_cookie_with_pings_of_its_own(served: Served) -> None:
    given = transport(served, headers={"Cookie": served.cookie}, ping_interval=0.05, pong_timeout=PATIENCE)
    document = gql("subscription ($space: ID!) { spaceChanges(space: $space) { changes { message { body } } } }")
    document.variable_values = {"space": served.thread}
    async with asyncio.timeout(PATIENCE), Client(transport=given) as client:
        told = client.subscribe(document)
        assert (await anext(told))["spaceChanges"]["changes"] == []
        await given.pong_received.wait()
        await say(served, "après un ping")
        assert (await anext(told))["spaceChanges"]["changes"] == [{"message": {"body": "après un ping"}}]
        await told.aclose()


async def test_gql_tells_a_mistake_of_a_subscription(served: Served) -> None:
    given = transport(served, headers={"Cookie": served.cookie})
    async with asyncio.timeout(PATIENCE), Client(transport=given) as client:
        with pytest.raises(TransportQueryError, match="Cannot query field 'nothing'"):
            async for _ in client.subscribe(gql("subscription { nothing }")):
                pass


@pytest.mark.slow
@pytest.mark.parametrize("way", ["ws", "sse"])
async def test_the_clients_of_browsers_follow_too(served: Served, npm: Npm, way: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *("node", "subscribe.mjs", way, served.endpoint, await bearer(served), served.thread, "8"),
        cwd=npm.folder,
        stdout=asyncio.subprocess.PIPE,
    )

    async def events() -> AsyncIterator[dict[str, Any]]:
        assert process.stdout
        async for line in process.stdout:
            yield json.loads(line)

    has, bodies = 0, list[str]()
    async with asyncio.timeout(PATIENCE):
        async for event in events():
            assert event["from"] <= has
            has, bodies = event["to"], bodies + event["bodies"]
            if len(bodies) < 8:
                await say(served, f"n° {len(bodies)}")
        assert await process.wait() == 0
    assert len(bodies) == len(set(bodies)) == 8
