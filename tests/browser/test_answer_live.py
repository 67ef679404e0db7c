"""Others see a request on their home and answer; every browser shows each message by itself, in one order."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import Person, unmoved

pytestmark = pytest.mark.browser
TOPICS = ("entretien-d-audit", "sql", "tresorerie")


def test_three_browsers_show_one_conversation_in_one_order(person: Invite) -> None:
    amina, theo, claire = person("amina", phone=True), person("theo"), person("claire")
    address = amina.opens("Un test SQL et de la trésorerie au même oral", topics=TOPICS)
    amina.open(address)
    for one in (theo, claire):
        one.open("/").get_by_role("link", name="Un test SQL et de la trésorerie au même oral").click()
        one.page.wait_for_url(f"**{address}")
        expect(one.page.locator("[data-here]")).to_contain_text("Amina")
    said = [
        (theo, "Pour le SQL, prépare les jointures."),
        (claire, "Pour la trésorerie, un budget sur douze mois."),
        (amina, "Merci à vous deux, je commence ce soir."),
        (theo, "Je t'envoie un exercice."),
        (claire, "Et moi un tableau vide."),
    ]
    with unmoved(amina, theo, claire):
        for who, words in said:
            who.says(words)
        for one in (amina, theo, claire):
            expect(one.messages).to_have_text([words for _, words in said])


def test_who_writes_at_the_same_moment_is_in_the_same_order_everywhere(person: Invite) -> None:
    people = [person("amina"), person("theo", phone=True), person("malik")]
    address = people[0].opens("Trois qui parlent à la fois")
    for one in people:
        one.open(address)
        one.page.get_by_label("Votre message", exact=True).fill(f"De {one.page.evaluate('document.body.dataset.me')}")
    expect(people[0].page.locator("[data-here]")).to_contain_text("Malik")
    with unmoved(*people):
        for one in people:  # not by a click, which the news of another may push from under the pointer
            one.page.locator("[data-composer]").evaluate("form => form.requestSubmit()")
        for one in people:
            expect(one.messages).to_have_count(3)
        orders = [one.messages.all_inner_texts() for one in people]
        assert orders[0] == orders[1] == orders[2]


def test_a_second_seeker_and_two_who_bring_stand_on_their_sides(person: Invite) -> None:
    amina = person("amina")
    address = amina.opens("Qui a déjà passé un oral en visio ?")
    amina.open(address)
    malik, theo, claire = person("malik", phone=True), person("theo"), person("claire")
    with unmoved(amina):
        _press(malik, address, "Moi aussi")
        _press(theo, address, "Je peux aider")
        _press(claire, address, "Je peux aider")
        sought = amina.page.get_by_role("region", name="Qui cherche")
        brought = amina.page.get_by_role("region", name="Qui apporte")
        expect(sought).to_contain_text("Malik")
        expect(brought).to_contain_text("Théo")
        expect(brought).to_contain_text("Claire")
        expect(amina.page.get_by_role("log")).to_contain_text("Claire Delattre peut aider")
    _press(claire, address, "Vous aidez")
    expect(brought).not_to_contain_text("Claire")


def _press(one: Person, address: str, words: str) -> None:
    page = one.open(address)
    page.get_by_role("button", name=words).click()
    expect(page.get_by_role("button", name=words)).to_have_count(0)
