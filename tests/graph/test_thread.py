"""Threads: sides, closing with thanks, helps that stay."""

import pytest

from graph import pin, thread
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

HELPS = """
MATCH (giver:Member)-[help:HELPED]->(receiver:Member)
RETURN giver.id AS giver, receiver.id AS receiver, help.thanks AS thanks, help.topics AS topics
ORDER BY giver, receiver"""
STATE = "MATCH (t:Thread {id: $id}) RETURN t.status AS status, t.openKey AS openKey"
FACTS = """
MATCH (m:Message {kind: 'FACT'})-[:SAID_IN]->(:Thread {id: $id}) RETURN m.fact AS fact ORDER BY m.number"""


@pytest.fixture
async def asked(network: Network) -> str:
    await network.root()
    for slug in ("amina", "karim", "claire", "theo"):
        await network.member(slug, "maille")
    await network.topic("audit")
    return await network.thread("amina", "maille", "Un oral d’audit", "audit")


async def test_a_thread_opens_in_a_community_of_its_author_alone(graph: Graph, network: Network, asked: str) -> None:
    await network.community("lyon")
    values = ("REQUEST", "Titre", "Texte", "lyon", [], now())
    assert not await thread.open_thread(graph, "amina", new_id(), *values)
    assert not await thread.open_thread(graph, "visitor", new_id(), *values)
    assert len(await graph.read("MATCH (t:Thread) RETURN t.id AS id")) == 1


async def test_opening_twice_with_one_id_opens_once(graph: Graph, asked: str) -> None:
    assert await thread.open_thread(graph, "amina", asked, "REQUEST", "Autre", "Autre", "maille", [], now())
    assert await graph.read("MATCH (t:Thread) RETURN t.title AS title") == [{"title": "Un oral d’audit"}]


async def test_a_side_is_taken_changed_and_left_and_each_time_told_once(graph: Graph, asked: str) -> None:
    for side in ("SEEKS", "SEEKS", "BRINGS", ""):
        assert await thread.take_side(graph, "karim", asked, side, now())
    assert [row["fact"] for row in await graph.read(FACTS, id=asked)] == ["SEEKS", "BRINGS", "LEFT"]
    assert await thread.sides_of(graph, "karim", [asked]) == {asked: None}


async def test_nobody_outside_takes_a_side(graph: Graph, network: Network, asked: str) -> None:
    await network.member("outside")
    assert not await thread.take_side(graph, "outside", asked, "BRINGS", now())
    assert not await thread.take_side(graph, "visitor", asked, "BRINGS", now())
    assert await graph.read(FACTS, id=asked) == []


async def test_closing_a_request_says_who_helped_its_author(graph: Graph, network: Network, asked: str) -> None:
    for slug in ("karim", "claire"):
        await network.say(slug, asked)
    named = ["karim", "claire", "theo", "amina"]  # theo took no part, and nobody helps themselves
    assert await thread.close(graph, "amina", asked, named, "Vos questions sont tombées", now())
    thanks = {"thanks": "Vos questions sont tombées", "topics": ["audit"]}
    assert await graph.read(HELPS) == [
        {"giver": "claire", "receiver": "amina"} | thanks,
        {"giver": "karim", "receiver": "amina"} | thanks,
    ]
    assert await graph.read(STATE, id=asked) == [{"status": "HELPED", "openKey": None}]


async def test_closing_an_offer_says_whom_its_author_helped(graph: Graph, network: Network, asked: str) -> None:
    offer = await network.thread("claire", "maille", "Je relis dix CV", kind="OFFER")
    assert await thread.take_side(graph, "amina", offer, "SEEKS", now())
    assert await thread.close(graph, "claire", offer, ["amina"], "", now())
    rows = await graph.read(HELPS)
    assert [(row["giver"], row["receiver"]) for row in rows] == [("claire", "amina")]


async def test_only_its_author_closes_and_reopens_a_thread(graph: Graph, network: Network, asked: str) -> None:
    await network.say("karim", asked)
    assert not await thread.close(graph, "karim", asked, ["karim"], "Merci moi", now())
    assert await graph.read(HELPS) == []
    assert await thread.close(graph, "amina", asked, [], "", now())
    assert not await thread.close(graph, "amina", asked, ["karim"], "", now())
    assert not await thread.reopen(graph, "karim", asked, now())
    assert await thread.reopen(graph, "amina", asked, now())
    rows = await graph.read(STATE, id=asked)
    assert rows[0]["status"] == "OPEN"
    assert rows[0]["openKey"].endswith(asked)


async def test_only_a_curator_pins(graph: Graph, network: Network, asked: str) -> None:
    assert not await pin.pin(graph, "karim", asked, True, now())
    await network.curate("karim", "maille")
    assert await pin.pin(graph, "karim", asked, True, now())
    assert not await pin.pin(graph, "karim", asked, True, now())
    assert await pin.pin(graph, "karim", asked, False, now())
    assert [row["fact"] for row in await graph.read(FACTS, id=asked)] == ["PINNED", "UNPINNED"]
