"""What a message said before: kept when it is changed, given back for a while, then gone for good."""

import pytest

from graph import history, message, version
from graph.database import Graph
from graph.identity import now
from tests.network import Network

pytestmark = pytest.mark.anyio

VERSIONS = "MATCH (:Message {id: $id})-[:WAS]->(v:Version) RETURN v.body AS body ORDER BY v.at, v.id"
BODY = "MATCH (m:Message {id: $id}) RETURN m.body AS body, m.withdrawnAt AS withdrawn, m.changed AS changed"


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "sofia"):
        await network.member(member, "maille")
    await network.curate("sofia", "maille")
    return await network.room("maille")


async def bodies(graph: Graph, id: str) -> list[str]:
    return [row["body"] for row in await graph.read(VERSIONS, id=id)]


async def test_each_change_keeps_what_was_said(graph: Graph, network: Network, place: str) -> None:
    id = await network.say("amina", place, "Un")
    for text in ("Deux", "Trois"):
        await message.edit(graph, "amina", id, text, now())
    assert await bodies(graph, id) == ["Un", "Deux"]


async def test_its_author_undoes_a_withdrawal(graph: Graph, network: Network, place: str) -> None:
    id, at = await network.say("amina", place, "Un"), now()
    await message.edit(graph, "amina", id, "Deux", at)
    await message.withdraw(graph, "amina", id, "", at)
    assert (await graph.read(BODY, id=id))[0]["body"] == ""
    assert await history.restorable(graph, "amina", [id], at) == {id}
    assert await history.restorable(graph, "karim", [id], at) == set()
    for other in ("karim", "sofia", "visitor"):
        assert await history.restore(graph, other, id, at) is None
    assert await history.restore(graph, "amina", id, at + version.UNDO) == place
    assert (await graph.read(BODY, id=id))[0] == {"body": "Deux", "withdrawn": None, "changed": f"{place}:{4:010d}"}
    assert await bodies(graph, id) == ["Un"]
    assert await history.restore(graph, "amina", id, at) is None
    await version.sweep(graph, at + 2 * version.UNDO)
    assert await bodies(graph, id) == ["Un"]


async def test_after_a_while_its_words_are_gone_for_good(graph: Graph, network: Network, place: str) -> None:
    id, at = await network.say("amina", place, "Un"), now()
    await message.edit(graph, "amina", id, "Deux", at)
    await message.withdraw(graph, "amina", id, "", at)
    assert await history.restore(graph, "amina", id, at + version.UNDO + 1) is None
    await version.sweep(graph, at + version.UNDO)
    assert await bodies(graph, id) == ["Un", "Deux"]
    other = await network.say("karim", place)
    await message.withdraw(graph, "karim", other, "", at + version.UNDO + 1)
    assert await bodies(graph, id) == []
    assert await history.restore(graph, "amina", id, at) is None


async def test_what_a_curator_withdraws_is_gone_at_once(graph: Graph, network: Network, place: str) -> None:
    id = await network.say("amina", place, "Publicité")
    await message.edit(graph, "amina", id, "Publicité 2", now())
    await message.withdraw(graph, "sofia", id, "Pas ici", now())
    assert await bodies(graph, id) == []
    assert await history.restorable(graph, "amina", [id], now()) == set()
    assert await history.restore(graph, "amina", id, now()) is None


async def test_a_withdrawal_is_undone_only_where_one_may_still_write(
    graph: Graph, network: Network, place: str
) -> None:
    id = await network.say("amina", place, "Un")
    await message.withdraw(graph, "amina", id, "", now())
    await network.run("MATCH (:Member {id: 'amina'})-[of:MEMBER_OF]->() DELETE of")
    assert await history.restore(graph, "amina", id, now()) is None
