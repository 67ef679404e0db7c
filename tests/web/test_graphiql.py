"""Where a browser opens /graphql, a member finds GraphiQL and a visitor the way in; programs are answered as ever."""

import json
import re
from html import unescape

import pytest

from graph.database import Graph
from tests.network import Network
from tests.web.conftest import Client, Site
from web.pages.graphiql import questions

pytestmark = pytest.mark.anyio

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HTML = {"accept": BROWSER}


@pytest.fixture
async def amina(network: Network, site: Site) -> Client:
    root = await network.root()
    await network.member("amina", root)
    return await site(member="amina")


async def test_a_member_finds_graphiql_with_questions(amina: Client) -> None:
    page = await amina.get("/graphql", headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "Accept" in page.headers["vary"]
    held = re.search(r'data-questions="([^"]*)"', page.text)
    assert held
    assert json.loads(unescape(held[1])) == questions()


async def test_only_our_own_files_run_there_and_no_word_of_the_page(amina: Client) -> None:
    first, second = [await amina.get("/graphql", headers=HTML) for _ in range(2)]
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"style-src 'self' 'nonce-([\w-]{20,})'", policy)
    assert nonce
    assert nonce[1] not in second.text
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    addresses = re.findall(r'(?:src|href)="([^"]+)"', first.text)
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert not re.findall(r"<script(?![^>]*\bsrc=)", first.text)


async def test_a_visitor_is_shown_the_way_in_and_comes_back(network: Network, site: Site) -> None:
    await network.root()
    answer = await (await site()).get("/graphql", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?back=/graphql"


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/graphql-response+json"])
async def test_a_program_is_not_shown_a_page(amina: Client, accept: str) -> None:
    answer = await amina.get("/graphql", headers={"accept": accept})
    assert "json" in answer.headers["content-type"]


async def test_an_address_that_asks_is_answered_even_to_a_browser(amina: Client) -> None:
    answer = await amina.get("/graphql", params={"query": "{ viewer { id } }"}, headers=HTML)
    assert answer.json() == {"data": {"viewer": {"id": "amina"}}}


async def test_every_question_is_answered_without_an_error(amina: Client, graph: Graph) -> None:
    for question in questions():
        answer = await amina.post("/graphql", json=question)
        assert "errors" not in answer.json(), (question["query"], answer.text)
