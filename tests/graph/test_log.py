"""The log of a space by numbers: both directions, from an index; graphs of before are completed; what is unread."""

from typing import LiteralString

import pytest

from graph import log, message, older, said, space, thread, unread
from graph.database import Graph
from graph.identity import now
from graph.viewer import VISITOR
from tests.network import Network

pytestmark = pytest.mark.anyio

AS_BEFORE: LiteralString = "MATCH (message:Message) WHERE message.id <> '' REMOVE message.numberKey"
SHAPE: LiteralString = "MATCH (visitor:Member {id: $visitor}) SET visitor.shape = $shape"


@pytest.fixture
async def room(network: Network) -> str:
    await network.community("audit")
    for slug in ("amina", "karim"):
        await network.member(slug, "audit")
    await network.member("zoe")
    return await network.room("audit")


async def test_a_page_is_read_in_both_directions_by_numbers(graph: Graph, network: Network, room: str) -> None:
    said = [await network.say("amina", room, str(number)) for number in range(12)]
    other = await network.room("audit")
    await network.say("amina", other)
    latest = await log.messages(graph, "karim", room, None, True, 3)
    assert latest == [(12, said[11]), (11, said[10]), (10, said[9])]
    assert await log.messages(graph, "karim", room, 10, True, 2) == [(9, said[8]), (8, said[7])]
    assert await log.messages(graph, "karim", room, 10, False, 9) == [(11, said[10]), (12, said[11])]
    assert await log.message_count(graph, "karim", room) == 12


async def test_nobody_else_reads_it(graph: Graph, network: Network, room: str) -> None:
    await network.say("amina", room)
    for stranger in ("zoe", VISITOR, "nobody"):
        assert await log.messages(graph, stranger, room, None, True, 3) == []
        assert await log.message_count(graph, stranger, room) == 0


async def test_an_older_graph_is_completed_once(graph: Graph, network: Network, room: str) -> None:
    said = [await network.say("amina", room, str(number)) for number in range(3)]
    await network.run(AS_BEFORE)
    await network.run(SHAPE, visitor=VISITOR, shape=0)
    assert await log.messages(graph, "karim", room, None, True, 3) == []
    await older.complete(graph)
    assert [id for _, id in await log.messages(graph, "karim", room, None, False, 9)] == said
    with graph.counting() as count:
        await older.complete(graph)
    assert count.statements == 1


async def test_what_is_unread_in_a_large_space_is_counted_from_the_index(
    graph: Graph, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _talk(graph, network, room)
    walked = await unread.of_members(graph, ["amina", "karim", "zoe"])
    monkeypatch.setattr(unread, "LARGE", 4)
    indexed = await unread.of_members(graph, ["amina", "karim", "zoe"])
    assert walked["amina"].spaces == {room: 2}
    assert indexed["amina"].spaces == {room: 2}
    assert indexed["karim"].spaces == walked["karim"].spaces == {}
    assert (walked["zoe"].spaces, walked["zoe"].named) == ({}, 0)


async def _talk(graph: Graph, network: Network, room: str) -> None:
    """Amina says 3, then Karim 3, of which he takes one back."""
    for number in range(3):
        await network.say("amina", room, str(number))
    taken = await network.say("karim", room)
    await network.say("karim", room)
    await network.say("karim", room)
    await message.withdraw(graph, "karim", taken, "", now())


async def test_unread_is_told_by_where_it_is_and_of_what_one_may_read(
    graph: Graph, network: Network, room: str
) -> None:
    opened = await network.thread("amina", "audit")
    await thread.take_side(graph, "karim", opened, "BRINGS", now())
    await network.say("karim", room)
    await network.say("amina", room, "@karim ?")
    await network.say("amina", opened, "Alors ?")
    told = (await unread.of_members(graph, ["karim"]))["karim"]
    assert (told.threads, told.rooms, told.named) == (1, 1, 1)
    assert told.spaces == {opened: 1, room: 1}
    await network.run("MATCH (:Member {id: 'karim'})-[in:MEMBER_OF]->(:Community) DELETE in")
    assert (await unread.of_members(graph, ["karim"]))["karim"] == unread.Unread()


async def test_a_name_is_read_where_one_takes_no_part(graph: Graph, network: Network, room: str) -> None:
    await network.say("amina", room, "@karim ?")
    assert (await unread.of_members(graph, ["karim"]))["karim"].named == 1
    await space.mark_read(graph, "karim", room, 1)
    assert (await unread.of_members(graph, ["karim"]))["karim"].named == 0


async def test_who_takes_part_is_concerned(graph: Graph, network: Network, room: str) -> None:
    await network.say("amina", room)
    assert await unread.concerned(graph, [room, "nowhere"], ["amina", "karim"]) == {"amina"}


async def test_a_search_goes_down_a_large_space_piece_by_piece(
    graph: Graph, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(said, "PIECES", (3, 3))
    ids = [await network.say("amina", room, "Une aiguille" if number in (1, 7) else "foin") for number in range(12)]
    first = await said.said(graph, "karim", room, "aiguilles", 9)
    assert first == said.Said([ids[7]], 7)
    assert await said.said(graph, "karim", room, "aiguille", 9, first.further) == said.Said([ids[1]])
    assert await said.said(graph, "karim", room, "foin", 2) == said.Said([ids[11], ids[10]], 11)
    assert await said.said(graph, "karim", room, "foin", 2, 11) == said.Said([ids[9], ids[8]], 9)
    assert await said.said(graph, "karim", room, "foin", 2, 1) == said.Said([])
    assert await said.said(graph, "zoe", room, "foin", 2) == said.Said([])
