"""Topics: from broad to narrow, and both ends of each, for members alone."""

from typing import Any

import pytest

from graph.database import Graph
from tests.network import Network
from tests.web.conftest import Site
from tests.web.plain import plain
from web.pages.topics.list import tree

pytestmark = pytest.mark.anyio

WITHIN = "MATCH (a:Topic {id: $narrow}) MATCH (b:Topic {id: $broad}) CREATE (a)-[:WITHIN]->(b)"


async def _house(network: Network) -> str:
    root = await network.root()
    for slug in ("amina", "karim", "melanie"):
        await network.member(slug, root)
    for slug, name in (("chiffre", "Métiers du chiffre"), ("audit", "Audit"), ("oral", "Oraux d’audit")):
        await network.topic(slug, name)
    await network.run(WITHIN, narrow="audit", broad="chiffre")
    await network.run(WITHIN, narrow="oral", broad="audit")
    await network.bring("karim", "audit")
    await network.seek("melanie", "audit")
    await network.thread("melanie", root, "Un oral vendredi", "audit")
    return root


async def test_a_topic_shows_both_ends_what_is_open_and_what_lies_around(network: Network, site: Site) -> None:
    root = await _house(network)
    hidden = await network.community("coulisses", door="HIDDEN")
    await network.join("karim", hidden)
    await network.thread("karim", hidden, "Un murmure", "audit")
    await network.helped("karim", "melanie", root)
    text = plain(await (await site(member="amina")).get("/topics/audit"))
    for shown in (
        "Karim",
        "Melanie",
        "Un oral vendredi",
        "/topics/chiffre",
        "/topics/oral",
        "/ask?kind=OFFER&topic=audit",
    ):
        assert shown in text
    assert "murmure" not in text
    assert "Un murmure" in (await (await site(member="karim")).get("/topics/audit")).text


async def test_a_visitor_sees_topics_and_nobody(network: Network, site: Site) -> None:
    await _house(network)
    visitor = await site()
    text = plain(await visitor.get("/topics/audit"))
    assert "/topics/chiffre" in text
    for private in ("Karim", "Melanie", "vendredi"):
        assert private not in text
    assert "/topics/oral" in (await visitor.get("/topics")).text


async def test_a_topic_that_is_not_there_is_the_one_sentence(network: Network, site: Site) -> None:
    await _house(network)
    answer = await (await site(member="amina")).get("/topics/tricot")
    assert answer.status_code == 404
    assert "Une maille a sauté" in answer.text


async def test_a_topic_without_anybody_says_what_to_do(network: Network, site: Site) -> None:
    await _house(network)
    text = plain(await (await site(member="amina")).get("/topics/oral"))
    assert "Aucun fil ouvert là-dessus" in text
    assert 'href="/me/topics"' in text


async def test_topics_cost_the_same_with_one_and_with_twenty(graph: Graph, network: Network, site: Site) -> None:
    root = await _house(network)
    amina = await site(member="amina")
    counts = []
    for more in (0, 20):
        for n in range(more):
            await network.member(f"m{n}", root)
            await network.bring(f"m{n}", "audit")
            await network.seek(f"m{n}", "audit")
            await network.topic(f"t{n}")
            await network.run(WITHIN, narrow=f"t{n}", broad="audit")
            await network.thread("melanie", root, f"Oral {n}", "audit")
        with graph.counting() as one:
            await amina.get("/topics/audit")
        with graph.counting() as all_of_them:
            await amina.get("/topics")
        counts.append((one.statements, all_of_them.statements))
    assert counts[0] == counts[1]
    assert counts[0] <= (13, 5)


async def test_names_are_never_markup(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.topic("x", "<script>alert(1)</script>")
    await network.member("eve", root, name="<img src=x>")
    await network.bring("eve", "x")
    amina = await site(member="amina")
    text = (await amina.get("/topics")).text + (await amina.get("/topics/x")).text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_tree_keeps_the_order_that_it_was_given() -> None:
    topics: list[dict[str, Any]] = [
        {"slug": "b", "broader": None},
        {"slug": "b2", "broader": {"slug": "b"}},
        {"slug": "a", "broader": None},
        {"slug": "b1", "broader": {"slug": "b"}},
        {"slug": "b21", "broader": {"slug": "b2"}},
    ]
    grown = tree(topics)
    assert [one["slug"] for one in grown] == ["b", "a"]
    assert [one["slug"] for one in grown[0]["within"]] == ["b2", "b1"]
    assert grown[0]["within"][0]["within"][0]["slug"] == "b21"
