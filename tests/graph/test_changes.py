"""What readers gather while others write equals the graph: nothing is missed, nothing comes from elsewhere."""

import asyncio
import random
from typing import Any, LiteralString, cast

import pytest

from graph import access, changes, membership, message, session, space
from graph.database import Graph, Row
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

LATEST = """
MATCH (m:Message)-[:SAID_IN]->(:Space {id: $space}) RETURN m.id AS id, m.changed AS changed"""
WRITERS, ROUNDS, READERS = 6, 12, 4


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    await network.member("amina", "maille")
    return await network.room("maille")


async def _write(graph: Graph, place: str, luck: random.Random) -> None:
    mine: list[str] = []
    for _ in range(ROUNDS):
        if mine and luck.random() < 0.4:
            await message.edit(graph, "amina", luck.choice(mine), f"Autrement {luck.random()}", now())
        elif mine and luck.random() < 0.2:
            await message.withdraw(graph, "amina", mine.pop(), "", now())
        else:
            mine.append(new_id())
            await message.post(graph, "amina", place, mine[-1], "Bonjour", now())


async def _gather(graph: Graph, place: str, first: int, written: asyncio.Event) -> dict[str, int]:
    got: dict[str, int] = {}
    position = 0
    while True:
        over = written.is_set()  # before the read: what it finds is then all
        found = await changes.changes(graph, place, position, first)
        numbers = [row.number for row in found.rows]
        assert numbers == sorted(set(numbers))
        assert all(number > position for number in numbers)
        got |= {row.message: row.number for row in found.rows}
        position = found.position
        if over and not found.rows:
            return got


async def test_what_readers_gather_while_others_write_equals_the_graph(graph: Graph, place: str) -> None:
    written = asyncio.Event()
    readers = [asyncio.create_task(_gather(graph, place, 1 + n * 7, written)) for n in range(READERS)]
    await asyncio.gather(*(_write(graph, place, random.Random(n)) for n in range(WRITERS)))
    written.set()
    latest = {row["id"]: int(row["changed"].rpartition(":")[2]) for row in await graph.read(LATEST, space=place)}
    assert len(latest) > WRITERS
    for reader in readers:
        assert await reader == latest


class Torn:
    """A graph whose first range finds its entries before somebody writes, and their messages after that."""

    def __init__(self, graph: Graph, place: str, edited: str) -> None:
        self.graph, self.place, self.edited = graph, place, edited
        self.read_again = False

    async def read(self, statement: LiteralString, **parameters: Any) -> list[Row]:
        rows = await self.graph.read(statement, **parameters)
        if self.read_again:
            return rows
        self.read_again = True
        await message.post(self.graph, "amina", self.place, new_id(), "Bonsoir", now())
        await message.edit(self.graph, "amina", self.edited, "Autrement", now())
        latest = {row["id"]: row["changed"] for row in await self.graph.read(LATEST, space=self.place)}
        return [row | {"changed": latest[row["id"]]} for row in rows]


@pytest.mark.parametrize("first", [1, 2, 3, 10])
@pytest.mark.parametrize("edited", [0, 1, 2])
async def test_a_message_that_changes_while_it_is_read_hides_no_other(
    graph: Graph, network: Network, place: str, first: int, edited: int
) -> None:
    said = [await network.say("amina", place) for _ in range(3)]
    torn = cast(Graph, Torn(graph, place, said[edited]))
    found = await changes.changes(torn, place, 0, first)
    numbers = [row.number for row in found.rows]
    while found.more:
        found = await changes.changes(torn, place, found.position, first)
        numbers += [row.number for row in found.rows]
    assert numbers == [number for number in range(1, 6) if number != edited + 1]


async def test_a_message_that_changed_twice_comes_once_in_its_latest_state(
    graph: Graph, network: Network, place: str
) -> None:
    first, second = await network.say("amina", place), await network.say("amina", place)
    await message.edit(graph, "amina", first, "Autrement", now())
    found = await changes.changes(graph, place, 0, 10)
    assert [(row.message, row.number) for row in found.rows] == [(second, 2), (first, 3)]
    assert (found.position, found.more) == (3, False)


async def test_a_bounded_read_says_that_more_is_left(graph: Graph, network: Network, place: str) -> None:
    for _ in range(3):
        await network.say("amina", place)
    found = await changes.changes(graph, place, 0, 2)
    assert (found.position, found.more) == (2, True)
    assert (await changes.changes(graph, place, 2, 2)).more is False


async def test_what_changed_elsewhere_does_not_come(graph: Graph, network: Network, place: str) -> None:
    other = await network.room("maille")
    await network.say("amina", other)
    found = await changes.changes(graph, place, 0, 10)
    assert (list(found.rows), found.position) == ([], 0)


async def test_a_position_beyond_the_clock_stays_what_it_is(graph: Graph, network: Network, place: str) -> None:
    await network.say("amina", place)
    for beyond in (1, 7, changes.LAST):
        assert (await changes.changes(graph, place, beyond, 10)).position == beyond
    assert await space.position(graph, place) == 1


async def test_only_those_who_may_read_a_space_still_hear_it(graph: Graph, network: Network, place: str) -> None:
    await network.member("karim", "maille")
    await network.member("outside")
    hidden = await network.community("discret", door="HIDDEN")
    await network.join("karim", hidden)
    room, circle = await network.room(hidden), await network.circle("maille", "amina")
    everybody = ("amina", "karim", "outside", "visitor", "nobody")
    pairs = [(member, where) for member in everybody for where in (place, room, circle, "nowhere")]
    assert await access.readers(graph, pairs) == {
        ("amina", place),
        ("karim", place),
        ("karim", room),
        ("amina", circle),
    }
    await membership.leave(graph, "karim", hidden)
    assert ("karim", room) not in await access.readers(graph, pairs)


async def test_a_session_that_was_ended_lasts_no_longer(graph: Graph, place: str) -> None:
    kept, ended = [await session.open_session(graph, "amina", "", now()) for _ in range(2)]
    await session.end(graph, ended)
    ids = [session.hashed(kept), session.hashed(ended), "no-such-session"]
    assert await access.lasting(graph, ids, now()) == {session.hashed(kept)}
    assert await access.lasting(graph, ids, now() + 2 * session.LASTS) == set()
