"""Rings: each brings what the next seeks, the viewer among them, nobody twice, hidden, or who asked not to be."""

from itertools import pairwise

import pytest

from graph.database import Graph
from graph.ring import Ring, rings
from tests.network import Network

pytestmark = pytest.mark.anyio

ALONE = "MATCH (m:Member {id: $member}) SET m.suggested = false"
HIDE = "MATCH (m:Member {id: $member}) SET m.discreet = true"


async def chain(network: Network, *members: str) -> None:
    """Each brings a topic that the next seeks, the last one to the first."""
    for number, (giver, receiver) in enumerate(pairwise([*members, members[0]])):
        topic = await network.topic(f"{'-'.join(members)}-{number}")
        await network.bring(giver, topic)
        await network.seek(receiver, topic)


@pytest.fixture
async def house(network: Network) -> Network:
    await network.root()
    for slug in ("amina", "karim", "claire", "theo", "ines", "lou"):
        await network.member(slug, "maille")
    return network


def told(found: list[Ring]) -> list[list[str]]:
    return [[link.giver for link in ring] for ring in found]


async def test_a_ring_of_three_four_or_five_begins_at_the_viewer(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    await chain(house, "amina", "karim", "theo", "ines", "claire")
    found = await rings(graph, "amina", None, None, None, 10)
    assert ["amina", "karim", "claire"] in told(found)
    assert ["amina", "theo", "ines", "lou"] in told(found)
    assert ["amina", "karim", "theo", "ines", "claire"] in told(found)
    assert told(await rings(graph, "theo", None, None, 4, 10))[0][0] == "theo"


async def test_each_brings_what_the_next_seeks(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    (ring,) = await rings(graph, "amina", None, None, None, 10)
    assert [(link.giver, link.receiver, link.topic) for link in ring] == [
        ("amina", "karim", "amina-karim-claire-0"),
        ("karim", "claire", "amina-karim-claire-1"),
        ("claire", "amina", "amina-karim-claire-2"),
    ]


async def test_nobody_is_in_a_ring_twice_and_two_are_none(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim")
    await chain(house, "karim", "claire")
    assert await rings(graph, "amina", None, None, None, 10) == []
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "claire", "karim", "theo")
    found = await rings(graph, "amina", None, None, None, 10)
    assert found
    for ring in found:
        givers = [link.giver for link in ring]
        assert len(set(givers)) == len(givers) == len(ring)
        assert [link.receiver for link in ring] == [*givers[1:], "amina"]


async def test_a_length_is_kept(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    assert told(await rings(graph, "amina", None, None, 3, 10)) == [["amina", "karim", "claire"]]
    assert told(await rings(graph, "amina", None, None, 4, 10)) == [["amina", "theo", "ines", "lou"]]
    assert await rings(graph, "amina", None, None, 5, 10) == []


async def test_nobody_who_asked_not_to_be_suggested(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    await house.run(ALONE, member="claire")
    await house.run(ALONE, member="ines")
    assert await rings(graph, "amina", None, None, None, 10) == []
    assert told(await rings(graph, "claire", None, None, None, 10)) == [["claire", "amina", "karim"]]


async def test_nobody_hidden(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    for slug in ("karim", "ines"):
        await house.run(HIDE, member=slug)
    assert await rings(graph, "amina", None, None, None, 10) == []
    await house.community("audit")
    for slug in ("amina", "karim"):
        await house.join(slug, "audit")
    assert told(await rings(graph, "amina", None, None, None, 10)) == [["amina", "karim", "claire"]]
    assert await rings(graph, "visitor", None, None, None, 10) == []


async def test_with_a_community_all_are_in_it(graph: Graph, house: Network) -> None:
    await house.community("audit")
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    for slug in ("amina", "karim", "theo", "ines", "lou"):
        await house.join(slug, "audit")
    assert told(await rings(graph, "amina", None, "audit", None, 10)) == [["amina", "theo", "ines", "lou"]]
    assert await rings(graph, "claire", None, "audit", None, 10) == []


async def test_with_a_topic_a_link_is_about_it(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await chain(house, "amina", "theo", "ines", "lou")
    for link in range(4):
        about = f"amina-theo-ines-lou-{link}"
        assert told(await rings(graph, "amina", about, None, None, 10)) == [["amina", "theo", "ines", "lou"]]
    await house.bring("karim", "amina-theo-ines-lou-1")
    await house.seek("claire", "amina-theo-ines-lou-1")
    found = await rings(graph, "amina", "amina-theo-ines-lou-1", None, 3, 10)
    assert [link.topic for link in found[0]] == [
        "amina-karim-claire-0",
        "amina-theo-ines-lou-1",
        "amina-karim-claire-2",
    ]
    assert await rings(graph, "amina", "nothing", None, None, 10) == []


async def test_different_members_come_before_the_same_again(graph: Graph, house: Network) -> None:
    await chain(house, "amina", "karim", "claire")
    await house.bring("lou", "amina-karim-claire-1")  # lou could stand in for karim
    await house.seek("lou", "amina-karim-claire-0")
    await chain(house, "amina", "theo", "ines")
    found = told(await rings(graph, "amina", None, None, 3, 10))
    assert {*found[0][1:]} & {*found[1][1:]} == set()
    assert len(found) == 3
    assert told(await rings(graph, "amina", None, None, 3, 2)) == found[:2]
