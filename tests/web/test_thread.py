"""A thread as its members meet it: opening, next step, both ends, the log, and who may do what."""

import re
from urllib.parse import unquote

import pytest

from graph import thread
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, bodies, plain, without

pytestmark = pytest.mark.anyio


async def test_it_says_what_comes_next_to_its_author_and_to_everybody_else(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network), "Un oral d’audit jeudi", "oraux")
    melanie, yasmine = await site("melanie"), await site("yasmine")
    page = (await melanie.get(f"/threads/{id}")).text
    assert "Personne n’a encore répondu." in page
    assert "1 membre qui sait faire a votre demande en haut de son accueil." in page
    assert 'class="when"' in page
    assert "Une phrase de vous suffit" in (await yasmine.get(f"/threads/{id}")).text
    await network.say("yasmine", id, "J’ai passé le même en janvier.")
    assert "À vous de répondre à Yasmine." in plain((await melanie.get(f"/threads/{id}")).text)
    await network.say("melanie", id, "Merci")
    page = (await melanie.get(f"/threads/{id}")).text
    assert "La balle est chez Yasmine." in page
    assert f"/threads/{id}/close" in page
    assert f"/threads/{id}/close" not in (await yasmine.get(f"/threads/{id}")).text


async def test_what_is_posted_stands_in_the_log_once_even_when_it_is_sent_twice(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine, key = await site("yasmine"), new_id()
    for _ in range(2):
        answer = await yasmine.send_form(f"/spaces/{id}/messages", body="Je suis passée par là", id=key)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/threads/{id}#m-{key}"
    page = (await yasmine.get(f"/threads/{id}")).text
    assert bodies(page) == ["Je suis passée par là"]
    assert f'id="m-{key}"' in page


async def test_the_script_is_answered_without_a_page(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine, script = await site("yasmine"), {"hx-request": "true"}
    form = {"csrf": yasmine.csrf, "body": "Je suis passée par là", "id": new_id()}
    said = await yasmine.post(f"/spaces/{id}/messages", data=form, headers=script)
    read = await yasmine.post(f"/spaces/{id}/read", data=form | {"position": "1"}, headers=script)
    assert (said.status_code, read.status_code) == (204, 204)
    refused = await yasmine.post(f"/spaces/{id}/messages", data=form | {"body": ""}, headers=script)
    assert (refused.status_code, 'id="composer"' in refused.text) == (422, True)
    assert bodies((await yasmine.get(f"/threads/{id}")).text) == ["Je suis passée par là"]


async def test_an_empty_message_is_refused_and_one_too_long_is_kept(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine = await site("yasmine")
    empty = await yasmine.send_form(f"/spaces/{id}/messages", body="  ")
    assert (empty.status_code, "Ce champ est vide" in empty.text) == (422, True)
    long = await yasmine.send_form(f"/spaces/{id}/messages", body="sans fin " * 1000)
    assert (long.status_code, long.text.count("sans fin ") >= 1000) == (422, True)


async def test_both_ends_are_taken_and_left_by_the_same_button(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine = await site("yasmine")
    page = (await yasmine.get(f"/threads/{id}")).text
    assert ("Moi aussi" in page, "Je peux aider" in page) == (True, True)
    assert (await yasmine.send_form(f"/threads/{id}/side", side="BRINGS")).status_code == 303
    page = (await yasmine.get(f"/threads/{id}")).text
    assert "Vous aidez" in page
    assert "en cours, 1 personne aide" in page
    assert "Yasmine Ferhat peut aider" in page
    assert re.search(r'value="NONE" aria-pressed="true"', page)
    await yasmine.send_form(f"/threads/{id}/side", side="NONE")
    page = (await yasmine.get(f"/threads/{id}")).text
    assert "Vous aidez" not in page
    assert "Yasmine Ferhat laisse sa place" in page


async def test_the_author_has_no_side_to_take(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    assert f"/threads/{id}/side" not in (await (await site("melanie")).get(f"/threads/{id}")).text


async def test_what_is_new_begins_where_one_stopped_reading(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    await network.say("yasmine", id, "Avant")
    await network.say("melanie", id, "Lu jusqu’ici")
    await network.say("yasmine", id, "Après")
    melanie = await site("melanie")
    page = (await melanie.get(f"/threads/{id}")).text
    assert page.index("Lu jusqu’ici") < page.index('id="fresh"') < page.index("Après")
    position = re.search(r'data-read="(\d+)"', page)
    assert position
    answer = await melanie.send_form(f"/spaces/{id}/read", position=position[1])
    assert answer.headers["location"] == f"/threads/{id}"
    assert 'id="fresh"' not in (await melanie.get(f"/threads/{id}")).text


async def test_who_does_not_take_part_has_nothing_new(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    await network.say("melanie", id, "Avant")
    assert 'id="fresh"' not in (await (await site("ousmane")).get(f"/threads/{id}")).text


async def test_a_closed_thread_refuses_a_message_and_keeps_it(graph: Graph, network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    await thread.close(graph, "melanie", id, [], "", now())
    yasmine = await site("yasmine")
    page = (await yasmine.get(f"/threads/{id}")).text
    assert "Mélanie a clos ce fil" in page
    assert f"/spaces/{id}/messages" not in page
    answer = await yasmine.send_form(f"/spaces/{id}/messages", body="Trop tard ?")
    assert answer.status_code == 422
    assert re.search(r"<textarea[^>]*readonly>Trop tard \?</textarea>", answer.text)
    assert "Mélanie a clos ce fil" in answer.text
    assert "Votre message n’est pas parti" in plain(answer.text)
    assert bodies((await yasmine.get(f"/threads/{id}")).text) == []


async def test_what_was_begun_in_a_thread_that_closes_stays_until_it_is_let_go(
    graph: Graph, network: Network, site: Site
) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine = await site("yasmine")
    await yasmine.send_form(f"/spaces/{id}/draft", body="Commence par le plan")
    await thread.close(graph, "melanie", id, [], "", now())
    kept = re.compile(r'<div id="kept">.*readonly>Commence par le plan</textarea>')
    assert kept.search((await yasmine.get(f"/threads/{id}")).text)
    assert "Commence par le plan" not in (await (await site("melanie")).get(f"/threads/{id}")).text
    answer = await yasmine.send_form(f"/spaces/{id}/draft", body="")
    assert answer.headers["location"] == f"/spaces/{id}"
    assert '<div id="kept" hidden>' in (await yasmine.get(f"/threads/{id}")).text


async def test_a_side_taken_too_late_is_told_why(graph: Graph, network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    await thread.close(graph, "melanie", id, [], "", now())
    answer = await (await site("yasmine")).send_form(f"/threads/{id}/side", side="BRINGS")
    assert (answer.status_code, "Mélanie a clos ce fil" in answer.text) == (422, True)


async def test_thanks_of_two_closings_both_stay(graph: Graph, network: Network, site: Site) -> None:
    id = await network.helped("ousmane", "melanie", await audit(network), "La première fois")
    await thread.reopen(graph, "melanie", id, now())
    await network.say("yasmine", id)
    await thread.close(graph, "melanie", id, ["yasmine"], "La seconde fois", now())
    page = (await (await site("sarah")).get(f"/threads/{id}")).text
    assert page.index("La première fois") < page.index("La seconde fois")


async def test_an_id_that_is_none_makes_a_new_one(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    answer = await (await site("yasmine")).send_form(f"/spaces/{id}/messages", body="Oui", id="x" * 36)
    assert answer.status_code == 303
    assert "xxx" not in answer.headers["location"]


async def test_its_author_alone_reopens_it(graph: Graph, network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    await thread.close(graph, "melanie", id, [], "", now())
    assert (await (await site("yasmine")).send_form(f"/threads/{id}/reopen")).status_code == 404
    melanie = await site("melanie")
    assert "Rouvrir ce fil" in (await melanie.get(f"/threads/{id}")).text
    assert (await melanie.send_form(f"/threads/{id}/reopen")).status_code == 303
    assert "Mélanie Carpentier a rouvert le fil" in (await melanie.get(f"/threads/{id}")).text


async def test_a_curator_alone_pins_it(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    for member in ("melanie", "zoe"):
        client = await site(member)
        assert (await client.send_form(f"/threads/{id}/pin", pinned="yes")).status_code == 404
    assert "Épingler" not in (await (await site("melanie")).get(f"/threads/{id}")).text
    sarah = await site("sarah")
    assert "Épingler ce fil" in (await sarah.get(f"/threads/{id}")).text
    assert (await sarah.send_form(f"/threads/{id}/pin", pinned="yes")).status_code == 303
    page = (await sarah.get(f"/threads/{id}")).text
    assert ("Retirer l’épingle" in page, "a épinglé le fil" in page) == (True, True)


async def test_not_this_time_goes_home_and_tells_nobody(graph: Graph, network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine = await site("yasmine")
    assert "Pas cette fois" in (await yasmine.get(f"/threads/{id}")).text
    answer = await yasmine.send_form(f"/threads/{id}/pass")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    rows = await graph.read("MATCH (:Member {id: 'yasmine'})-[p:PASSED]->(:Thread) RETURN count(p) AS passed")
    assert rows[0]["passed"] == 1
    assert "Yasmine" not in (await (await site("melanie")).get(f"/threads/{id}")).text


async def test_who_is_not_a_member_gets_the_answer_of_what_does_not_exist(network: Network, site: Site) -> None:
    id, absent = await network.thread("melanie", await audit(network)), new_id()
    zoe = await site("zoe")
    there, nowhere = await zoe.get(f"/threads/{id}"), await zoe.get(f"/threads/{absent}")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without(there.text, id) == without(nowhere.text, absent)
    for act in ("side", "pass", "pin", "reopen", "close"):
        there, nowhere = [await zoe.send_form(f"/threads/{one}/{act}", side="BRINGS") for one in (id, absent)]
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
    for act in ("messages", "read"):
        there, nowhere = [await zoe.send_form(f"/spaces/{one}/{act}", body="Moi", position="1") for one in (id, absent)]
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))


async def test_a_visitor_goes_to_the_door_whether_it_exists_or_not(network: Network, site: Site) -> None:
    id, absent = await network.thread("melanie", await audit(network)), new_id()
    visitor = await site()
    for one in (id, absent):
        answer = await visitor.get(f"/threads/{one}?before=3")
        assert answer.status_code == 303
        assert unquote(answer.headers["location"]) == f"/sign-in?back=/threads/{one}?before=3"


async def test_staff_read_and_are_told_how_to_write(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    ines = await site("ines")
    page = (await ines.get(f"/threads/{id}")).text
    assert "Vous lisez au titre de l’équipe" in page
    assert f"/spaces/{id}/messages" not in page
    assert (await ines.send_form(f"/spaces/{id}/messages", body="Bonjour")).status_code == 422
    assert bodies((await ines.get(f"/threads/{id}")).text) == []


async def test_a_form_without_its_token_changes_nothing(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    yasmine = await site("yasmine")
    for address in (f"/spaces/{id}/messages", f"/threads/{id}/side", f"/threads/{id}/pass", f"/threads/{id}/close"):
        assert (await yasmine.post(address, data={"body": "Moi", "side": "BRINGS"})).status_code == 403
    assert bodies((await yasmine.get(f"/threads/{id}")).text) == []


async def test_nothing_that_a_member_types_becomes_a_tag(network: Network, site: Site) -> None:
    community = await audit(network)
    await network.member("mallory", community, name=ATTACK)
    id = await network.thread("mallory", community, ATTACK, "oraux", body=ATTACK)
    await network.say("mallory", id, ATTACK)
    melanie = await site("melanie")
    answers = [
        await melanie.get(f"/threads/{id}"),
        await melanie.get("/threads"),
        await melanie.send_form(f"/spaces/{id}/messages", body=ATTACK + " " * 9000 + "x"),
    ]
    for answer in answers:
        assert "alert(1)" in answer.text
        assert not TAGS.search(answer.text)


async def test_one_message_or_twenty_ask_the_same_number_of_statements(
    graph: Graph, network: Network, site: Site
) -> None:
    id = await network.thread("melanie", await audit(network), "Un oral", "oraux")
    await network.say("yasmine", id)
    melanie, asked = await site("melanie"), []
    for more in (0, 19):
        for number in range(more):
            await network.say(("yasmine", "ousmane", "sarah")[number % 3], id, f"Réponse {number}")
        with graph.counting() as count:
            assert (await melanie.get(f"/threads/{id}")).status_code == 200
        asked.append(count.statements)
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_step_has_its_page_in_both_languages(
    graph: Graph, network: Network, site: Site, language: str
) -> None:
    community = await audit(network)
    silent = await network.thread("melanie", community, kind="OFFER")
    talked = await network.thread("melanie", community)
    await network.say("yasmine", talked)
    closed = await network.thread("melanie", community)
    await network.say("yasmine", closed)
    await thread.close(graph, "melanie", closed, ["yasmine"], "Tout", now())
    for member in ("melanie", "yasmine", "ousmane", "sarah", "ines"):
        client = await site(member)
        await client.send_form("/language", language=language, back="/")
        for id in (silent, talked, closed):
            page = await client.get(f"/threads/{id}")
            assert page.status_code == 200
            assert ("Aller au contenu" in page.text) == (language == "fr")
