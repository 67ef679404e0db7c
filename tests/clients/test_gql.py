"""gql, the client of Python: it reads the schema from the site, checks documents against it, pages, writes."""

import httpx
import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from graphql import GraphQLError

from tests.clients.conftest import Served
from web.graphql.media import GRAPHQL

pytestmark = pytest.mark.anyio


def client(served: Served, cookie: str = "") -> Client:
    """gql as its readme sets it up; with a cookie, as amina."""
    headers = httpx.Headers({"accept": GRAPHQL} | ({"cookie": cookie} if cookie else {}))
    transport = HTTPXAsyncTransport(url=served.endpoint, headers=headers, trust_env=False)
    return Client(transport=transport, fetch_schema_from_transport=True)


async def test_it_reads_the_schema_and_refuses_what_is_not_in_it(served: Served) -> None:
    async with client(served) as asking:
        assert (await asking.execute(gql("{ viewer { name } }"))) == {"viewer": None}
        with pytest.raises(GraphQLError, match="nothing"):
            await asking.execute(gql("{ viewer { nothing } }"))


async def test_it_pages_through_a_connection(served: Served) -> None:
    document = gql("""query ($thread: ID!, $after: String) { thread(id: $thread) {
        messages(first: 2, after: $after) { edges { node { body } } pageInfo { hasNextPage endCursor } } } }""")
    bodies, more, after = [], True, None
    async with client(served, served.cookie) as asking:
        while more:
            document.variable_values = {"thread": served.thread, "after": after}
            page = (await asking.execute(document))["thread"]["messages"]
            bodies += [edge["node"]["body"] for edge in page["edges"]]
            more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert [body for body in bodies if body.startswith("Message")] == [f"Message {n}" for n in range(5)]


async def test_a_list_counts_whoever_is_on_it(served: Served) -> None:
    document = gql("{ members { totalCount edges { node { name } } } }")
    async with client(served, served.cookie) as asking:
        members = (await asking.execute(document))["members"]
    assert members["totalCount"] == len(members["edges"]) == 3


async def test_it_writes_and_reads_a_refusal_as_a_type(served: Served) -> None:
    document = gql("""mutation ($space: ID!, $body: String!) { postMessage(space: $space, body: $body) {
        __typename ... on Message { body } ... on Refusal { message } } }""")
    async with client(served, served.cookie) as asking:
        document.variable_values = {"space": served.thread, "body": "Bonjour"}
        assert (await asking.execute(document))["postMessage"] == {"__typename": "Message", "body": "Bonjour"}
        document.variable_values = {"space": "nowhere", "body": "Bonjour"}
        assert (await asking.execute(document))["postMessage"]["__typename"] == "NotFound"


async def test_it_tells_the_errors_of_a_request(served: Served) -> None:
    transport = HTTPXAsyncTransport(url=served.endpoint, headers={"accept": GRAPHQL}, trust_env=False)
    async with Client(transport=transport) as asking:
        with pytest.raises(TransportQueryError, match="Cannot query field 'nothing'"):
            await asking.execute(gql("{ nothing }"))
