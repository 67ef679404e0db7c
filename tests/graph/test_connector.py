"""Who connects a community to others: by helps, then by being there; never somebody hidden, never a hidden place."""

import pytest

from graph.connector import Connector, connectors
from graph.database import Graph
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def house(network: Network) -> Network:
    """Lyon and audit; amina is in both and helped in both, karim is in both, lou only in lyon, ines in neither."""
    await network.root()
    for slug in ("lyon", "audit"):
        await network.community(slug)
    await network.member("amina", "maille", "lyon", "audit")
    await network.member("karim", "maille", "lyon", "audit")
    await network.member("lou", "maille", "lyon")
    await network.member("ines", "maille")
    await network.helped("amina", "lou", "lyon")
    await network.helped("amina", "karim", "audit")
    return network


async def told(graph: Graph, viewer: str, community: str = "lyon", first: int = 5) -> list[Connector]:
    return (await connectors(graph, viewer, [community], first)).get(community, [])


async def test_helps_here_and_there_count_more_than_being_in_both(graph: Graph, house: Network) -> None:
    assert await told(graph, "ines") == [Connector("amina", ["audit"]), Connector("karim", ["audit"])]
    assert await told(graph, "ines", first=1) == [Connector("amina", ["audit"])]


async def test_who_left_connects_no_more(graph: Graph, house: Network) -> None:
    await house.run("MATCH (:Member {id: 'amina'})-[r:MEMBER_OF]->(:Community {id: 'lyon'}) DELETE r")
    assert await told(graph, "ines") == [Connector("karim", ["audit"])]


async def test_nobody_hidden_and_nobody_who_asked_not_to_be_suggested(graph: Graph, house: Network) -> None:
    await house.run("MATCH (m:Member {id: 'amina'}) SET m.discreet = true")
    await house.run("MATCH (m:Member {id: 'karim'}) SET m.suggested = false")
    assert await told(graph, "ines") == []
    assert await told(graph, "lou") == [Connector("amina", ["audit"])]
    assert await told(graph, "visitor") == []


async def test_a_hidden_community_is_named_only_to_its_members(graph: Graph, house: Network) -> None:
    await house.community("secret", "HIDDEN")
    for slug in ("karim", "lou"):
        await house.join(slug, "secret")
    assert Connector("karim", ["audit"]) in await told(graph, "ines")
    assert {one.member for one in await told(graph, "ines")} == {"amina", "karim"}
    assert Connector("lou", ["secret"]) in await told(graph, "karim")
    assert await told(graph, "ines", "secret") == []
    assert {one.member for one in await told(graph, "lou", "secret")} == {"karim", "lou"}


async def test_nobody_connects_the_root(graph: Graph, house: Network) -> None:
    assert await told(graph, "ines", "maille") == []


async def test_it_costs_the_same_for_one_community_and_for_many(graph: Graph, house: Network) -> None:
    with graph.counting() as count:
        found = await connectors(graph, "ines", ["lyon", "audit", "maille", "nothing"], 5)
    assert count.statements == 2
    assert {id: [one.communities for one in members] for id, members in found.items()} == {
        "lyon": [["audit"], ["audit"]],
        "audit": [["lyon"], ["lyon"]],
    }
