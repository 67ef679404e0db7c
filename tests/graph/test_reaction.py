"""Reactions: one of each word a member, each change a number of the clock, nobody outside."""

import asyncio

import pytest

from graph import message, reaction, space, thread
from graph.database import Graph
from graph.identity import now
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


async def put(graph: Graph, member: str, said: str, kind: str = "THANKS", on: bool = True) -> str | None:
    return await reaction.react(graph, member, said, kind, on, now())


async def test_a_word_touches_its_message_and_is_counted(graph: Graph, network: Network, place: str) -> None:
    said = await network.say("amina", place)
    for member in ("karim", "claire"):
        assert await put(graph, member, said) == place
    assert await put(graph, "claire", said, "SAME") == place
    assert await space.position(graph, place) == 4
    thanks, same = (await reaction.reactions(graph, [said]))[said]
    assert (thanks.kind, thanks.members, thanks.names) == ("THANKS", ["karim", "claire"], ["Karim", "Claire"])
    assert (same.kind, same.members) == ("SAME", ["claire"])


async def test_the_same_word_again_changes_nothing(graph: Graph, network: Network, place: str) -> None:
    said = await network.say("amina", place)
    for _ in range(3):
        assert await put(graph, "karim", said) == place
    assert await space.position(graph, place) == 2
    for _ in range(2):
        assert await put(graph, "karim", said, on=False) == place
    assert await space.position(graph, place) == 3
    assert await reaction.reactions(graph, [said]) == {}


async def test_at_one_moment_a_word_is_put_once(graph: Graph, network: Network, place: str) -> None:
    said = await network.say("amina", place)
    await asyncio.gather(*(put(graph, member, said) for member in ("karim", "claire") for _ in range(4)))
    (thanks,) = (await reaction.reactions(graph, [said]))[said]
    assert sorted(thanks.members) == ["claire", "karim"]


async def test_taking_ones_own_word_away_leaves_that_of_others(graph: Graph, network: Network, place: str) -> None:
    said = await network.say("amina", place)
    await put(graph, "karim", said)
    await put(graph, "claire", said, on=False)
    assert (await reaction.reactions(graph, [said]))[said][0].members == ["karim"]


async def test_who_may_not_write_there_reacts_to_nothing(graph: Graph, network: Network, place: str) -> None:
    await network.member("outside")
    circle = await network.circle("maille", "amina")
    for said in (await network.say("amina", place), await network.say("amina", circle), "no-such-message"):
        for member in ("outside", "visitor"):
            assert await put(graph, member, said) is None
    assert await put(graph, "karim", await network.say("amina", circle)) is None
    assert await reaction.reactions(graph, [said]) == {}


async def test_what_is_withdrawn_closed_or_a_fact_takes_none(graph: Graph, network: Network, place: str) -> None:
    gone = await network.say("amina", place)
    await put(graph, "karim", gone)
    await message.withdraw(graph, "amina", gone, "", now())
    assert await put(graph, "claire", gone) is None
    assert await reaction.reactions(graph, [gone]) == {}
    asked = await network.thread("amina", "maille")
    said = await network.say("karim", asked)
    await thread.close(graph, "amina", asked, ["karim"], "Merci", now())
    assert await put(graph, "amina", said) is None
