"""Who could help in a thread: near its author or the viewer, never somebody hidden, in it, or who asked not to be."""

import pytest

from graph import thread
from graph.database import Graph
from graph.identity import now
from graph.reachable import Reached, reachable
from tests.network import Network

pytestmark = pytest.mark.anyio

ALONE = "MATCH (m:Member {id: $member}) SET m.suggested = false"
HIDE = "MATCH (m:Member {id: $member}) SET m.discreet = true"
WITHIN = "MATCH (a:Topic {id: $narrow}) MATCH (b:Topic {id: $broad}) CREATE (a)-[:WITHIN]->(b)"


@pytest.fixture
async def house(network: Network) -> Network:
    """Lou asks about an oral, which is within audit. lou – karim – sonia – theo – ines – omar, and amina – claire."""
    await network.root()
    for slug in ("lou", "karim", "sonia", "theo", "ines", "omar", "amina", "claire"):
        await network.member(slug, "maille")
    for slug in ("audit", "oral", "python"):
        await network.topic(slug)
    await network.run(WITHIN, narrow="oral", broad="audit")
    for one, other in (("lou", "karim"), ("karim", "sonia"), ("sonia", "theo"), ("theo", "ines"), ("ines", "omar")):
        await network.know(one, other)
    await network.know("amina", "claire")
    return network


def told(found: list[Reached]) -> list[tuple[str, list[str], list[str]]]:
    """Who, the topics, and through whom."""
    return [(one.member, one.topics, [one.chain[0].source, *(t.target for t in one.chain)]) for one in found]


async def test_the_nearest_come_first_each_with_their_path(graph: Graph, house: Network) -> None:
    asked = await house.thread("lou", "maille", "Oral", "oral")
    await house.bring("theo", "oral")
    await house.bring("karim", "audit")
    await house.bring("claire", "oral")
    await house.bring("sonia", "python")
    await house.bring("ines", "oral")
    assert told((await reachable(graph, "lou", [asked], 5))[asked]) == [
        ("karim", ["audit"], ["lou", "karim"]),
        ("theo", ["oral"], ["lou", "karim", "sonia", "theo"]),
    ]
    assert told((await reachable(graph, "amina", [asked], 5))[asked]) == [
        ("claire", ["oral"], ["amina", "claire"]),
        ("karim", ["audit"], ["lou", "karim"]),
        ("theo", ["oral"], ["lou", "karim", "sonia", "theo"]),
    ]
    assert [one.member for one in (await reachable(graph, "amina", [asked], 1))[asked]] == ["claire"]


async def test_of_two_as_near_who_brings_the_topic_itself_comes_first(graph: Graph, house: Network) -> None:
    asked = await house.thread("lou", "maille", "Oral", "oral")
    await house.know("lou", "amina")
    await house.bring("amina", "audit")
    await house.bring("karim", "oral")
    assert [one.member for one in (await reachable(graph, "lou", [asked], 5))[asked]] == ["karim", "amina"]


async def test_an_offer_reaches_those_who_seek(graph: Graph, house: Network) -> None:
    offered = await house.thread("lou", "maille", "Oral", "oral", kind="OFFER")
    await house.seek("karim", "oral")
    await house.bring("sonia", "oral")
    assert [one.member for one in (await reachable(graph, "lou", [offered], 5))[offered]] == ["karim"]


async def test_nobody_who_asked_not_to_be_suggested(graph: Graph, house: Network) -> None:
    asked = await house.thread("lou", "maille", "Oral", "oral")
    for slug in ("karim", "sonia"):
        await house.bring(slug, "oral")
    await house.run(ALONE, member="karim")
    assert told((await reachable(graph, "lou", [asked], 5))[asked]) == [("sonia", ["oral"], ["lou", "karim", "sonia"])]


async def test_nobody_hidden_and_nobody_through_somebody_hidden(graph: Graph, house: Network) -> None:
    asked = await house.thread("lou", "maille", "Oral", "oral")
    for slug in ("karim", "sonia"):
        await house.bring(slug, "oral")
    await house.run(HIDE, member="karim")
    assert (await reachable(graph, "lou", [asked], 5))[asked] == []
    await house.run(HIDE, member="lou")  # the author, to somebody else: no path begins at them
    assert (await reachable(graph, "amina", [asked], 5))[asked] == []


async def test_nobody_who_is_in_it_let_it_pass_or_cannot_read_it(graph: Graph, house: Network) -> None:
    await house.community("audit")
    for slug in ("lou", "karim", "sonia", "theo"):
        await house.join(slug, "audit")
    asked = await house.thread("lou", "audit", "Oral", "oral")
    await house.know("lou", "amina")
    for slug in ("lou", "karim", "sonia", "theo", "amina"):
        await house.bring(slug, "oral")
    await house.say("karim", asked)
    assert await thread.let_pass(graph, "sonia", asked, now())
    assert [one.member for one in (await reachable(graph, "lou", [asked], 5))[asked]] == ["theo"]
    assert [one.member for one in (await reachable(graph, "theo", [asked], 5))[asked]] == []


async def test_nothing_is_told_of_a_thread_that_one_may_not_read_or_that_is_closed(
    graph: Graph, house: Network
) -> None:
    await house.community("secret", "HIDDEN")
    for slug in ("lou", "karim"):
        await house.join(slug, "secret")
    await house.bring("karim", "oral")
    hidden = await house.thread("lou", "secret", "Oral", "oral")
    closed = await house.thread("lou", "maille", "Oral", "oral")
    assert await thread.close(graph, "lou", closed, [], "", now())
    assert await reachable(graph, "amina", [hidden, closed], 5) == {}
    assert await reachable(graph, "visitor", [hidden, closed], 5) == {}
    assert list(await reachable(graph, "lou", [hidden, closed], 5)) == [hidden]


async def test_it_costs_the_same_for_one_thread_and_for_twenty(graph: Graph, house: Network) -> None:
    ids = [await house.thread("lou", "maille", f"Oral {n}", "oral") for n in range(20)]
    await house.bring("theo", "oral")
    with graph.counting() as one:
        await reachable(graph, "lou", ids[:1], 3)
    with graph.counting() as many:
        found = await reachable(graph, "lou", ids, 3)
    assert one.statements == many.statements == 7
    assert all([one.member for one in found[id]] == ["theo"] for id in ids)
