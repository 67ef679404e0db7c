"""Circles: nobody is put in one, nobody else reads it, leaving is one line, and a report shows a few words of it."""

import asyncio

import pytest

from graph import circle, circle_mail, farewell, invitation, invite, message, reminder, report, space
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

WORDS = {"name": "Oser l’oral", "purpose": "Un oral par semaine", "seeks": "un regard", "brings": "des gâteaux"}
DAY = 24 * 3_600_000
FACTS = """
MATCH (m:Message {kind: 'FACT'})-[:SAID_IN]->(:Space {id: $id}) WHERE m.fact <> 'RENEWED'
RETURN m.fact AS fact ORDER BY m.number"""


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


async def told(graph: Graph, at: int) -> list[tuple[str, str]]:
    """Tells all that is due, as the server does; answers (kind, member)."""
    found = []
    for due in await reminder.due(graph, at):
        for letter in await circle_mail.letters(graph, due.id, due.kind, at):
            if await reminder.take(graph, due.id, letter.member, at):
                found.append((letter.kind, letter.member))
        await reminder.done(graph, due)
    return sorted(found)


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
    assert await invitation.decline(graph, "claire", oral, now())
    assert not await invitation.accept(graph, "claire", oral, "", "", now())
    assert await invitation.mine(graph, "claire") == []
    assert await graph.read(FACTS, id=oral) == []


async def test_nobody_comes_in_uninvited(graph: Graph, oral: str) -> None:
    for other in ("ines", "discreet", "visitor"):
        assert not await invitation.accept(graph, other, oral, "", "", now())
        assert not await invitation.decline(graph, other, oral, now())
    assert await inside(graph, oral) == ["amina"]


async def test_one_invites_those_whom_one_may_see_or_nobody(graph: Graph, oral: str) -> None:
    for invited in (["karim", "discreet"], ["nobody"], ["amina"]):
        assert not await circle.open_circle(graph, "amina", new_id(), WORDS, None, invited, now())
    assert len(await graph.read("MATCH (c:Circle) RETURN c.id AS id")) == 1


async def test_leaving_is_one_plain_line(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    assert await farewell.leave(graph, "karim", oral, now())
    assert not await farewell.leave(graph, "karim", oral, now())
    assert not await farewell.leave(graph, "ines", oral, now())
    assert await message.post(graph, "karim", oral, new_id(), "Encore moi", now()) is None
    assert [row["fact"] for row in await graph.read(FACTS, id=oral)] == ["JOINED", "LEFT"]


async def test_a_close_keeps_its_talk_and_names_helps(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    for other in ("claire", "ines"):
        assert not await farewell.close(graph, other, oral, "Moi", "Rien", [], "", now())
    assert await farewell.close(
        graph, "amina", oral, "Les oraux", "Un café", ["karim", "ines", "amina"], "Merci", now()
    )
    helps = await graph.read("MATCH (a)-[h:HELPED]->(b:Member {id: 'amina'}) RETURN a.id AS giver, h.thanks AS thanks")
    assert helps == [{"giver": "karim", "thanks": "Merci"}]
    assert not await invitation.accept(graph, "claire", oral, "", "", now())
    assert not await farewell.close(graph, "karim", oral, "", "", [], "", now())
    assert await message.post(graph, "amina", oral, new_id(), "Encore", now()) is None


async def test_behind_the_last_one_it_closes_by_itself(graph: Graph, oral: str) -> None:
    assert await farewell.leave(graph, "amina", oral, now())
    assert await invitation.mine(graph, "karim") == []
    assert not await invitation.accept(graph, "karim", oral, "", "", now())
    assert (await graph.read("MATCH (c:Circle) RETURN c.status AS status")) == [{"status": "CLOSED"}]


async def test_who_is_left_alone_may_invite_or_close(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    await farewell.leave(graph, "amina", oral, now())
    assert await invite.invite(graph, "karim", oral, ["amina"], now()) == "INVITED"
    assert await farewell.close(graph, "karim", oral, "", "", [], "", now())


async def test_one_of_it_invites_others_afterwards_and_takes_it_back(graph: Graph, network: Network, oral: str) -> None:
    await network.member("theo", "maille")
    assert await invite.invite(graph, "karim", oral, ["theo"], now()) is None  # not in it yet
    assert await invite.invite(graph, "amina", oral, ["theo", "claire", "amina"], now()) == "INVITED"
    assert await invite.invite(graph, "amina", oral, ["ines", "discreet"], now()) == "UNKNOWN"
    for outsider in ("ines", "theo", "visitor"):
        assert not await invite.take_back(graph, outsider, oral, "theo", now())
    assert [one.circle for one in await invitation.mine(graph, "theo")] == [oral]
    assert await invite.take_back(graph, "amina", oral, "theo", now())
    assert not await invitation.accept(graph, "theo", oral, "", "", now())
    assert await inside(graph, oral) == ["amina"]
    assert await told(graph, now()) == [("INVITED", "claire"), ("INVITED", "karim")]
    assert await told(graph, now()) == []


async def test_it_never_grows_over_eight_whoever_invites_at_once(graph: Graph, network: Network, oral: str) -> None:
    crowd = [await network.member(f"m{number}", "maille") for number in range(10)]
    await invitation.accept(graph, "karim", oral, "", "", now())  # Amina, Karim, and Claire who hasn't answered
    found = await asyncio.gather(
        *(invite.invite(graph, who, oral, crowd[at : at + 2], now()) for at, who in enumerate(("amina", "karim") * 4)),
    )
    rows = await graph.read(
        "MATCH (c:Circle {id: $id}) RETURN COUNT { (c)<-[:TAKES_PART|INVITED_TO]-(:Member) } AS n", id=oral
    )
    assert rows[0]["n"] <= 8
    assert "FULL" in found
    assert len(await told(graph, now())) == rows[0]["n"] - 2


async def test_what_it_is_for_and_what_one_seeks_change_later(graph: Graph, oral: str) -> None:
    await invitation.accept(graph, "karim", oral, "", "", now())
    assert await circle.edit(graph, "karim", oral, "Oser", "Deux oraux par semaine", None, now())
    assert await circle.edit(graph, "karim", oral, "Oser", "Deux oraux par semaine", None, now())
    assert await circle.say(graph, "karim", oral, "du courage", "un chronomètre", now())
    for outsider in ("claire", "ines", "visitor"):
        assert not await circle.edit(graph, outsider, oral, "Moi", "Moi", None, now())
        assert not await circle.say(graph, outsider, oral, "moi", "moi", now())
    assert [row["fact"] for row in await graph.read(FACTS, id=oral)] == ["JOINED", "REWORDED"]
    assert (await circle.ends(graph, "amina", [oral]))[oral][1] == ("karim", "du courage", "un chronomètre")


async def test_its_end_is_told_a_week_before_and_on_its_morning(graph: Graph, oral: str) -> None:
    await told(graph, now())
    await invitation.accept(graph, "karim", oral, "", "", now())
    ends = now() + 30 * DAY
    assert await circle.edit(graph, "amina", oral, "Oser", "Un oral", ends - 9 * DAY, now())
    assert await circle.edit(graph, "amina", oral, "Oser", "Un oral", ends, now())
    assert await told(graph, ends - 8 * DAY) == []
    assert await told(graph, ends - 7 * DAY) == [("ENDS_SOON", "amina"), ("ENDS_SOON", "karim")]
    assert await told(graph, ends - DAY // 2) == [("ENDS", "amina"), ("ENDS", "karim")]
    assert await told(graph, ends) == []


async def test_the_end_of_what_is_closed_or_long_past_is_told_to_nobody(graph: Graph, oral: str) -> None:
    await told(graph, now())
    ends = now() + 30 * DAY
    assert await circle.edit(graph, "amina", oral, "Oser", "Un oral", ends, now())
    assert await told(graph, ends + 4 * DAY) == []
    assert await circle.edit(graph, "amina", oral, "Oser", "Un oral", ends + DAY, now())
    assert await farewell.close(graph, "amina", oral, "", "", [], "", now())
    assert await told(graph, ends) == []


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
