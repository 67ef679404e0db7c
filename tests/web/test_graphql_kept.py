"""Documents are kept under their hash, in bounds; a site may run those alone that it knows."""

from typing import Any

import httpx
import pytest

from tests.network import Network
from tests.web.conftest import Client, Site
from web.graphql import kept
from web.graphql.asked import Asked
from web.graphql.kept import Kept, digest, of_the_pages
from web.graphql.media import GRAPHQL, JSON
from web.graphql.refused import Refused

pytestmark = pytest.mark.anyio

NAME = "query Name { __typename }"
SOME = {"__typename": "Query"}


@pytest.fixture
async def visitor(network: Network, site: Site) -> Client:
    await network.root()
    return await site()


def automatic(text: str, version: int = 1) -> dict[str, Any]:
    return {"persistedQuery": {"version": version, "sha256Hash": digest(text)}}


async def post(client: Client, accept: str = GRAPHQL, **body: Any) -> httpx.Response:
    return await client.post("/graphql", json=body, headers={"accept": accept})


def code(answer: httpx.Response) -> str:
    assert "data" not in answer.json()
    (error,) = answer.json()["errors"]
    found: str = error["extensions"]["code"]
    return found


async def test_a_client_asks_by_hash_is_told_that_it_is_unknown_brings_it_and_asks_by_hash_again(
    visitor: Client,
) -> None:
    by_hash = {"extensions": automatic(NAME)}
    first = await post(visitor, **by_hash)
    assert (first.status_code, code(first)) == (400, "PERSISTED_QUERY_NOT_FOUND")
    assert first.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert (await post(visitor, JSON, **by_hash)).status_code == 200
    assert (await post(visitor, query=NAME, **by_hash)).json() == {"data": SOME}
    assert (await post(visitor, **by_hash)).json() == {"data": SOME}
    assert (await post(visitor, documentId=f"sha256:{digest(NAME)}")).json() == {"data": SOME}


async def test_by_get_a_hash_is_short(visitor: Client) -> None:
    await post(visitor, query=NAME, extensions=automatic(NAME))
    extensions = f'{{"persistedQuery":{{"version":1,"sha256Hash":"{digest(NAME)}"}}}}'
    for parameters in ({"extensions": extensions}, {"documentId": f"sha256:{digest(NAME)}"}):
        answer = await visitor.get("/graphql", params=parameters)
        assert answer.json() == {"data": SOME}
        assert answer.headers["cache-control"] == "private, no-store"


async def test_a_kept_mutation_is_not_run_by_get(visitor: Client) -> None:
    text = "mutation { openChapter(stage: MENTOR) { __typename } }"
    assert (await post(visitor, query=text, extensions=automatic(text))).status_code == 200
    assert (await visitor.get("/graphql", params={"documentId": digest(text)})).status_code == 405


async def test_a_hash_that_is_not_that_of_the_document_keeps_nothing(visitor: Client) -> None:
    answer = await post(visitor, query=NAME, extensions=automatic("{ topics { totalCount } }"))
    assert (answer.status_code, code(answer)) == (400, "PERSISTED_QUERY_MISMATCH")
    assert code(await post(visitor, extensions=automatic("{ topics { totalCount } }"))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_another_version_is_not_spoken(visitor: Client) -> None:
    answer = await post(visitor, extensions=automatic(NAME, version=2))
    assert (answer.status_code, code(answer)) == (400, "PERSISTED_QUERY_NOT_SUPPORTED")


async def test_what_is_not_valid_is_not_kept(visitor: Client) -> None:
    for text in ("{ nothing }", "{"):
        assert (await post(visitor, query=text, extensions=automatic(text))).status_code == 400
        assert code(await post(visitor, extensions=automatic(text))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_document_without_its_hash_is_not_kept(visitor: Client) -> None:
    assert (await post(visitor, query=NAME)).status_code == 200
    assert code(await post(visitor, extensions=automatic(NAME))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_site_that_runs_known_documents_alone_runs_no_other(network: Network, site: Site) -> None:
    await network.root()
    other = "query Other { __typename }"
    visitor = await site(kept=Kept({digest(NAME): NAME, "name-1": NAME}, only=True))
    for known in (
        {"query": NAME},
        {"extensions": automatic(NAME)},
        {"documentId": "name-1"},
        {"query": NAME, "extensions": automatic(NAME)},
    ):
        assert (await post(visitor, **known)).json() == {"data": SOME}
    for unknown in (
        {"query": other},
        {"query": NAME + " "},
        {"extensions": automatic(other)},
        {"query": other, "extensions": automatic(other)},
        {"documentId": "name-2"},
        {"query": "{ __schema { queryType { name } } }"},
    ):
        for accept in (JSON, GRAPHQL):
            answer = await post(visitor, accept, **unknown)
            assert (answer.status_code, code(answer)) == (403, "DOCUMENT_NOT_KNOWN")
    assert (await visitor.get("/graphql", params={"query": other})).status_code == 403


async def test_the_documents_of_the_pages_are_among_the_known(network: Network, site: Site) -> None:
    await network.root()
    visitor = await site(kept=Kept(of_the_pages(), only=True))
    text = next(text for text in of_the_pages().values() if text.startswith("query"))
    assert (await post(visitor, query=text)).status_code != 403


def brought(text: str) -> Asked:
    return Asked(text, None, None, digest(text), automatic=True)


def named(text: str) -> Asked:
    return Asked(None, None, None, digest(text))


def test_those_that_clients_bring_are_bounded_and_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    store = Kept()
    for text in ("a", "b", "c"):
        store.keep(brought(text))
    assert store.text(named("a")) == "a"
    store.keep(brought("d"))
    assert list(store.brought.values()) == ["c", "a", "d"]
    with pytest.raises(Refused):
        store.text(named("b"))


def test_their_size_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 100)
    store = Kept()
    for number in range(50):
        store.keep(brought(f"{number:010d}"))
        store.keep(brought(f"{number:010d}"))
    assert len(store.brought) == 10
    assert store.size == sum(map(len, store.brought.values())) == 100
