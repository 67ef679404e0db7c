"""A program asks by a token in its member's name, for what it lets, within a budget; what is no good is 401."""

from typing import Any

import httpx
import pytest

from graph import session, token
from graph.database import Graph
from graph.identity import new_id, now
from schema.limits import LIMITS, Limits
from server.limits import LIMITS as RULES
from server.limits import Limits as Paces
from server.limits import Rule
from tests.network import Network
from tests.web.conftest import Client, Site
from web.budget import MEMBER, VISITOR, Budgets
from web.graphql.media import GRAPHQL

pytestmark = pytest.mark.anyio

WHO = "{ viewer { name } }"
MENTOR = "mutation { openChapter(stage: MENTOR) { __typename } }"
MAKE = 'mutation { makeToken(name: "Autre") { __typename ... on TokenMade { secret } } }'
MINE = "{ myTokens { id name scope usedAt } }"


@pytest.fixture
async def net(network: Network) -> Network:
    await network.root()
    for member in ("amina", "theo"):
        await network.member(member, "maille")
    return network


@pytest.fixture
async def program(net: Network, site: Site) -> Client:
    return await site()


async def made(graph: Graph, member: str = "amina", scope: str = token.READ, days: int = 30) -> str:
    secret = await token.make(graph, member, new_id(), "Carnet", scope, now(), days)
    assert secret
    return secret


async def asks(client: Client, secret: str, query: str, **headers: str) -> httpx.Response:
    given = {"authorization": f"Bearer {secret}", "accept": GRAPHQL, **headers}
    return await client.post("/graphql", json={"query": query}, headers=given)


def data(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


def code(answer: httpx.Response) -> str:
    assert "data" not in answer.json(), answer.text
    [error] = answer.json()["errors"]
    return str(error["extensions"]["code"])


async def test_a_program_asks_as_its_member_without_a_cookie(program: Client, graph: Graph) -> None:
    secret = await made(graph)
    program.cookies.clear()
    answer = await asks(program, secret, WHO)
    assert data(answer) == {"viewer": {"name": "Amina"}}
    assert "set-cookie" not in answer.headers
    assert data(await asks(program, f"  {secret} ", WHO))["viewer"]
    assert data(await program.post("/graphql", json={"query": WHO})) == {"viewer": None}


async def test_the_token_wins_over_the_cookie(net: Network, site: Site, graph: Graph) -> None:
    theo, secret = await site(member="theo"), await made(graph)
    for statements in (3, 2):  # whose token it is, that it was used, the document; no session is looked for
        with graph.counting() as count:
            assert data(await asks(theo, secret, WHO)) == {"viewer": {"name": "Amina"}}
        assert count.statements == statements
    assert data(await theo.post("/graphql", json={"query": WHO})) == {"viewer": {"name": "Theo"}}
    assert (await asks(theo, "mlt_no", WHO)).status_code == 401


async def test_what_is_no_good_is_401_and_never_a_visitor(program: Client, net: Network, graph: Graph) -> None:
    over, revoked, left = await made(graph, days=-1), await made(graph), await made(graph, "theo")
    [held] = [one for one in await token.held(graph, "amina") if one.expires > now()]
    await token.revoke(graph, "amina", held.id)
    await net.run("MATCH (:Member {id: 'theo'})-[in:MEMBER_OF]->() DELETE in")
    unknown = token.secret()
    for secret in (over, revoked, left, unknown, "", "mlt_", unknown[:-1], "x" * 10_000):
        answer = await asks(program, secret, "{ __typename }")
        assert (answer.status_code, code(answer)) == (401, "BAD_TOKEN")
        assert answer.headers["www-authenticate"].startswith('Bearer realm="Maille", error="')
        assert secret == "" or secret not in answer.text


@pytest.mark.parametrize("given", ["Basic YTpi", "Bearer", "bearermlt_x", "Token x", ""])
async def test_other_credentials_are_not_passed_over(program: Client, given: str) -> None:
    for method in ("GET", "POST"):
        query = {"params": {"query": WHO}} if method == "GET" else {"json": {"query": WHO}}
        answer = await program.request(method, "/graphql", headers={"authorization": given}, **query)  # type: ignore[arg-type]
        assert answer.status_code == 401


async def test_two_tokens_are_none(program: Client, graph: Graph) -> None:
    headers = [("authorization", f"Bearer {await made(graph, who)}") for who in ("amina", "theo")]
    assert (await program.post("/graphql", json={"query": WHO}, headers=headers)).status_code == 401


async def test_a_token_that_reads_does_not_write(program: Client, graph: Graph) -> None:
    reads, writes = await made(graph), await made(graph, scope=token.WRITE)
    for _ in range(2):  # the second time the document is known
        answer = await asks(program, reads, MENTOR)
        assert (answer.status_code, code(answer)) == (403, "NOT_IN_SCOPE")
        assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]
        assert not await graph.read("MATCH (:Member {id: 'amina'})-[:HAS_CHAPTER]->(c:Chapter) RETURN c.id AS id")
        data(await asks(program, writes, "mutation { markAllRead { __typename } }"))
        SCHEMA_KNOWS = "query A { __typename } mutation B { markAllRead { __typename } }"
        both = {"query": SCHEMA_KNOWS, "operationName": "B"}
        headers = {"authorization": f"Bearer {reads}"}
        assert (await program.post("/graphql", json=both, headers=headers)).status_code == 403
    assert data(await asks(program, writes, MENTOR)) == {"openChapter": {"__typename": "Member"}}


async def test_a_token_makes_and_revokes_no_tokens_and_sees_none(program: Client, graph: Graph) -> None:
    secret = await made(graph, scope=token.WRITE)
    [held] = await token.held(graph, "amina")
    assert data(await asks(program, secret, MAKE)) == {"makeToken": {"__typename": "NotAllowed"}}
    revoke = f'mutation {{ revokeToken(id: "{held.id}") {{ __typename }} }}'
    assert data(await asks(program, secret, revoke)) == {"revokeToken": {"__typename": "NotAllowed"}}
    assert data(await asks(program, secret, MINE)) == {"myTokens": []}
    assert len(await token.held(graph, "amina")) == 1


async def test_members_make_see_and_revoke_their_own(net: Network, site: Site, graph: Graph) -> None:
    amina, theo, visitor = await site(member="amina"), await site(member="theo"), await site()
    secret = data(await amina.post("/graphql", json={"query": MAKE}))["makeToken"]["secret"]
    assert data(await asks(visitor, secret, WHO)) == {"viewer": {"name": "Amina"}}
    [mine] = data(await amina.post("/graphql", json={"query": MINE}))["myTokens"]
    assert (mine["name"], mine["scope"], mine["usedAt"] is None) == ("Autre", "READ", False)
    revoke = f'mutation {{ revokeToken(id: "{mine["id"]}") {{ __typename }} }}'
    for other, told in ((theo, "NotFound"), (visitor, "NotSignedIn"), (amina, "TokenRevoked"), (amina, "NotFound")):
        assert data(await other.post("/graphql", json={"query": revoke})) == {"revokeToken": {"__typename": told}}
        assert data(await other.post("/graphql", json={"query": MINE}))["myTokens"] in ([], [mine])
    assert (await asks(visitor, secret, WHO)).status_code == 401
    assert data(await visitor.post("/graphql", json={"query": MAKE})) == {"makeToken": {"__typename": "NotSignedIn"}}


@pytest.mark.parametrize("given", ['name: " "', f'name: "{"x" * 61}"', 'name: "x", days: 0', 'name: "x", days: 367'])
async def test_a_token_that_can_not_be_is_not_made(net: Network, site: Site, graph: Graph, given: str) -> None:
    amina = await site(member="amina")
    query = f"mutation {{ makeToken({given}) {{ __typename }} }}"
    assert data(await amina.post("/graphql", json={"query": query})) == {"makeToken": {"__typename": "Invalid"}}
    assert await token.held(graph, "amina") == []


async def test_who_signs_out_everywhere_signs_their_programs_out(net: Network, site: Site, graph: Graph) -> None:
    secret, amina = await made(graph), await site(member="amina")
    await amina.send_form("/me/sessions")
    assert (await asks(await site(), secret, WHO)).status_code == 401
    assert await session.who(graph, "x", now()) is None


async def test_the_language_is_the_one_that_is_asked_for_else_the_members(
    net: Network, site: Site, graph: Graph
) -> None:
    await net.run("MATCH (m:Member {id: 'amina'}) SET m.locale = 'en'")
    secret, client = await made(graph, scope=token.WRITE), await site()
    query = 'mutation { postMessage(space: "x", body: "", clientId: "x") { ... on Refusal { message } } }'
    query = 'mutation { joinCommunity(community: "x") { ... on Refusal { message } } }'
    said = [str(data(await asks(client, secret, query, **headers))) for headers in ({}, {"accept-language": "en"})]
    assert "Introuvable" in said[0]  # the test's browser asks for French
    assert "Introuvable" not in said[1]
    del client.headers["accept-language"]
    assert "Introuvable" not in str(data(await asks(client, secret, query)))


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


PAGE = "{ topics(first: 100) { nodes { id } } }"


async def test_a_budget_is_told_spent_and_refilled(net: Network, site: Site, graph: Graph) -> None:
    clock = Clock()
    budgets = Budgets(clock)
    client, secrets = await site(budgets=budgets), [await made(graph), await made(graph)]
    answer = await asks(client, secrets[0], PAGE)
    assert answer.headers["ratelimit-policy"] == '"member";q=500000;w=60'
    assert answer.headers["ratelimit"] == '"member";r=499900;t=1'
    assert budgets.spend(MEMBER, "amina", 499_850) == 0
    with graph.counting() as count:
        refused = await asks(client, secrets[1], PAGE)  # another token of hers
    assert count.statements <= 2  # whose token it is, and that it is used
    assert (refused.status_code, code(refused), refused.headers["retry-after"]) == (429, "OVER_BUDGET", "1")
    assert refused.headers["ratelimit"] == '"member";r=50;t=60'
    assert (await asks(client, await made(graph, "theo"), PAGE)).status_code == 200
    clock.seconds += 1
    assert (await asks(client, secrets[0], PAGE)).status_code == 200


async def test_visitors_spend_by_where_they_come_from(net: Network, site: Site) -> None:
    budgets = Budgets(Clock())
    visitor = await site(budgets=budgets)
    assert budgets.spend(VISITOR, "127.0.0.1", VISITOR.nodes - 150) == 0
    answers = [await visitor.post("/graphql", json={"query": PAGE}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 429]
    assert answers[0].headers["ratelimit"].startswith('"visitor";r=50;')
    assert (await visitor.get("/topics")).status_code == 200  # pages have no budget


def test_a_budget_is_whole_after_a_minute_and_never_more() -> None:
    clock = Clock()
    budgets = Budgets(clock)
    assert budgets.spend(VISITOR, "x", VISITOR.nodes) == 0
    assert budgets.spend(VISITOR, "x", VISITOR.nodes) == 60
    clock.seconds += 30
    assert budgets.spend(VISITOR, "x", VISITOR.nodes) == 30
    assert budgets.spend(VISITOR, "x", 0) == 0
    clock.seconds += 3600
    assert budgets.headers(VISITOR, "x")["ratelimit"] == f'"visitor";r={VISITOR.nodes};t=0'
    assert LIMITS.nodes <= VISITOR.nodes < MEMBER.nodes


def test_the_memory_of_budgets_is_bounded() -> None:
    budgets = Budgets(Clock(), most_kept=3)
    for number in range(1000):
        assert budgets.spend(VISITOR, str(number), 10) == 0
    assert len(budgets._kept) == 3


async def test_new_documents_are_paced_and_known_ones_are_not(net: Network, site: Site, graph: Graph) -> None:
    paces = Paces({**RULES, "new document": (Rule(2, 60),), "new document from": (Rule(1, 60),)})
    client, secret = await site(pace=paces.pace), await made(graph)
    texts = [f"query New{number}{now()} {{ __typename }}" for number in range(3)]
    answers = [await asks(client, secret, text) for text in (*texts, texts[0])]
    assert [one.status_code for one in answers] == [200, 200, 429, 200]
    assert (code(answers[2]), answers[2].headers["retry-after"]) == ("TOO_MANY_DOCUMENTS", "60")
    visits = [await client.post("/graphql", json={"query": f"{text} # {now()}"}) for text in texts[:2]]
    assert [one.status_code for one in visits] == [200, 429]
    assert (await client.get("/topics")).status_code == 200


async def test_what_it_can_cost_is_told_to_who_asks(program: Client) -> None:
    body = {"query": PAGE}
    assert "extensions" not in (await program.post("/graphql", json=body)).json()
    by_header = await program.post("/graphql", json=body, headers={"maille-explain": "cost"})
    by_body = await program.post("/graphql", json=body | {"extensions": {"explain": True}})
    for answer in (by_header, by_body):
        assert answer.json()["extensions"]["cost"] == {"statements": 2, "nodes": 100}
        assert answer.json()["extensions"]["limits"]["nodes"] == LIMITS.nodes
    for wrong in ({"maille-explain": "x"}, {"maille-explain": ""}):
        assert "extensions" not in (await program.post("/graphql", json=body, headers=wrong)).json()


async def test_what_is_refused_is_explained_as_well(program: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("schema.execution.executor.LIMITS", Limits(nodes=99))
    answer = await program.post("/graphql", json={"query": PAGE}, headers={"maille-explain": "cost"})
    assert code(answer) == "TOO_MANY_NODES"
    assert answer.json()["extensions"]["cost"]["nodes"] == 100


async def test_what_takes_too_long_is_stopped_and_told_so(program: Client, graph: Graph, monkeypatch: Any) -> None:
    monkeypatch.setattr("web.graphql.run.LIMITS", Limits(seconds=0))
    answer = await program.post("/graphql", json={"query": PAGE}, headers={"accept": GRAPHQL})
    assert (answer.status_code, code(answer)) == (503, "TOO_SLOW")
    monkeypatch.undo()
    assert data(await program.post("/graphql", json={"query": PAGE})) == {"topics": {"nodes": []}}


async def test_a_large_body_is_refused_before_it_is_read(program: Client) -> None:
    read = 0

    async def endless() -> Any:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 8192

    answer = await program.post("/graphql", content=endless(), headers={"content-type": "application/json"})
    assert (answer.status_code, code(answer)) == (413, "TOO_LARGE")
    assert str(LIMITS.body) in answer.text
    assert read <= LIMITS.body // 8192 + 2
    just = await program.post("/graphql", content=b" " * LIMITS.body, headers={"content-type": "application/json"})
    assert just.status_code == 400
