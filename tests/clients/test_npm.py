"""Clients of browsers, in their own language: the audits of GraphQL over HTTP, Apollo Client, code generators."""

import json
import shutil
from typing import Any

import httpx
import pytest

from server.documents_file import known
from tests.clients.conftest import Npm, Served
from web.graphql.kept import digest

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_every_audit_of_graphql_over_http_is_passed(served: Served, npm: Npm) -> None:
    audits: list[dict[str, Any]] = json.loads(await npm.run("node", "audit.mjs", served.endpoint))
    assert len(audits) > 50
    assert not [audit for audit in audits if audit["status"] != "ok"]


async def test_apollo_client_asks_by_hash_pages_writes_and_tells_errors(served: Served, npm: Npm) -> None:
    told = json.loads(await npm.run("node", "apollo.mjs", served.endpoint, served.cookie, served.thread))
    assert [body for body in told["bodies"] if body.startswith("Message")] == [f"Message {n}" for n in range(5)]
    assert told["said"]["body"] == "Bonjour"
    assert "Cannot query field 'nothing'" in told["wrong"]
    pages = -(-len(told["bodies"]) // 2)
    first_page, others = told["sent"][:2], told["sent"][2 : pages + 1]
    assert first_page == [["GET", 400], ["POST", 200]]  # unknown by its hash, then brought
    assert others == [["GET", 200]] * (pages - 1)


async def test_graphql_code_generator_makes_types_that_fit(served: Served, npm: Npm) -> None:
    await npm.run("npx", "graphql-codegen", "--config", "codegen.json")
    await npm.run("npx", "tsc", "--project", "tsconfig.json")
    documents = known(npm.folder / "made" / "persisted-documents.json")
    text = next(text for text in documents.values() if "query Thread" in text)
    assert digest(text) in documents
    answer = await _post(served, query=text, variables={"id": served.thread})
    assert answer["thread"]["title"] == "Un entretien d'audit"


async def test_relay_compiles_pages_and_refetches_of_the_schema_and_its_documents_run(served: Served, npm: Npm) -> None:
    shutil.copy(npm.folder / "schema.graphql", npm.folder / "relay")
    (npm.folder / "relay" / "documents.json").write_text("{}")
    (npm.folder / "relay" / "src").mkdir()
    shutil.move(npm.folder / "relay" / "thread.js", npm.folder / "relay" / "src" / "Thread.js")
    await npm.run("npx", "relay-compiler", below="relay")
    documents = known(npm.folder / "relay" / "documents.json")
    names = {text.split("(")[0].split()[1]: text for text in documents.values()}
    assert set(names) == {"ThreadQuery", "ThreadPaginationQuery", "MembersQuery", "ThreadSayMutation"}
    thread = (await _post(served, query=names["ThreadQuery"], variables={"id": served.thread}))["node"]
    assert thread["__typename"] == "Thread"
    older = {"id": served.thread, "last": 1, "before": thread["messages"]["edges"][1]["cursor"]}
    page = (await _post(served, query=names["ThreadPaginationQuery"], variables=older))["node"]["messages"]
    assert page["edges"] == thread["messages"]["edges"][:1]
    members = (await _post(served, query=names["MembersQuery"], variables={}))["members"]
    assert members["totalCount"] == len(members["edges"]) == 3


async def _post(served: Served, **body: Any) -> dict[str, Any]:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(served.endpoint, json=body, headers={"cookie": served.cookie})
    found: dict[str, Any] = answer.json()
    assert "errors" not in found, found
    return found["data"]
