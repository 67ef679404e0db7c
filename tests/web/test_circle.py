"""Circles: opened by an invitation, entered by a yes, left in a line, closed with a talk; what the staff are shown."""

import pytest

from graph.database import Graph
from graph.identity import new_id, now
from server.reminders import tell_due
from tests.network import Network
from tests.web.conftest import Letters, Site
from tests.web.talk import audit, bodies, plain, without
from web.house import House

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


async def test_one_invites_afterwards_is_told_by_mail_and_takes_it_back(
    site: Site, house: House, letters: Letters, oral: str
) -> None:
    melanie, yasmine = await site("melanie"), await site("yasmine")
    page = (await melanie.send_form(f"/circles/{oral}/invite", act="find", find="yasm")).text
    assert 'value="yasmine"' in page
    page = (await melanie.send_form(f"/circles/{oral}/invite", act="find", find="ousm")).text
    assert 'value="ousmane"' not in page  # who is asked already isn't found
    alone = await melanie.send_form(f"/circles/{oral}/invite", act="invite", find="yas")
    assert (alone.status_code, 'href="#find"' in alone.text, 'value="yas"' in alone.text) == (422, True, True)
    answer = await melanie.send_form(f"/circles/{oral}/invite", act="invite", member="yasmine")
    assert answer.headers["location"] == f"/circles/{oral}"
    await tell_due(house, now())
    mails = {mail.to: mail.text for mail, _ in letters.kept}
    assert mails.keys() == {"yasmine@exemple.fr", "ousmane@exemple.fr"}
    mail = plain(mails["yasmine@exemple.fr"])
    assert ("Mélanie Carpentier vous invite" in mail, "Un oral par semaine" in mail) == (True, True), mail
    assert "Un oral par semaine" in plain((await yasmine.get("/")).text)
    assert (await melanie.send_form(f"/circles/{oral}/take-back", member="yasmine")).status_code == 303
    assert "Un oral par semaine" not in plain((await yasmine.get("/")).text)
    assert (await yasmine.send_form(f"/circles/{oral}/answer", answer="yes")).status_code == 404


async def test_what_it_is_for_and_what_one_seeks_are_changed_later(site: Site, oral: str) -> None:
    melanie = await site("melanie")
    form = (await melanie.get(f"/circles/{oral}/edit")).text
    assert ('value="2099-01-31"' in form, "Un oral par semaine" in form) == (True, True)
    wrong = await melanie.send_form(f"/circles/{oral}/edit", name="Oser", purpose="Deux par semaine", ends="2001-01-01")
    assert (wrong.status_code, 'href="#ends"' in wrong.text, "Deux par semaine" in wrong.text) == (422, True, True)
    await melanie.send_form(f"/circles/{oral}/edit", name="Oser", purpose="Deux par semaine", ends="")
    await melanie.send_form(f"/circles/{oral}/ends", seeks="du souffle", brings="du thé")
    page = plain((await melanie.get(f"/circles/{oral}")).text)
    assert all(words in page for words in ("Deux par semaine", "du souffle", "du thé"))
    assert ("se donne jusqu" in page, "a changé le but ou la date du cercle" in page) == (False, True)


async def test_who_is_alone_is_told_what_to_do(site: Site, oral: str) -> None:
    melanie, ousmane = await site("melanie"), await site("ousmane")
    assert "Vos invitations attendent" in plain((await melanie.get(f"/circles/{oral}")).text)
    await ousmane.send_form(f"/circles/{oral}/answer", answer="no")
    assert "Invitez quelqu’un, ou refermez-le" in plain((await melanie.get(f"/circles/{oral}")).text)


async def test_a_circle_of_two_opens_from_a_profile_with_both_names(site: Site, oral: str) -> None:
    melanie = await site("melanie")
    assert "/circles/new?with=yasmine" in (await melanie.get("/members/yasmine")).text
    page = (await melanie.get("/circles/new?with=yasmine")).text
    assert ('value="Yasmine et Mélanie"' in page, 'value="yasmine" checked' in page) == (True, True)


@pytest.mark.parametrize("member", ["zoe", "yasmine", "sarah", "ines"])
async def test_nobody_else_does_anything_with_a_circle(site: Site, oral: str, member: str) -> None:
    client, absent = await site(member), new_id()
    for act in ("answer", "leave", "close", "invite", "take-back", "edit", "ends"):
        there, nowhere = [await client.send_form(f"/circles/{id}/{act}", answer="yes") for id in (oral, absent)]
        assert (there.status_code, without(there.text, oral)) == (404, without(nowhere.text, absent))
    for act in ("close", "invite", "edit"):
        assert (await client.get(f"/circles/{oral}/{act}")).status_code == 404


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
    assert "1 message signalé attend" in plain((await ines.get("/communities/maille/curate")).text)
    assert (await melanie.get("/reports")).status_code == 404
    report = f"{said[0]}:melanie"
    assert (await melanie.send_form("/reports", report=report)).status_code == 404
    assert (await ines.send_form("/reports", report=report)).status_code == 303
    assert "mot 0" not in (await ines.get("/reports")).text
    assert "Aucun message signalé" in (await ines.get("/communities/maille/curate")).text
