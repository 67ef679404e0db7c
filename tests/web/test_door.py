"""No other site writes in a member's name, no page may do more than it needs, and the one cookie stays where it is."""

import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from starlette.routing import Route

from graph.database import Graph
from tests.network import Network
from tests.web.conftest import ADDRESS, Site
from tests.web.cookie import kept
from web.headers import LARGEST
from web.routes import DEMO_ROUTES, ROUTES

pytestmark = pytest.mark.anyio

GRAPHQL = "/graphql"


def writes() -> Iterator[str]:
    """Every address that takes a form, its blanks filled in."""
    for route in [*ROUTES, *DEMO_ROUTES]:
        if isinstance(route, Route) and "POST" in (route.methods or ()):
            yield re.sub(r"{\w+}", "x", route.path)


WRITES = sorted(writes())


async def network(graph: Graph) -> None:
    made = Network(graph)
    await made.root()
    await made.member("amina", "maille")


def test_the_walk_finds_the_writes() -> None:
    assert {"/sign-in", "/sign-out", "/enter", "/spaces/x/messages", "/me/edit"} <= set(WRITES)
    assert GRAPHQL not in WRITES  # it takes no form: see below


@pytest.mark.parametrize("address", WRITES)
async def test_no_form_is_taken_without_the_right_token(graph: Graph, site: Site, address: str) -> None:
    await network(graph)
    client = await site(member="amina")
    with graph.counting() as count:
        await client.post(address, data={})
    asked = count.statements
    for token in ({}, {"csrf": ""}, {"csrf": "la-mauvaise"}, {"csrf": client.csrf + "x"}):
        with graph.counting() as count:
            answer = await client.post(address, data=token | {"back": "/threads"})
        assert answer.status_code == 403, token
        assert count.statements == asked == 1, "a refused form asks who comes, and nothing else"


@pytest.mark.parametrize("address", ["/theme", "/sign-out"])
async def test_the_right_token_opens(graph: Graph, site: Site, address: str) -> None:
    await network(graph)
    assert (await (await site(member="amina")).send_form(address)).status_code == 303


async def test_the_token_of_another_visitor_is_a_wrong_one(graph: Graph, site: Site) -> None:
    await network(graph)
    amina, other = await site(member="amina"), await site()
    other.cookies.clear()
    await other.get("/sign-in")
    assert other.csrf != amina.csrf
    assert (await amina.post("/theme", data={"csrf": other.csrf})).status_code == 403


async def test_signing_in_gives_a_new_token(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site()
    before = client.csrf
    assert (await client.send_form("/enter", member="amina")).status_code == 303
    assert client.csrf != before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://ailleurs.test"},
        {"origin": "null"},
        {"origin": "http://maille.test.ailleurs.test"},
        {"origin": "http://maille.test:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": ADDRESS},
    ],
)
@pytest.mark.parametrize("address", ["/theme", GRAPHQL])
async def test_another_site_writes_nothing(graph: Graph, site: Site, address: str, headers: dict[str, str]) -> None:
    await network(graph)
    client = await site(member="amina")
    answer = await client.post(address, data={"csrf": client.csrf, "theme": "dark"}, headers=headers)
    assert answer.status_code == 403
    assert "theme" not in kept(client.cookies["maille"])


@pytest.mark.parametrize(
    "headers", [{}, {"origin": ADDRESS}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
async def test_this_site_writes(graph: Graph, site: Site, headers: dict[str, str]) -> None:
    await network(graph)
    client = await site(member="amina")
    answer = await client.post("/theme", data={"csrf": client.csrf, "theme": "dark"}, headers=headers)
    assert answer.status_code == 303
    assert kept(client.cookies["maille"])["theme"] == "dark"


async def test_a_link_from_another_site_opens_a_page(graph: Graph, site: Site) -> None:
    await network(graph)
    answer = await (await site()).get("/sign-in", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_graphql_takes_no_form_that_a_page_elsewhere_could_send(graph: Graph, site: Site, kind: str) -> None:
    await network(graph)
    client = await site(member="amina")
    body = b'{"query": "mutation { openChapter(stage: MENTOR) { __typename } }"}'
    answer = await client.post(GRAPHQL, content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 415)
    assert not await graph.read("MATCH (:Member {id: 'amina'})-[:HAS_CHAPTER]->(c:Chapter) RETURN c.id AS id")


async def test_graphql_writes_nothing_by_get(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site(member="amina")
    query = {"query": "mutation { openChapter(stage: MENTOR) { __typename } }"}
    assert (await client.get(GRAPHQL, params=query)).status_code >= 400
    assert not await graph.read("MATCH (:Member {id: 'amina'})-[:HAS_CHAPTER]->(c:Chapter) RETURN c.id AS id")


@pytest.mark.parametrize("https", [False, True])
async def test_the_one_cookie_is_for_this_site_alone_and_for_no_script(graph: Graph, site: Site, https: bool) -> None:
    await network(graph)
    client = await site(https=https)
    client.cookies.clear()
    (cookie,) = (await client.get("/sign-in")).headers.get_list("set-cookie")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert ("secure" in flags) is https
    assert not any(flag.startswith("domain") for flag in flags)


async def test_a_cookie_that_was_not_signed_here_is_nobody(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site(member="amina")
    body, _, _ = client.cookies["maille"].rpartition(".")
    for forged in (f"{body}.x", "x", "", "é" * 10):
        client.cookies.clear()
        page = await client.get("/me/sessions", headers={"cookie": f"maille={forged}".encode()})
        assert page.status_code == 303


async def answers(site: Site) -> list[httpx.Response]:
    """One of every kind: page, redirect, refusals, file, data."""
    visitor, amina = await site(), await site(member="amina")
    return [
        await visitor.get("/sign-in"),
        await visitor.get("/me/sessions"),
        await visitor.get("/sign-in/nobody"),
        await visitor.get("/nowhere"),
        await visitor.get("/sign-out"),
        await visitor.get("/static/maille.css"),
        await visitor.get("/static/nothing.css"),
        await visitor.post("/sign-in", data={}),
        await visitor.post("/sign-in", content=b"x" * (LARGEST + 1)),
        await visitor.post("/sign-in", headers={"sec-fetch-site": "cross-site"}),
        await amina.post(GRAPHQL, json={"query": "{ viewer { id } }"}),
        await amina.post(GRAPHQL, json={"query": "{ nonsense"}),
        await amina.get("/me/sessions"),
    ]


async def test_every_kind_of_answer_keeps_the_browser_in(graph: Graph, site: Site) -> None:
    await network(graph)
    kinds = await answers(site)
    assert {answer.status_code for answer in kinds} >= {200, 303, 403, 404, 405, 410, 413}
    for answer in kinds:
        policy, told = answer.headers["content-security-policy"], (answer.status_code, str(answer.url))
        assert "default-src 'none'" in policy, told
        assert "unsafe" not in policy, told
        assert "frame-ancestors 'none'" in policy, told
        assert "form-action 'self'" in policy, told
        assert answer.headers["x-content-type-options"] == "nosniff", told
        assert answer.headers["x-frame-options"] == "DENY", told
        assert answer.headers["referrer-policy"] == "same-origin", told


async def test_pages_are_kept_by_no_shared_cache_and_files_by_all(graph: Graph, site: Site) -> None:
    await network(graph)
    for answer in await answers(site):
        keeping = answer.headers.get("cache-control", "")
        if answer.url.path == "/static/maille.css":
            assert "immutable" in keeping
        elif not answer.url.path.startswith("/static/"):
            assert "private" in keeping or "no-store" in keeping, str(answer.url)


async def test_the_page_of_a_link_is_kept_nowhere(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site()
    sent = await client.send_form("/sign-in", email="lea@exemple.fr")
    assert sent.status_code == 303
    link = re.search(rf"{ADDRESS}(/sign-in/\S+)", (await client.get("/outbox")).text)
    assert link
    assert (await client.get(link[1].split('"')[0])).headers["cache-control"] == "no-store"


async def test_https_alone_promises_https(graph: Graph, site: Site) -> None:
    await network(graph)
    header = "strict-transport-security"
    assert header in (await (await site(https=True)).get("/sign-in")).headers
    assert header not in (await (await site()).get("/sign-in")).headers


@pytest.mark.parametrize("said", [True, False])
async def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(
    graph: Graph, site: Site, said: bool
) -> None:
    await network(graph)
    client = await site()

    async def drops() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 1024 + 2):
            yield b"x" * 1024

    content = b"x" * (LARGEST + 1) if said else drops()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post("/sign-in", content=content, headers=kind)
    assert answer.status_code == 413


async def test_a_body_that_is_just_small_enough_is_read(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site()
    fill = "x" * (LARGEST - 200)
    answer = await client.send_form("/sign-in", email="lea@exemple.fr", rest=fill)
    assert answer.status_code == 303


async def test_a_form_of_a_thousand_fields_or_with_a_file_is_refused(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site()
    many = {f"field{number}": "x" for number in range(1000)}
    assert (await client.post("/sign-in", data=many | {"csrf": client.csrf})).status_code == 400
    answer = await client.post("/sign-in", data={"csrf": client.csrf}, files={"email": b"x"})
    assert answer.status_code == 400


async def test_a_reader_of_the_page_chooses_the_language_and_it_stays(graph: Graph, site: Site) -> None:
    await network(graph)
    client = await site()
    assert 'lang="fr"' in (await client.get("/sign-in")).text
    await client.send_form("/language", language="en")
    assert 'lang="en"' in (await client.get("/sign-in")).text
