"""Circles: opened by an invitation, entered by a yes, left in a line, closed with a talk; what the staff are shown."""

import pytest

from graph.database import Graph
from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import audit, bodies, plain, without

pytestmark = pytest.mark.anyio

FORM = {"name": "Oser l’oral", "purpose": "Un oral par semaine", "seeks": "un regard", "brings": "des gâteaux"}


@pytest.fixture
async def oral(network: Network, site: Site) -> str:
    """Mélanie's circle, to which Ousmane is invited."""
    await audit(network)
    answer = await (await site("melanie")).send_form(
        "/circles/new", **FORM, act="open", member="ousmane", ends="2099-01-31"
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


async def test_one_is_found_by_name_chosen_and_invited(network: Network, site: Site) -> None:
    await audit(network)
    melanie = await site("melanie")
    page = (await melanie.send_form("/circles/new", **FORM, act="find", find="ousm")).text
    assert ('value="ousmane"' in page, 'value="melanie"' in page, "Un oral par semaine" in page) == (True, False, True)
    assert 'value="ousmane" checked' in (await melanie.get("/circles/new?with=ousmane")).text
    alone = await melanie.send_form("/circles/new", **FORM, act="open")
    assert (alone.status_code, 'href="#find"' in alone.text) == (422, True)


async def test_an_invitation_is_answered_from_home_and_reads_nothing_before(
    site: Site, network: Network, oral: str
) -> None:
    melanie, ousmane = await site("melanie"), await site("ousmane")
    await melanie.send_form(f"/spaces/{oral}/messages", body="Entre nous")
    for address in ("/", "/circles"):
        page = plain((await ousmane.get(address)).text)
        assert ("Un oral par semaine" in page, "Entre nous" in page) == (True, False)
    assert (await ousmane.get(f"/circles/{oral}")).status_code == 404
    answer = await ousmane.send_form(f"/circles/{oral}/answer", answer="yes", seeks="du courage", brings="")
    assert answer.headers["location"] == f"/circles/{oral}"
    page = plain((await ousmane.get(f"/circles/{oral}")).text)
    assert bodies(page) == ["Entre nous"]
    assert all(words in page for words in ("du courage", "des gâteaux", "Ousmane Keïta est dans le cercle"))
    assert "Un oral par semaine" not in (await ousmane.get("/")).text


async def test_no_is_said_in_silence(site: Site, oral: str) -> None:
    ousmane = await site("ousmane")
    assert (await ousmane.send_form(f"/circles/{oral}/answer", answer="no")).headers["location"] == "/circles"
    assert (await ousmane.send_form(f"/circles/{oral}/answer", answer="yes")).status_code == 404
    assert "Ousmane" not in (await (await site("melanie")).get(f"/circles/{oral}")).text


async def test_one_leaves_in_a_line_and_reads_no_more(site: Site, oral: str) -> None:
    ousmane = await site("ousmane")
    await ousmane.send_form(f"/circles/{oral}/answer", answer="yes")
    assert (await ousmane.send_form(f"/circles/{oral}/leave")).headers["location"] == "/circles"
    assert (await ousmane.get(f"/circles/{oral}")).status_code == 404
    assert "Ousmane Keïta laisse sa place" in plain((await (await site("melanie")).get(f"/circles/{oral}")).text)


async def test_it_closes_with_a_talk_and_a_thanks_that_the_network_reads(graph: Graph, site: Site, oral: str) -> None:
    melanie, ousmane = await site("melanie"), await site("ousmane")
    await ousmane.send_form(f"/circles/{oral}/answer", answer="yes")
    assert (await melanie.get(f"/circles/{oral}/close")).status_code == 200
    words = {"helped": "Les répétitions", "next": "Un café", "thanks": "Merci pour l’écoute", "member": "ousmane"}
    assert (await melanie.send_form(f"/circles/{oral}/close", **words)).status_code == 303
    page = plain((await ousmane.get(f"/circles/{oral}")).text)
    assert ("Les répétitions" in page, "Un café" in page, 'id="say"' in page) == (True, True, False)
    assert await graph.read("MATCH (a)-[h:HELPED]->(b) RETURN a.id AS a, b.id AS b") == [
        {"a": "ousmane", "b": "melanie"}
    ]
    page = plain((await (await site("zoe")).get("/members/ousmane")).text)
    assert ("Les répétitions" in page, "Oser l’oral" in page) == (False, False)


@pytest.mark.parametrize("member", ["zoe", "yasmine", "sarah", "ines"])
async def test_nobody_else_does_anything_with_a_circle(site: Site, oral: str, member: str) -> None:
    client, absent = await site(member), new_id()
    for act in ("answer", "leave", "close"):
        there, nowhere = [await client.send_form(f"/circles/{id}/{act}", answer="yes") for id in (oral, absent)]
        assert (there.status_code, without(there.text, oral)) == (404, without(nowhere.text, absent))
    assert (await client.get(f"/circles/{oral}/close")).status_code == 404


async def test_the_staff_read_what_was_shown_to_them_and_settle_it(site: Site, network: Network, oral: str) -> None:
    said = [await network.say("melanie", oral, f"mot {number}") for number in range(6)]
    melanie, ines = await site("melanie"), await site("ines")
    page = plain((await melanie.get(f"/messages/{said[0]}/report")).text)
    assert ("mot 2" in page, "mot 3" in page) == (True, False)
    for other in ("ousmane", "ines", "zoe"):
        client = await site(other)
        assert (await client.get(f"/messages/{said[0]}/report")).status_code == 404
        assert (await client.send_form(f"/messages/{said[0]}/report", note="Moi")).status_code == 404
    assert (await melanie.send_form(f"/messages/{said[0]}/report", note="C’est trop")).status_code == 200
    page = plain((await ines.get("/reports")).text)
    assert [words in page for words in ("C’est trop", "mot 0", "mot 2", "mot 3")] == [True, True, True, False]
    assert (await melanie.get("/reports")).status_code == 404
    report = f"{said[0]}:melanie"
    assert (await melanie.send_form("/reports", report=report)).status_code == 404
    assert (await ines.send_form("/reports", report=report)).status_code == 303
    assert "mot 0" not in (await ines.get("/reports")).text
