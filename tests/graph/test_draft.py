"""What one has begun to write is one's own, and goes once it is said; what is read is read up to what can be read."""

import pytest

from graph import draft, space, thread, unread
from graph.database import Graph
from graph.identity import now
from tests.network import Network

pytestmark = pytest.mark.anyio


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim"):
        await network.member(member, "maille")
    return await network.room("maille")


async def test_a_draft_is_kept_for_its_writer_alone(graph: Graph, network: Network, place: str) -> None:
    for text in ("Bon", "Bonjour"):
        assert await draft.save(graph, "amina", place, text, now())
    assert await draft.drafts(graph, "amina", [place]) == {place: "Bonjour"}
    assert await draft.drafts(graph, "karim", [place]) == {}
    await draft.forget(graph, "karim", place)
    await network.say("karim", place)
    assert await draft.drafts(graph, "amina", [place]) == {place: "Bonjour"}


async def test_a_draft_goes_once_it_is_said_or_emptied(graph: Graph, network: Network, place: str) -> None:
    for _ in range(2):
        await draft.save(graph, "amina", place, "Bonjour", now())
        await network.say("amina", place)
        assert await draft.drafts(graph, "amina", [place]) == {}
    await draft.save(graph, "amina", place, "Bonjour", now())
    await draft.forget(graph, "amina", place)
    assert await draft.drafts(graph, "amina", [place]) == {}


async def test_nobody_drafts_where_they_may_not_write(graph: Graph, network: Network, place: str) -> None:
    await network.member("outside")
    circle, closed = await network.circle("maille", "amina"), await network.thread("amina", "maille")
    await thread.close(graph, "amina", closed, [], "", now())
    for member, where in (
        ("outside", place),
        ("visitor", place),
        ("karim", circle),
        ("amina", closed),
        ("amina", "nowhere"),
    ):
        assert not await draft.save(graph, member, where, "Bonjour", now())
        assert await draft.drafts(graph, member, [where]) == {}


async def test_all_is_marked_read_where_one_takes_part_and_nowhere_else(
    graph: Graph, network: Network, place: str
) -> None:
    other, quiet = await network.room("maille"), await network.room("maille")
    for where in (place, other, quiet):
        await network.say("amina", where)
    for where in (place, other):
        await network.say("karim", where)
    assert await unread.unread(graph, "amina", [place, other, quiet]) == {place: 1, other: 1, quiet: 0}
    assert await space.mark_all_read(graph, "amina") == 2
    assert await unread.unread(graph, "amina", [place, other, quiet]) == {place: 0, other: 0, quiet: 0}
    assert await space.read_to(graph, "karim", [place, other, quiet]) == {place: 2, other: 2}
    assert await space.mark_all_read(graph, "amina") == 0
    assert await space.mark_all_read(graph, "visitor") == 0
