"""Messages and the clock of a space: no number is missing, none is given twice, nobody outside writes."""

import asyncio

import pytest

from graph import message, space, thread, unread
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

NUMBERS = """
MATCH (m:Message)-[:SAID_IN]->(:Space {id: $space}) RETURN m.number AS number, m.changed AS changed ORDER BY number"""


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    await network.member("amina", "maille")
    await network.member("karim", "maille")
    return await network.room("maille")


async def test_messages_take_the_numbers_of_the_clock_without_a_gap(graph: Graph, network: Network, place: str) -> None:
    await asyncio.gather(*(network.say("amina" if n % 2 else "karim", place, f"n° {n}") for n in range(24)))
    rows = await graph.read(NUMBERS, space=place)
    assert [row["number"] for row in rows] == list(range(1, 25))
    assert [row["changed"] for row in rows] == [f"{place}:{n:010d}" for n in range(1, 25)]
    assert await space.position(graph, place) == 24


async def test_a_repeated_id_says_it_once(graph: Graph, place: str) -> None:
    id = new_id()
    answers = [await message.post(graph, "amina", place, id, "Une fois", now()) for _ in range(3)]
    assert [answer and answer.repeated for answer in answers] == [False, True, True]
    assert len(await graph.read(NUMBERS, space=place)) == 1


async def test_what_was_said_before_a_thread_was_closed_is_said_however_often_it_is_sent(
    graph: Graph, network: Network, place: str
) -> None:
    closed, id = await network.thread("amina", "maille"), new_id()
    assert await message.post(graph, "amina", closed, id, "Juste avant", now())
    assert await thread.close(graph, "amina", closed, [], "", now())
    assert await message.post(graph, "amina", closed, id, "Juste avant", now()) == message.Posted(id, repeated=True)
    assert await message.post(graph, "amina", closed, new_id(), "Trop tard", now()) is None
    assert await message.post(graph, "karim", closed, id, "Trop tard", now()) is None


async def test_the_id_of_anothers_message_is_refused_and_changes_nothing(
    graph: Graph, network: Network, place: str
) -> None:
    id = await network.say("amina", place, "La mienne")
    assert await message.post(graph, "karim", place, id, "La tienne", now()) is None
    rows = await graph.read("MATCH (m:Message {id: $id}) RETURN m.body AS body", id=id)
    assert rows == [{"body": "La mienne"}]


async def test_who_is_outside_writes_nothing(graph: Graph, network: Network, place: str) -> None:
    await network.member("outside")
    assert await message.post(graph, "outside", place, new_id(), "Bonjour", now()) is None
    assert await message.post(graph, "visitor", place, new_id(), "Bonjour", now()) is None
    assert await message.post(graph, "amina", "no-such-space", new_id(), "Bonjour", now()) is None
    assert await graph.read(NUMBERS, space=place) == []


async def test_a_circle_is_written_by_those_who_take_part_alone(graph: Graph, network: Network, place: str) -> None:
    circle = await network.circle("maille", "amina")
    assert await message.post(graph, "amina", circle, new_id(), "Entre nous", now())
    assert await message.post(graph, "karim", circle, new_id(), "Et moi ?", now()) is None


async def test_a_closed_thread_takes_no_message(graph: Graph, network: Network, place: str) -> None:
    id = await network.thread("amina", "maille")
    assert await thread.close(graph, "amina", id, [], "", now())
    assert await message.post(graph, "karim", id, new_id(), "Trop tard ?", now()) is None
    assert await thread.reopen(graph, "amina", id, now())
    assert await message.post(graph, "karim", id, new_id(), "À temps", now())


async def test_an_edit_takes_the_next_number_and_keeps_its_place(graph: Graph, network: Network, place: str) -> None:
    first, _ = await network.say("amina", place, "Bonjuor"), await network.say("karim", place)
    assert await message.edit(graph, "amina", first, "Bonjour", now()) == place
    rows = await graph.read(NUMBERS, space=place)
    assert rows[0] == {"number": 1, "changed": f"{place}:{3:010d}"}
    assert await message.edit(graph, "karim", first, "Pas à moi", now()) is None


async def test_a_message_is_withdrawn_by_its_author_or_by_a_curator_with_a_reason(
    graph: Graph, network: Network, place: str
) -> None:
    await network.member("sofia", "maille")
    ids = [await network.say("amina", place) for _ in range(3)]
    assert await message.withdraw(graph, "karim", ids[0], "Je n’aime pas", now()) is None
    assert await message.withdraw(graph, "amina", ids[0], "", now()) == place
    assert await message.withdraw(graph, "sofia", ids[1], "Publicité", now()) is None
    await network.curate("sofia", "maille")
    assert await message.withdraw(graph, "sofia", ids[1], "", now()) is None
    assert await message.withdraw(graph, "sofia", ids[1], "Publicité", now()) == place
    assert await message.reasons(graph, "amina", ids) == {ids[1]: "Publicité"}
    assert await message.reasons(graph, "karim", ids) == {}


async def test_staff_withdraw_nothing_in_a_circle(graph: Graph, network: Network, place: str) -> None:
    circle = await network.circle("maille", "amina")
    said = await network.say("amina", circle)
    await network.curate("karim", "maille")
    assert await message.withdraw(graph, "karim", said, "Vu", now()) is None


async def test_what_others_said_since_is_unread_until_it_is_read(graph: Graph, network: Network, place: str) -> None:
    await network.say("amina", place)
    for _ in range(3):
        await network.say("karim", place)
    assert await unread.unread(graph, "amina", [place]) == {place: 3}
    await space.mark_read(graph, "amina", place, 3)
    await space.mark_read(graph, "amina", place, 2)
    assert await unread.unread(graph, "amina", [place]) == {place: 1}
    assert await unread.unread(graph, "karim", [place]) == {place: 0}
