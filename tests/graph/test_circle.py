"""Circles: nobody is put in one, nobody else reads it, leaving is one line, and a report shows a few words of it."""

import pytest

from graph import circle, invitation, message, report, space
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

WORDS = {"name": "Oser l’oral", "purpose": "Un oral par semaine", "seeks": "un regard", "brings": "des gâteaux"}
FACTS = """
MATCH (m:Message {kind: 'FACT'})-[:SAID_IN]->(:Space {id: $id}) RETURN m.fact AS fact ORDER BY m.number"""


@pytest.fixture
async def oral(graph: Graph, network: Network) -> str:
    """Amina's circle, to which Karim and Claire are invited; Inès is of the staff."""
    await network.root()
    for slug in ("amina", "karim", "claire", "ines"):
        await network.member(slug, "maille")
    await network.member("discreet", "maille", discreet=True)
    await network.curate("ines", "maille")
    id = new_id()
    assert await circle.open_circle(graph, "amina", id, WORDS, None, ["karim", "claire"], now())
    return id


async def inside(graph: Graph, id: str) -> list[str]:
    rows = await graph.read("MATCH (m:Member)-[:TAKES_PART]->(:Space {id: $id}) RETURN m.id AS id ORDER BY id", id=id)
    return [row["id"] for row in rows]


async def test_who_is_invited_reads_nothing_until_they_say_yes(graph: Graph, oral: str) -> None:
    assert await inside(graph, oral) == ["amina"]
    assert await message.post(graph, "karim", oral, new_id(), "Coucou", now()) is None
    assert await space.writable(graph, "karim", [oral]) == set()
    (found,) = await invitation.mine(graph, "karim")
    assert (found.name, found.by, found.inside) == ("Oser l’oral", "amina", ("amina",))
    assert await invitation.accept(graph, "karim", oral, "du courage", "", now())
    assert await inside(graph, oral) == ["amina", "karim"]
    assert await circle.ends(graph, "karim", [oral]) == {
        oral: [("amina", "un regard", "des gâteaux"), ("karim", "du courage", "")]
    }
    assert await circle.ends(graph, "claire", [oral]) == {}


async def test_saying_no_leaves_no_trace(graph: Graph, oral: str) -> None:
    assert await invitation.decline(graph, "claire", oral)
    assert not await invitation.accept(graph, "claire", oral, "", "", now())
    assert await invitation.mine(graph, "claire") == []
    assert await graph.read(FACTS, id=oral) == []


async def test_nobody_comes_in_uninvited(graph: Graph, oral: str) -> None:
    for other in ("ines", "discreet", "visitor"):
        assert not await invitation.accept(graph, other, oral, "", "", now())
        assert not await invitation.decline(graph, other, oral)
    assert await inside(graph, oral) == ["amina"]


async def test_one_invites_those_whom_one_may_see_or_nobody(graph: Graph, oral: str) -> None:
    for invited in (["karim", "discreet"], ["nobody"], ["amina"]):
        assert not await circle.open_circle(graph, "amina", new_id(), WORDS, None, invited, now())
    assert len(await graph.read("MATCH (c:Circle) RETURN c.id AS id")) == 1


async def test_leaving_is_one_plain_line(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    assert await circle.leave(graph, "karim", oral, now())
    assert not await circle.leave(graph, "karim", oral, now())
    assert not await circle.leave(graph, "ines", oral, now())
    assert await message.post(graph, "karim", oral, new_id(), "Encore moi", now()) is None
    assert [row["fact"] for row in await graph.read(FACTS, id=oral)] == ["JOINED", "LEFT"]


async def test_a_close_keeps_its_talk_and_names_helps(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    for other in ("claire", "ines"):
        assert not await circle.close(graph, other, oral, "Moi", "Rien", [], "", now())
    assert await circle.close(graph, "amina", oral, "Les oraux", "Un café", ["karim", "ines", "amina"], "Merci", now())
    helps = await graph.read("MATCH (a)-[h:HELPED]->(b:Member {id: 'amina'}) RETURN a.id AS giver, h.thanks AS thanks")
    assert helps == [{"giver": "karim", "thanks": "Merci"}]
    assert not await invitation.accept(graph, "claire", oral, "", "", now())
    assert not await circle.close(graph, "karim", oral, "", "", [], "", now())
    assert await message.post(graph, "amina", oral, new_id(), "Encore", now()) is None


async def test_the_staff_read_what_was_reported_and_two_words_on_either_side(
    graph: Graph, network: Network, oral: str
) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())  # a line of its own: number 1
    said = [await network.say(("amina", "karim")[n % 2], oral, f"mot {n}") for n in range(7)]
    assert await report.unsettled(graph, "ines") == []
    for other in ("ines", "claire", "visitor"):
        assert not await report.file(graph, other, said[3], "Lisez", now())
        assert await report.preview(graph, other, said[3]) == []
    assert await report.file(graph, "amina", said[3], "C’est trop", now())
    assert await report.file(graph, "amina", said[3], "Encore", now())
    (found,) = await report.unsettled(graph, "ines")
    assert [one.body for one in found.said] == ["mot 1", "mot 2", "mot 3", "mot 4", "mot 5"]
    assert [one.body for one in found.said if one.reported] == ["mot 3"]
    assert found.said == tuple(await report.preview(graph, "amina", said[3]))
    for other in ("amina", "karim", "visitor"):
        assert await report.unsettled(graph, other) == []
        assert not await report.settle(graph, other, found.id, now())
    assert await report.settle(graph, "ines", found.id, now())
    assert await report.unsettled(graph, "ines") == []
