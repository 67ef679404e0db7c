"""Doors, curators, and the last one who can't leave without a successor."""

import asyncio

import pytest

from graph import community, membership, standing
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def doors(network: Network) -> Network:
    await network.root()
    for slug in ("amina", "karim", "sofia"):
        await network.member(slug, "maille")
    await network.community("open")
    await network.community("asks", "ON_REQUEST")
    await network.community("hidden", "HIDDEN")
    for slug in ("open", "asks", "hidden"):
        await network.join("sofia", slug)
        await network.curate("sofia", slug)
    return network


async def test_each_door_lets_in_its_own_way(graph: Graph, doors: Network) -> None:
    outcomes = [await membership.join(graph, "amina", slug, "", now()) for slug in ("open", "asks", "hidden", "none")]
    assert outcomes == ["JOINED", "ASKED", None, None]
    found = await standing.of(graph, "amina", ["open", "asks", "hidden"])
    assert found == {"open": "MEMBER", "asks": "ASKING", "hidden": "OUTSIDE"}


async def test_a_curator_admits_who_asked_and_nobody_else(graph: Graph, doors: Network) -> None:
    await membership.join(graph, "amina", "asks", "Bonjour", now())
    assert not await membership.admit(graph, "karim", "asks", "amina", now())
    assert not await membership.admit(graph, "amina", "asks", "amina", now())
    assert not await membership.admit(graph, "sofia", "asks", "karim", now())
    assert await membership.admit(graph, "sofia", "asks", "amina", now())
    assert (await standing.of(graph, "amina", ["asks"]))["asks"] == "MEMBER"


async def test_who_was_declined_may_ask_again(graph: Graph, doors: Network) -> None:
    await membership.join(graph, "amina", "asks", "", now())
    assert await membership.decline(graph, "sofia", "asks", "amina")
    assert (await standing.of(graph, "amina", ["asks"]))["asks"] == "OUTSIDE"
    assert await membership.join(graph, "amina", "asks", "", now()) == "ASKED"


async def test_the_last_curator_names_a_successor_first(graph: Graph, doors: Network) -> None:
    assert not await membership.leave(graph, "sofia", "open")
    assert not await membership.step_back(graph, "sofia", "open")
    assert not await membership.appoint(graph, "sofia", "open", "karim", now())  # not a member yet
    await membership.join(graph, "karim", "open", "", now())
    assert not await membership.appoint(graph, "karim", "open", "karim", now())
    assert await membership.appoint(graph, "sofia", "open", "karim", now())
    assert await membership.step_back(graph, "sofia", "open")
    assert await membership.leave(graph, "sofia", "open")
    assert not await membership.leave(graph, "karim", "open")


async def test_two_curators_who_leave_at_once_leave_one_behind(graph: Graph, doors: Network) -> None:
    await membership.join(graph, "karim", "open", "", now())
    await membership.appoint(graph, "sofia", "open", "karim", now())
    left = await asyncio.gather(*(membership.leave(graph, slug, "open") for slug in ("sofia", "karim")))
    assert sorted(left) == [False, True]


async def test_staff_curate_every_community(graph: Graph, doors: Network) -> None:
    await doors.member("ines", "maille")
    assert await standing.curated(graph, "ines", ["open", "hidden"]) == set()
    await doors.curate("ines", "maille")
    assert await standing.curated(graph, "ines", ["open", "hidden"]) == {"open", "hidden"}
    assert await membership.join(graph, "amina", "asks", "", now()) == "ASKED"
    assert await membership.admit(graph, "ines", "asks", "amina", now())


async def test_joining_twice_at_once_joins_once(graph: Graph, doors: Network) -> None:
    await asyncio.gather(*(membership.join(graph, "amina", "open", "", now()) for _ in range(6)))
    ties = "MATCH (:Member {id: 'amina'})-[r:MEMBER_OF]->(:Community {id: 'open'}) RETURN r.key AS key"
    assert len(await graph.read(ties)) == 1


async def test_a_member_of_the_network_opens_a_community_and_curates_it(graph: Graph, doors: Network) -> None:
    id = new_id()
    assert await community.open_community(graph, "amina", id, "brest", "Brest", "La mer", "", "HIDDEN", now())
    assert await standing.of(graph, "amina", [id]) == {id: "CURATOR"}
    assert not await community.open_community(graph, "visitor", new_id(), "x", "X", "", "", "OPEN", now())
    assert not await community.edit_community(graph, "karim", id, "Quimper", "", "", "OPEN")
