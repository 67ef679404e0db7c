"""A community's standing room, live: who is here, who types, what is changed or taken back, what was said before."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import Person, unmoved
from tests.writes import SAY

pytestmark = pytest.mark.browser
ROOM = """query ($slug: String!) { community(slug: $slug) { rooms { id messages(first: 1) { nodes { id body } } } } }"""
USUAL = 40  # messages of a page


def test_who_is_here_who_types_and_what_is_said_arrive_by_themselves(person: Invite) -> None:
    theo, claire = person("theo", phone=True), person("claire")
    room = _room(theo, "data-et-code")
    theo.open(room)
    claire.open(room)
    with unmoved(theo, claire):
        expect(theo.page.locator("[data-here]")).to_contain_text("Claire")
        expect(claire.page.locator("[data-here]")).to_contain_text("Théo")
        claire.page.get_by_label("Votre message", exact=True).press_sequentially("Un tableau croisé")
        expect(theo.page.locator("[data-typing]")).to_contain_text("Claire")
        claire.says("Un tableau croisé, sans tableau.")
        expect(theo.message("Un tableau croisé, sans tableau.")).to_be_visible()
        expect(theo.page.locator("[data-typing]")).to_be_hidden()


def test_a_message_is_changed_and_taken_back_by_its_author_before_the_eyes_of_others(person: Invite) -> None:
    theo, claire = person("theo"), person("claire", phone=True)
    room = _room(theo, "data-et-code")
    claire.open(room)
    theo.open(room)
    theo.says("Le lundi on change tout.")
    expect(claire.message("Le lundi on change tout.")).to_be_visible()
    with unmoved(claire):
        _menu(theo, "Le lundi on change tout.", "Modifier")
        theo.page.get_by_label("Votre message", exact=True).fill("Le mardi on change tout.")
        theo.page.get_by_role("button", name="Garder cette version").click()
        expect(claire.message("Le mardi on change tout.")).to_contain_text("modifié")
        expect(claire.message("Le lundi on change tout.")).to_have_count(0)
        _menu(theo, "Le mardi on change tout.", "Retirer")
        theo.page.get_by_role("button", name="Retirer").click()
        expect(claire.message("Le mardi on change tout.")).to_have_count(0)
        expect(claire.page.get_by_role("log")).to_contain_text("Théo Lemaire a retiré son message")


def test_only_its_author_is_offered_to_change_a_message(person: Invite) -> None:
    theo, claire = person("theo"), person("claire")
    room = _room(theo, "data-et-code")
    theo.open(room)
    theo.says("Ceci est de moi.")
    claire.open(room)
    claire.message("Ceci est de moi.").get_by_label("Que faire de ce message").click()
    expect(claire.message("Ceci est de moi.").get_by_role("link", name="Son adresse")).to_be_visible()
    expect(claire.message("Ceci est de moi.").get_by_role("link", name="Modifier")).to_be_hidden()
    expect(claire.message("Ceci est de moi.").get_by_role("link", name="Retirer")).to_be_hidden()


def test_a_permalink_shows_its_message_in_place_and_older_ones_load_upwards(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    room = _room(amina, "audit-et-controle")
    first = amina.query(ROOM, slug="audit-et-controle")["community"]["rooms"][0]["messages"]["nodes"][0]
    for one, number in ((amina, 8), (claire, 8)):
        for place in range(number):
            one.query(SAY, space=room.rsplit("/", 1)[1], body=f"Ligne {place} de plus.")
    page = amina.open(room)
    opening = page.locator(f"#m-{first['id']}")
    expect(page.locator("#fresh")).to_be_in_viewport()
    expect(opening).to_have_count(0)
    with unmoved(amina):
        page.get_by_role("link", name="Messages plus anciens").click()
        expect(opening).to_have_count(1)
        expect(page.get_by_role("link", name="Messages plus anciens")).to_have_count(0)
    numbers = [
        int(number) for number in page.locator("[data-number]").evaluate_all("all => all.map(a => a.dataset.number)")
    ]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > USUAL

    claire.open(f"/messages/{first['id']}")
    expect(claire.page.locator(f"#m-{first['id']}")).to_be_in_viewport()
    assert claire.page.url.endswith(f"#m-{first['id']}")


def test_a_room_is_not_there_for_who_is_not_of_its_community(person: Invite) -> None:
    claire, amina = person("claire"), person("amina")
    answer = amina.page.goto(amina.site + _room(claire, "data-et-code"))
    assert answer is not None
    assert answer.status == 404


def _room(one: Person, community: str) -> str:
    return "/rooms/" + str(one.query(ROOM, slug=community)["community"]["rooms"][0]["id"])


def _menu(one: Person, words: str, act: str) -> None:
    one.message(words).get_by_label("Que faire de ce message").click()
    one.message(words).get_by_role("link", name=act).click()
