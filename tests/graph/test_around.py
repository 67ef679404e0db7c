"""What is around a topic: who seeks, who brings, where they meet; only what the viewer may see."""

import pytest

from graph.around import Around, around
from graph.database import Graph
from graph.identity import now
from tests.network import Network

pytestmark = pytest.mark.anyio

SINCE = "MATCH (:Member {id: $member})-[tie:SEEKS|BRINGS]->(:Topic {id: $topic}) SET tie.since = $at"


@pytest.fixture
async def house(network: Network) -> Network:
    await network.root()
    for slug in ("amina", "karim", "lou", "ines"):
        await network.member(slug, "maille")
    for slug in ("audit", "oral", "python"):
        await network.topic(slug)
    await network.run("MATCH (a:Topic {id: 'oral'}) MATCH (b:Topic {id: 'audit'}) CREATE (a)-[:WITHIN]->(b)")
    return network


async def told(graph: Graph, viewer: str, topic: str = "audit", first: int = 8) -> Around:
    return (await around(graph, viewer, [topic], first, now()))[topic]


async def test_who_seeks_and_who_brings_it_or_what_is_just_narrower_the_last_first(
    graph: Graph, house: Network
) -> None:
    await house.seek("amina", "audit")
    await house.seek("karim", "oral")
    await house.bring("lou", "audit")
    await house.bring("ines", "python")
    await house.run(SINCE, member="amina", topic="audit", at=1)
    found = await told(graph, "ines")
    assert (found.seekers, found.bringers) == (["karim", "amina"], ["lou"])
    assert (await told(graph, "ines", first=1)).seekers == ["karim"]
    assert (await told(graph, "ines", "oral")).seekers == ["karim"]


async def test_where_most_of_them_are_comes_first_and_what_meets_there(graph: Graph, house: Network) -> None:
    for slug in ("lyon", "lille", "brest"):
        await house.community(slug)
    for slug in ("amina", "karim"):
        await house.seek(slug, "audit")
        await house.join(slug, "lille")
    await house.bring("lou", "audit")
    await house.join("lou", "lyon")
    await house.join("ines", "brest")
    here = await house.gathering("lille")
    await house.gathering("lille", in_hours=-30)
    await house.gathering("brest")
    asked = await house.thread("amina", "lille", "Oral", "oral")
    closed = await house.helped("karim", "amina", "lille")
    found = await told(graph, "karim")
    assert (found.communities, found.gatherings, found.threads) == (["lille", "lyon"], [here], [asked])
    assert closed not in found.threads
    outside = await told(graph, "ines")
    assert (outside.communities, outside.gatherings, outside.threads) == (["lille", "lyon"], [], [])


async def test_nothing_hidden_is_around(graph: Graph, house: Network) -> None:
    await house.community("secret", "HIDDEN")
    for slug in ("amina", "karim"):
        await house.join(slug, "secret")
        await house.bring(slug, "audit")
    await house.run("MATCH (m:Member {id: 'karim'}) SET m.discreet = true")
    meeting = await house.gathering("secret")
    asked = await house.thread("amina", "secret", "Audit", "audit")
    assert await told(graph, "lou") == Around(bringers=["amina"])
    assert await told(graph, "visitor") == Around()
    inside = await told(graph, "amina")
    assert (inside.communities, inside.threads, inside.gatherings) == (["secret"], [asked], [meeting])
    assert {*inside.bringers} == {"amina", "karim"}


async def test_it_costs_the_same_for_one_topic_and_for_many(graph: Graph, house: Network) -> None:
    with graph.counting() as count:
        found = await around(graph, "lou", ["audit", "oral", "python", "nothing"], 3, now())
    assert count.statements == 5
    assert found["nothing"] == Around()
