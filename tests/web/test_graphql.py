"""GraphQL over HTTP, by the letter: media types, statuses, methods, what is well-formed and what is not."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from graph.database import Graph
from schema.limits import LIMITS
from tests.network import Network
from tests.web.conftest import Client, Site
from web.graphql.media import GRAPHQL, JSON

pytestmark = pytest.mark.anyio

NAME = "{ __typename }"
BOTH = f"{GRAPHQL}, {JSON};q=0.9"
MENTOR = "mutation { openChapter(stage: MENTOR) { __typename } }"


@pytest.fixture
async def visitor(network: Network, site: Site) -> Client:
    await network.root()
    return await site()


async def post(client: Client, accept: str = GRAPHQL, **body: Any) -> httpx.Response:
    return await client.post("/graphql", json=body, headers={"accept": accept})


def data_of(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


def error_of(answer: httpx.Response, status: int) -> str:
    """The message of an answer without data."""
    assert answer.status_code == status, answer.text
    assert "data" not in answer.json()
    assert "Traceback" not in answer.text
    message: str = answer.json()["errors"][0]["message"]
    return message


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (BOTH, GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{JSON};q=0.1, {GRAPHQL};q=0.2", GRAPHQL),
        ("application/*", JSON),
        (f"{GRAPHQL}; charset=utf-8, */*", GRAPHQL),
        (f"{JSON};q=0, */*", GRAPHQL),
        (f"text/html, {GRAPHQL.upper()}", GRAPHQL),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
    ],
)
async def test_the_answer_is_in_the_media_type_that_is_preferred(visitor: Client, accept: str, kind: str) -> None:
    answer = await post(visitor, accept, query=NAME)
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "Accept" in answer.headers["vary"]
    assert data_of(answer) == {"__typename": "Query"}


@pytest.mark.parametrize("accept", ["text/html", f"{JSON};q=0", f"{JSON}; charset=iso-8859-1", "nonsense", "," * 600])
async def test_who_reads_neither_media_type_is_told_so(visitor: Client, accept: str) -> None:
    assert GRAPHQL in error_of(await post(visitor, accept, query=NAME), 406)


async def test_several_accept_headers_are_one(visitor: Client) -> None:
    answer = await visitor.post(
        "/graphql", json={"query": NAME}, headers=[("accept", "text/html"), ("accept", GRAPHQL)]
    )
    assert answer.headers["content-type"].startswith(GRAPHQL)


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": ""},
        {"query": "{ nothing }"},
        {"query": "fragment F on Query { __typename }"},
        {"query": "query A { __typename } query B { __typename }"},
        {"query": "query A { __typename }", "operationName": "B"},
        {"query": "query ($id: ID!) { member(id: $id) { id } }", "variables": {"id": None}},
        {"query": "query ($id: ID!) { member(id: $id) { id } }", "variables": {"id": ["x"]}},
        {"query": "query ($id: ID!) { member(id: $id) { id } }"},
        {"query": "subscription { __typename }"},
    ],
)
async def test_what_can_not_be_executed_is_400_and_as_ever_200_for_who_reads_plain_json(
    visitor: Client, body: dict[str, Any]
) -> None:
    assert error_of(await post(visitor, GRAPHQL, **body), 400) == error_of(await post(visitor, JSON, **body), 200)


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"qeury": NAME},
        {"query": None},
        {"query": 7},
        {"query": [NAME]},
        {"query": NAME, "operationName": 7},
        {"query": NAME, "operationName": {}},
        {"query": NAME, "variables": [7]},
        {"query": NAME, "variables": "{}"},
        {"query": NAME, "extensions": [7]},
        {"query": NAME, "extensions": False},
        {"query": NAME, "extensions": {"persistedQuery": 7}},
        {"query": NAME, "extensions": {"persistedQuery": {"version": 1}}},
        {"query": NAME, "documentId": 7},
        [],
        [{"query": NAME}, {"query": NAME}],
        "text",
        7,
        None,
    ],
)
async def test_what_is_not_well_formed_is_400_for_all(visitor: Client, accept: str, body: Any) -> None:
    answer = await visitor.post("/graphql", content=json.dumps(body), headers={"accept": accept, "content-type": JSON})
    error_of(answer, 400)


async def test_a_batch_is_told_what_to_do_instead(visitor: Client) -> None:
    answer = await visitor.post("/graphql", json=[{"query": NAME}])
    assert "One operation a request" in error_of(answer, 400)


@pytest.mark.parametrize("body", [b"", b"{", b"NONSENSE", b'{"query": "\xff"}', b'{"query": "\\ud800"}', b"[" * 2000])
async def test_a_body_that_is_not_json_is_400(visitor: Client, body: bytes) -> None:
    for accept in (JSON, GRAPHQL):
        headers = {"accept": accept, "content-type": JSON}
        assert "JSON" in error_of(await visitor.post("/graphql", content=body, headers=headers), 400)


async def test_null_and_unknown_parameters_are_as_if_they_were_not_there(visitor: Client) -> None:
    nothing = dict.fromkeys(("operationName", "variables", "extensions", "documentId"))
    assert data_of(await post(visitor, query=NAME, **nothing, other={"x": [1]})) == {"__typename": "Query"}
    assert data_of(await post(visitor, query=NAME, extensions={"other": 1}, variables={"unused": 1}, operationName=""))


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=iso-8859-1",
        "text/plain; application/json",
        "application/graphql",
        "x" * 1000,
        None,
    ],
)
async def test_a_body_of_another_kind_is_415_and_says_which_is_taken(visitor: Client, kind: str | None) -> None:
    headers = {} if kind is None else {"content-type": kind}
    answer = await visitor.post("/graphql", content=json.dumps({"query": NAME}).encode(), headers=headers)
    assert "application/json" in error_of(answer, 415)
    assert answer.headers["accept-post"] == JSON


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", 'APPLICATION/JSON;charset="UTF-8"', JSON])
async def test_json_in_utf_8_is_taken_whether_it_says_so_or_not(visitor: Client, kind: str) -> None:
    body = json.dumps({"query": '{ __type(name: "Run🏃") { name } }'}, ensure_ascii=False).encode()
    answer = await visitor.post("/graphql", content=body, headers={"content-type": kind})
    assert data_of(answer) == {"__type": None}


async def test_a_compressed_body_is_not_taken(visitor: Client) -> None:
    headers = {"content-type": JSON, "content-encoding": "gzip"}
    error_of(await visitor.post("/graphql", content=b"x", headers=headers), 415)


async def test_a_request_that_is_too_large_is_refused_in_json(visitor: Client, monkeypatch: Any) -> None:
    for size in (LIMITS.body, 4 * LIMITS.body, 8 * LIMITS.body):
        error_of(await post(visitor, query=NAME, variables={"x": "x" * size}), 413)
    monkeypatch.setattr("web.graphql.asked.LIMITS", replace(LIMITS, body=1000))
    error_of(await visitor.get("/graphql", params={"query": NAME + "#" * 1000}), 414)


async def test_a_query_by_get(visitor: Client) -> None:
    query = "query A { __typename } query B($name: String!) { __type(name: $name) { name } }"
    parameters = {"query": query, "operationName": "B", "variables": '{"name": "Member"}', "extensions": ""}
    for method in ("GET", "HEAD"):
        answer = await visitor.request(method, "/graphql", params=parameters, headers={"accept": GRAPHQL})
        assert answer.headers["content-type"].startswith(GRAPHQL)
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.status_code == 200
    assert data_of(await visitor.get("/graphql", params=parameters)) == {"__type": {"name": "Member"}}


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"operationName": "A"},
        {"query": NAME, "variables": "{"},
        {"query": NAME, "variables": "[]"},
        {"query": NAME, "extensions": '"x"'},
    ],
)
async def test_a_get_that_is_not_well_formed_is_400(visitor: Client, parameters: dict[str, str]) -> None:
    error_of(await visitor.get("/graphql", params=parameters), 400)


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_a_mutation_by_get_is_405_and_does_nothing(
    network: Network, visitor: Client, site: Site, graph: Graph, accept: str
) -> None:
    await network.member("amina", "maille")
    amina = await site(member="amina")
    for more in ({"query": MENTOR}, {"query": f"query A {NAME} {MENTOR.replace('{', 'B {', 1)}", "operationName": "B"}):
        for _ in range(2):
            answer = await amina.get("/graphql", params=more, headers={"accept": accept})
            assert "POST" in error_of(answer, 405)
            assert answer.headers["allow"] == "POST"
            await visitor.post("/graphql", json=more)  # now the document is known
    assert not await graph.read("MATCH (:Member {id: 'amina'})-[:HAS_CHAPTER]->(c:Chapter) RETURN c.id AS id")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_another_method_is_405_and_says_which_there_are(visitor: Client, method: str) -> None:
    answer = await visitor.request(method, "/graphql", json={"query": NAME})
    error_of(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_options_says_what_there_is_and_lets_no_other_site_in(visitor: Client) -> None:
    asked = {"origin": "https://ailleurs.test", "access-control-request-method": "POST"}
    answer = await visitor.options("/graphql", headers=asked)
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://ailleurs.test"}])
async def test_another_site_reads_nothing_and_is_told_in_json(
    network: Network, site: Site, graph: Graph, headers: dict[str, str]
) -> None:
    await network.member("amina", await network.root())
    amina = await site(member="amina")
    query = "{ viewer { name } }"
    error_of(await amina.get("/graphql", params={"query": query}, headers=headers), 403)
    error_of(await amina.post("/graphql", json={"query": query}, headers=headers), 403)
    assert data_of(await amina.get("/graphql", params={"query": query}))["viewer"]


async def test_an_error_of_a_field_comes_with_the_data_there_is(visitor: Client) -> None:
    query = '{ __typename topics(first: 1, after: "x") { nodes { id } } }'
    for accept in (JSON, GRAPHQL):
        answer = await post(visitor, accept, query=query)
        assert answer.status_code == 200
        assert list(answer.json()) == ["errors", "data"]
        assert answer.json()["errors"][0]["path"] == ["topics"]


@pytest.mark.parametrize("wrong", ["hier", 7, "0000-00-00T00:00:00Z", None])
async def test_an_instant_that_is_none_is_a_mistake_of_the_caller(visitor: Client, wrong: Any) -> None:
    inner = 'openGathering(plan: PLAN, community: "x") { __typename }'
    plan = {"name": "Atelier", "startsAt": wrong, "endsAt": wrong}
    by_variable = f"mutation ($plan: GatheringPlan!) {{ {inner.replace('PLAN', '$plan')} }}"
    assert "Internal error" not in error_of(await post(visitor, query=by_variable, variables={"plan": plan}), 400)
    literal = ", ".join(f"{name}: {json.dumps(value)}" for name, value in plan.items())
    by_literal = f"mutation {{ {inner.replace('PLAN', '{' + literal + '}')} }}"
    assert "Internal error" not in error_of(await post(visitor, query=by_literal), 400)


async def test_a_bug_is_an_error_with_a_number_and_nothing_of_the_inside(visitor: Client, monkeypatch: Any) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the house")

    transport = visitor._transport
    assert isinstance(transport, httpx.ASGITransport)
    transport.raise_app_exceptions = False
    monkeypatch.setattr("web.graphql.run.SCHEMA.execute", broken)
    assert error_of(await post(visitor, query=NAME), 500).startswith("Internal error ")
    assert "secret" not in (await post(visitor, query=NAME)).text

    async def failed(*_: object, **__: object) -> ExecutionResult:
        return ExecutionResult(None, [GraphQLError("secret", original_error=RuntimeError("secret"))])

    monkeypatch.setattr("web.graphql.run.SCHEMA.execute", failed)
    assert error_of(await post(visitor, JSON, query=NAME), 500).startswith("Internal error ")


async def test_a_program_without_a_cookie_is_given_none(visitor: Client) -> None:
    visitor.cookies.clear()
    assert "set-cookie" not in (await post(visitor, query=NAME)).headers
    assert "set-cookie" in (await visitor.get("/sign-in")).headers
