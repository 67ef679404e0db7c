"""What is kept of what was said is what a walk finds: however many speak at once, whatever is taken back."""

import asyncio
from typing import LiteralString

import pytest

from graph import message, older, thread
from graph.database import Graph
from graph.identity import new_id, now
from graph.viewer import VISITOR
from tests.network import Network

pytestmark = pytest.mark.anyio

KEPT: LiteralString = """
MATCH (space:Space {id: $space})-[:TICKS]->(clock:Clock)
RETURN clock.said AS said, [(space)-[:LATEST]->(one:Message) | one.id] AS latest"""
WALKED: LiteralString = """
MATCH (:Space {id: $space})<-[:SAID_IN]-(said:Message {kind: 'SAID'})
RETURN said.id AS id ORDER BY said.number"""
AS_BEFORE: LiteralString = """
MATCH (clock:Clock) WHERE clock.id <> '' REMOVE clock.said
WITH clock MATCH (:Space {id: clock.id})-[latest:LATEST]->(:Message) DELETE latest"""
SHAPE: LiteralString = "MATCH (visitor:Member {id: $visitor}) SET visitor.shape = $shape"


async def kept(graph: Graph, space: str) -> tuple[int | None, list[str]]:
    """How many, and the latest; those that a walk finds are the same."""
    row, walked = (await graph.read(KEPT, space=space))[0], await graph.read(WALKED, space=space)
    assert (row["said"] or 0) == len(walked)
    assert row["latest"] == [one["id"] for one in walked[-1:]]
    return row["said"], row["latest"]


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for slug in ("amina", "karim"):
        await network.member(slug, "maille")
    return await network.room("maille")


async def test_it_knows_how_many_were_said_and_the_latest(graph: Graph, network: Network, room: str) -> None:
    assert await kept(graph, room) == (None, [])
    first = await network.say("amina", room)
    assert await kept(graph, room) == (1, [first])
    answer = new_id()
    assert await message.post(graph, "karim", room, answer, "À qui ?", now(), reply=first)
    assert await kept(graph, room) == (2, [answer])


async def test_many_who_speak_at_once_are_all_counted(graph: Graph, network: Network, room: str) -> None:
    ids = await asyncio.gather(*(network.say("amina" if n % 2 else "karim", room) for n in range(24)))
    said, latest = await kept(graph, room)
    assert said == 24
    assert set(latest) < set(ids)


async def test_what_is_taken_back_or_refused_changes_nothing(graph: Graph, network: Network, room: str) -> None:
    id = await network.say("amina", room)
    await message.withdraw(graph, "amina", id, "", now())
    assert await message.post(graph, "amina", room, id, "Deux fois", now()) == message.Posted(id, repeated=True)
    assert await message.post(graph, "nobody", room, new_id(), "Dehors", now()) is None
    assert await message.post(graph, "karim", room, new_id(), "À rien", now(), reply="nothing") is None
    assert await message.post(graph, "karim", room, id, "La tienne", now()) is None
    assert await kept(graph, room) == (1, [id])


async def test_a_fact_is_not_said(graph: Graph, network: Network, room: str) -> None:
    opened = await network.thread("amina", "maille")
    id = await network.say("karim", opened)
    assert await thread.close(graph, "amina", opened, [], "", now())
    assert await kept(graph, opened) == (1, [id])


async def test_an_older_graph_is_counted_once(graph: Graph, network: Network, room: str) -> None:
    opened, silent = await network.thread("amina", "maille"), await network.room("maille")
    for space in (room, opened, room):
        await network.say("amina", space)
    before = [await kept(graph, space) for space in (room, opened)]
    await network.run(AS_BEFORE)
    await network.run(SHAPE, visitor=VISITOR, shape=1)
    for _ in range(2):
        await older.complete(graph)
        await network.run(SHAPE, visitor=VISITOR, shape=1)
    assert [await kept(graph, space) for space in (room, opened, silent)] == [*before, (0, [])]
