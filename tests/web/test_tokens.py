"""One's tokens on a page: made by a form that needs no script, shown once, revoked by their holder alone."""

import re

import pytest

from graph import token
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.web.conftest import Site

pytestmark = pytest.mark.anyio

FORM = {"name": "Mon <b>carnet", "scope": "READ", "days": "30"}


@pytest.fixture
async def net(network: Network) -> Network:
    await network.root()
    for member in ("amina", "theo"):
        await network.member(member, "maille")
    await network.member("malik")
    return network


async def test_the_secret_is_shown_once_and_works(net: Network, site: Site, graph: Graph) -> None:
    amina = await site(member="amina")
    made = await amina.send_form("/me/tokens", **FORM)
    assert (made.status_code, made.headers["cache-control"]) == (201, "private, no-store")
    [secret] = set(token.SHAPE.findall(made.text))
    text = f"mlt_{''.join(secret)}"
    found = await token.who(graph, text, now())
    assert found
    assert (found.member, found.writes) == ("amina", False)
    assert "Mon &lt;b&gt;carnet" in made.text
    again = await amina.get("/me/tokens")
    assert "Mon &lt;b&gt;carnet" in again.text
    assert not token.SHAPE.search(again.text)
    assert secret[0] not in again.text
    [held] = await token.held(graph, "amina")
    assert held.expires - held.made == 30 * token.DAY


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "x" * 61}, {"days": "0"}, {"days": "400"}, {"days": "-1"}, {"days": "²"}, {"days": ""}],
)
async def test_what_can_not_be_is_said_at_its_field_and_makes_none(
    net: Network, site: Site, graph: Graph, wrong: dict[str, str]
) -> None:
    refused = await (await site(member="amina")).send_form("/me/tokens", **FORM | wrong)
    assert refused.status_code == 422
    assert f'href="#{next(iter(wrong))}"' in refused.text
    assert await token.held(graph, "amina") == []


async def test_an_unknown_scope_is_the_smallest(net: Network, site: Site, graph: Graph) -> None:
    await (await site(member="amina")).send_form("/me/tokens", **FORM | {"scope": "ALL"})
    assert [one.scope for one in await token.held(graph, "amina")] == ["READ"]


async def test_nobody_else_sees_or_revokes_it(net: Network, site: Site, graph: Graph) -> None:
    amina, theo = await site(member="amina"), await site(member="theo")
    await amina.send_form("/me/tokens", **FORM)
    [held] = await token.held(graph, "amina")
    assert "carnet" not in (await theo.get("/me/tokens")).text
    assert (await theo.send_form("/me/tokens/revoke", token=held.id)).status_code == 404
    assert len(await token.held(graph, "amina")) == 1
    assert (await amina.send_form("/me/tokens/revoke", token=held.id)).headers["location"] == "/me/tokens"
    assert await token.held(graph, "amina") == []


async def test_a_form_of_another_page_makes_and_revokes_nothing(net: Network, site: Site, graph: Graph) -> None:
    amina = await site(member="amina")
    await token.make(graph, "amina", new_id(), "x", token.READ, now(), 1)
    [held] = await token.held(graph, "amina")
    for csrf in ("", "une-autre"):
        assert (await amina.post("/me/tokens", data={**FORM, "csrf": csrf})).status_code == 403
        assert (await amina.post("/me/tokens/revoke", data={"token": held.id, "csrf": csrf})).status_code == 403
    assert await token.held(graph, "amina") == [held]


@pytest.mark.parametrize("who", ["", "malik"])
async def test_who_is_not_in_the_network_is_shown_the_way_in(net: Network, site: Site, graph: Graph, who: str) -> None:
    one = await site(member=who)
    for answer in (await one.get("/me/tokens"), await one.send_form("/me/tokens", **FORM)):
        assert answer.headers["location"].startswith("/sign-in")
    assert not await graph.read("MATCH (t:Token) RETURN t.id AS id")


async def test_a_token_opens_no_page(net: Network, site: Site, graph: Graph) -> None:
    secret = await token.make(graph, "amina", new_id(), "x", token.WRITE, now(), 1)
    answer = await (await site()).get("/me/tokens", headers={"authorization": f"Bearer {secret}"})
    assert answer.headers["location"].startswith("/sign-in")


async def test_the_page_says_when_a_token_ends_was_used_or_is_over(net: Network, site: Site, graph: Graph) -> None:
    amina = await site(member="amina", language="en")
    good = await token.make(graph, "amina", new_id(), "Good", token.WRITE, now(), 1)
    await token.make(graph, "amina", new_id(), "Old", token.READ, now() - 2 * token.DAY, 1)
    assert good
    before = (await amina.get("/me/tokens")).text
    await token.who(graph, good, now())
    await amina.send_form("/language", language="en", back="/")
    after = (await amina.get("/me/tokens")).text
    assert before.count("pas encore servi") + before.count("not used yet") == 2
    assert after.count("not used yet") == 1
    assert [word in after for word in ("Until:", "Over:", "reads and writes")] == [True] * 3
    assert '/me/tokens"' in (await amina.get("/me")).text


async def test_every_form_holds_the_token_of_forms(net: Network, site: Site, graph: Graph) -> None:
    amina = await site(member="amina")
    await amina.send_form("/me/tokens", **FORM)
    page = (await amina.get("/me/tokens")).text
    assert len(re.findall(r'<form[^>]*method="post"', page)) == page.count(f'name="csrf" value="{amina.csrf}"')
