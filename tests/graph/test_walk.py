"""Lists are read down an index until a page is full, whoever is in the way."""

import pytest

from graph import directory, feed, pin, thread
from graph.database import Graph
from graph.identity import now
from graph.walk import Row, walk
from tests.network import Network

pytestmark = pytest.mark.anyio

SHELF = "MATCH (t:Thread {id: $id}) RETURN t.shelfKey AS shelf, t.heldKey AS held"


async def test_a_page_is_full_though_few_are_kept() -> None:
    rows = [(f"{number:04d}", str(number)) for number in range(5000)]
    pieces: list[int] = []

    async def piece(key: str | None, size: int) -> list[Row]:
        pieces.append(size)
        return [row for row in rows if key is None or row[0] > key][:size]

    async def keep(ids: list[str]) -> set[str]:
        return {id for id in ids if int(id) % 400 == 0}

    assert [id for _, id in await walk(piece, keep, None, 5)] == ["0", "400", "800", "1200", "1600"]
    assert pieces == [100, 200, 400, 800, 1600]
    assert [id for _, id in await walk(piece, keep, "1600", 50)] == [
        "2000",
        "2400",
        "2800",
        "3200",
        "3600",
        "4000",
        "4400",
        "4800",
    ]


@pytest.fixture
async def crowd(network: Network) -> None:
    """Two communities; of the 130 threads, those of lyon are the oldest; half of the members are discreet."""
    await network.root()
    await network.community("lyon")
    await network.member("amina", "maille", "lyon")
    await network.member("karim", "maille")
    for number in range(130):
        await network.thread("amina", "lyon" if number < 15 else "maille", f"Demande {number}")
    for number in range(120):
        await network.member(f"p{number:03d}", "maille", discreet=number < 110)


async def titles(graph: Graph, viewer: str, wanted: feed.Wanted, key: str | None, limit: int) -> list[str]:
    ids = await feed.threads(graph, viewer, wanted, key, limit)
    rows = await graph.read("UNWIND $ids AS id MATCH (t:Thread {id: id}) RETURN t.title AS title", ids=ids)
    return [row["title"].removeprefix("Demande ") for row in rows]


@pytest.mark.usefixtures("crowd")
async def test_threads_are_those_of_ones_communities_newest_first(graph: Graph) -> None:
    lyon = feed.Wanted(community="lyon")
    assert await titles(graph, "amina", lyon, None, 3) == ["14", "13", "12"]
    after = (await feed.threads(graph, "amina", lyon, None, 3))[-1]
    assert await titles(graph, "amina", lyon, after, 3) == ["11", "10", "9"]
    assert await titles(graph, "amina", feed.Wanted(status="OPEN", kind="REQUEST"), None, 3) == ["129", "128", "127"]
    assert await titles(graph, "amina", feed.Wanted(kind="OFFER"), None, 3) == []
    everything = await feed.threads(graph, "amina", feed.Wanted(), None, 200)
    assert len(everything) == 130
    assert len(await feed.threads(graph, "karim", feed.Wanted(), None, 200)) == 115


@pytest.mark.usefixtures("crowd")
async def test_for_who_may_see_nothing_nothing_is_walked(graph: Graph, network: Network) -> None:
    await network.member("outside")
    with graph.counting() as count:
        assert await feed.threads(graph, "karim", feed.Wanted(community="lyon"), None, 20) == []
        assert await feed.threads(graph, "visitor", feed.Wanted(), None, 20) == []
        assert await directory.members(graph, "visitor", directory.Wanted(), None, 20) == []
        assert await directory.members(graph, "outside", directory.Wanted(), None, 20) == []
    assert count.statements == 3


@pytest.mark.usefixtures("crowd")
async def test_members_who_are_discreet_are_walked_past(graph: Graph) -> None:
    for wanted in (directory.Wanted(), directory.Wanted(community="maille")):
        found = await directory.members(graph, "karim", wanted, None, 4)
        assert [slug for slug, _ in found] == ["amina", "karim", "p110", "p111"]
        found = await directory.members(graph, "karim", wanted, "p111", 100)
        assert [slug for slug, _ in found] == [f"p{number}" for number in range(112, 120)]
    assert await directory.members(graph, "karim", directory.Wanted(community="lyon"), None, 4) == [("amina", "amina")]


async def test_a_thread_stands_where_its_status_and_its_pin_say(graph: Graph, network: Network) -> None:
    await network.root()
    await network.member("amina", "maille")
    await network.curate("amina", "maille")
    id = await network.thread("amina", "maille")

    async def shelf() -> str:
        (row,) = await graph.read(SHELF, id=id)
        assert row["held"] == f"maille:{id}"
        community, name, instant, its = row["shelf"].split(":")
        assert (community, its) == ("maille", id)
        assert len(instant) == 15
        return str(name)

    assert await shelf() == "OPEN"
    assert await pin.pin(graph, "amina", id, True, now())
    assert await shelf() == "PINNED"
    assert await thread.close(graph, "amina", id, [], "", now())
    assert await shelf() == "PINNED"
    assert await pin.pin(graph, "amina", id, False, now())
    assert await shelf() == "CLOSED"
    assert await thread.reopen(graph, "amina", id, now())
    assert await shelf() == "OPEN"
