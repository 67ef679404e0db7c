"""Paths: the shortest chains, never through somebody whom the viewer may not see."""

import pytest

from graph import path, ties
from graph.database import Graph
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def tied(network: Network) -> Network:
    """ines helped karim, karim knows claire, claire helped amina, amina knows theo."""
    await network.root()
    for slug in ("amina", "karim", "claire", "ines", "theo"):
        await network.member(slug, "maille")
    await network.helped("ines", "karim", "maille")
    await network.know("karim", "claire")
    await network.helped("claire", "amina", "maille")
    await network.know("theo", "amina")
    return network


def walked(chains: list[list[ties.Tie]]) -> list[list[str]]:
    return [[chain[0].source, *(tie.target for tie in chain)] for chain in chains]


async def test_a_path_goes_over_help_and_acquaintance_in_both_directions(graph: Graph, tied: Network) -> None:
    chains = await path.shortest(graph, "ines", "ines", "amina")
    assert walked(chains) == [["ines", "karim", "claire", "amina"]]
    assert [(tie.kind, tie.giver) for tie in chains[0]][::2] == [("HELPED", "ines"), ("HELPED", "claire")]
    back = await path.shortest(graph, "amina", "amina", "ines")
    assert walked(back) == [["amina", "claire", "karim", "ines"]]
    assert back[0][0].giver == "claire"


async def test_of_several_paths_the_shortest_are_told(graph: Graph, tied: Network) -> None:
    await tied.know("ines", "claire")
    chains = await path.shortest(graph, "ines", "ines", "amina")
    assert walked(chains) == [["ines", "claire", "amina"]]
    await tied.know("ines", "theo")
    assert sorted(walked(await path.shortest(graph, "ines", "ines", "amina"))) == [
        ["ines", "claire", "amina"],
        ["ines", "theo", "amina"],
    ]
    assert len(await path.shortest(graph, "ines", "ines", "amina", first=1)) == 1


async def test_no_path_is_longer_than_it_may_be(graph: Graph, tied: Network) -> None:
    assert walked(await path.shortest(graph, "ines", "ines", "theo")) == [["ines", "karim", "claire", "amina", "theo"]]
    assert await path.shortest(graph, "ines", "ines", "theo", most=3) == []


async def test_none_goes_through_a_member_whom_the_viewer_may_not_see(graph: Graph, tied: Network) -> None:
    await tied.run("MATCH (m:Member {id: 'claire'}) SET m.discreet = true")
    assert await path.shortest(graph, "ines", "ines", "amina") == []
    await tied.community("audit")
    for slug in ("ines", "claire"):
        await tied.join(slug, "audit")
    assert walked(await path.shortest(graph, "ines", "ines", "amina")) == [["ines", "karim", "claire", "amina"]]


async def test_none_goes_over_help_in_a_hidden_community(graph: Graph, tied: Network) -> None:
    await tied.community("secret", "HIDDEN")
    for slug in ("ines", "theo"):
        await tied.join(slug, "secret")
    await tied.helped("ines", "theo", "secret")
    assert walked(await path.shortest(graph, "ines", "ines", "theo")) == [["ines", "theo"]]
    assert all(len(chain) > 2 for chain in walked(await path.shortest(graph, "amina", "ines", "theo")))


async def test_a_visitor_sees_no_path_and_nobody_has_one_to_themselves(graph: Graph, tied: Network) -> None:
    assert await path.shortest(graph, "visitor", "ines", "karim") == []
    assert await path.shortest(graph, "ines", "ines", "ines") == []


async def test_a_path_goes_over_a_circle_only_for_those_who_take_part_in_it(graph: Graph, tied: Network) -> None:
    await tied.member("lou", "maille")
    await tied.circle("maille", "ines", "lou", "theo")
    (chain,) = await path.shortest(graph, "ines", "ines", "lou")
    assert [(tie.kind, tie.source, tie.target) for tie in chain] == [("CIRCLE", "ines", "lou")]
    assert chain[0].at > 0
    assert walked(await path.shortest(graph, "theo", "ines", "lou")) == [["ines", "lou"]]
    assert await path.shortest(graph, "karim", "ines", "lou") == []
    assert await path.shortest(graph, "amina", "amina", "lou") == []
    assert walked(await path.shortest(graph, "lou", "lou", "amina")) == [["lou", "theo", "amina"]]


async def test_neither_end_of_a_path_may_be_hidden(graph: Graph, tied: Network) -> None:
    await tied.run("MATCH (m:Member {id: 'karim'}) SET m.discreet = true")
    for most in (1, 2, 3, 4):
        assert await path.shortest(graph, "amina", "karim", "claire", most=most) == []
        assert await path.shortest(graph, "amina", "claire", "karim", most=most) == []
    assert walked(await path.shortest(graph, "karim", "karim", "claire")) == [["karim", "claire"]]


async def test_two_circles_that_two_share_are_one_tie(graph: Graph, tied: Network) -> None:
    await tied.member("lou", "maille")
    for _ in range(2):
        await tied.circle("maille", "ines", "lou")
    assert walked(await path.shortest(graph, "ines", "ines", "lou")) == [["ines", "lou"]]


async def test_paths_to_many_cost_what_a_path_to_one_costs(graph: Graph, tied: Network) -> None:
    with graph.counting() as one:
        await path.between(graph, "ines", "ines", ["theo"])
    with graph.counting() as many:
        found = await path.between(graph, "ines", "ines", ["theo", "amina", "claire", "karim", "ines", "nobody"])
    assert many.statements <= one.statements == 4
    alone = {end: await path.shortest(graph, "ines", "ines", end) for end in found}
    assert found == alone
    assert [len(found[end]) for end in ("theo", "karim", "ines", "nobody")] == [1, 1, 0, 0]


async def test_help_is_told_before_a_circle_and_a_circle_before_acquaintance(graph: Graph, tied: Network) -> None:
    await tied.circle("maille", "amina", "theo")
    assert [tie.kind for tie in (await path.shortest(graph, "amina", "amina", "theo"))[0]] == ["CIRCLE"]
    await tied.helped("theo", "amina", "maille")
    assert [tie.kind for tie in (await path.shortest(graph, "amina", "amina", "theo"))[0]] == ["HELPED"]
