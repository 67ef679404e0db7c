"""What two members share: only what the viewer may see of it, and nothing with somebody hidden."""

import pytest

from graph.database import Graph
from graph.shared import Shared, shared
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def house(network: Network) -> Network:
    """Amina and karim share much; lou looks on."""
    await network.root()
    for slug in ("amina", "karim", "lou"):
        await network.member(slug, "maille")
    for slug in ("audit", "oral", "python", "salaire"):
        await network.topic(slug)
    return network


async def between(graph: Graph, viewer: str, one: str = "karim", other: str = "amina") -> Shared:
    return (await shared(graph, viewer, [one], other))[one]


async def test_communities_are_those_of_both_the_root_last(graph: Graph, house: Network) -> None:
    for slug in ("lyon", "audit-lyon"):
        await house.community(slug)
        await house.join("karim", slug)
    await house.join("amina", "lyon")
    assert (await between(graph, "lou")).communities == ["lyon", "maille"]


async def test_a_hidden_community_is_told_to_its_members(graph: Graph, house: Network) -> None:
    await house.community("secret", "HIDDEN")
    for slug in ("amina", "karim"):
        await house.join(slug, "secret")
    assert (await between(graph, "lou")).communities == ["maille"]
    assert (await between(graph, "amina")).communities == ["secret", "maille"]


async def test_topics_say_what_each_does_with_them_the_fitting_ends_first(graph: Graph, house: Network) -> None:
    await house.bring("karim", "salaire")
    await house.seek("amina", "salaire")
    await house.seek("karim", "audit")
    await house.seek("amina", "audit")
    await house.bring("karim", "oral")
    await house.bring("amina", "oral")
    await house.bring("karim", "python")
    assert (await between(graph, "lou")).topics == [
        ("salaire", "BRINGS", "SEEKS"),
        ("audit", "SEEKS", "SEEKS"),
        ("oral", "BRINGS", "BRINGS"),
    ]


async def test_a_circle_is_told_to_those_who_take_part(graph: Graph, house: Network) -> None:
    pair = await house.circle("maille", "amina", "karim")
    three = await house.circle("maille", "amina", "karim", "lou")
    await house.circle("maille", "karim", "lou")
    assert (await between(graph, "lou")).circles == [three]
    assert (await between(graph, "karim")).circles == [three, pair]


async def test_helps_of_both_directions_but_those_of_a_hidden_community(graph: Graph, house: Network) -> None:
    await house.community("secret", "HIDDEN")
    for slug in ("amina", "karim"):
        await house.join(slug, "secret")
    first = await house.helped("karim", "amina", "maille")
    second = await house.helped("amina", "karim", "maille", "Un grand merci")
    hidden = await house.helped("amina", "karim", "secret")
    await house.helped("lou", "karim", "maille")
    helps = (await between(graph, "lou")).helps
    assert {(one.giver, one.receiver, one.thread) for one in helps} == {
        ("karim", "amina", first),
        ("amina", "karim", second),
    }
    assert {one.thanks for one in helps} == {"Merci", "Un grand merci"}
    assert hidden in {one.thread for one in (await between(graph, "amina")).helps}


async def test_nothing_is_told_of_somebody_hidden_nor_of_one_alone(graph: Graph, house: Network) -> None:
    await house.helped("karim", "amina", "maille")
    await house.circle("maille", "amina", "karim", "lou")
    await house.run("MATCH (m:Member {id: 'karim'}) SET m.discreet = true")
    assert await between(graph, "lou") == Shared()
    assert await between(graph, "lou", "amina", "karim") == Shared()
    assert await between(graph, "visitor") == Shared()
    assert await between(graph, "amina", "amina", "amina") == Shared()
    assert await between(graph, "karim") != Shared()


async def test_it_costs_the_same_for_one_and_for_many(graph: Graph, house: Network) -> None:
    with graph.counting() as count:
        found = await shared(graph, "lou", ["amina", "karim", "nobody"], "lou")
    assert count.statements == 3
    assert found["nobody"] == Shared()
    assert found["amina"].communities == found["karim"].communities == ["maille"]
