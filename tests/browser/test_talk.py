"""What one does in a conversation: a word put under a message, an answer, a name, a look before sending, a way back."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Invite
from tests.browser.person import Person, unmoved

pytestmark = pytest.mark.browser


def test_a_word_under_a_message_is_counted_before_the_eyes_of_all(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = claire.opens("Un mot sous un message")
    amina.open(address)
    claire.open(address)
    claire.says("Tu y es presque.")
    expect(amina.message("Tu y es presque.")).to_be_visible()
    with unmoved(amina, claire):
        _menu(amina, "Tu y es presque.").get_by_role("button", name="Merci").click()
        mine = amina.message("Tu y es presque.").get_by_role("button", name="Merci 1")
        theirs = claire.message("Tu y es presque.").get_by_role("button", name="Merci 1")
        expect(mine).to_have_attribute("aria-pressed", "true")
        expect(theirs).to_have_attribute("aria-pressed", "false")
        theirs.click()
        expect(amina.message("Tu y es presque.").get_by_role("button", name="Merci 2")).to_be_visible()
        claire.message("Tu y es presque.").get_by_role("button", name="Merci 2").click()
        expect(mine).to_be_visible()
    amina.page.reload()
    expect(mine).to_have_attribute("aria-pressed", "true")


def test_an_answer_leads_to_what_it_answers_and_says_what_that_says_now(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = claire.opens("Une réponse à une phrase")
    amina.open(address)
    claire.open(address)
    amina.says("Mardi ou mercredi ?")
    expect(claire.message("Mardi ou mercredi ?")).to_be_visible()
    with unmoved(amina):
        _menu(claire, "Mardi ou mercredi ?").get_by_role("link", name="Répondre").click()
        expect(claire.page.locator(".replying")).to_contain_text("Amina")
        claire.says("Plutôt mercredi.")
        expect(claire.page.locator(".replying")).to_be_hidden()
        quoted = amina.message("Plutôt mercredi.").get_by_role("link", name="En réponse à Amina")
        expect(quoted).to_contain_text("Mardi ou mercredi ?")
        quoted.click()
        expect(amina.page.locator("li.msg:focus .text")).to_have_text("Mardi ou mercredi ?")
    original = amina.page.locator("li.msg:focus").get_attribute("id")
    assert original
    amina.send(f"/messages/{original.removeprefix('m-')}/withdraw")
    expect(claire.message("Plutôt mercredi.").locator(".quoted .words")).to_contain_text("a retiré son message")


def test_a_name_is_found_by_its_beginning_and_becomes_a_link(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = claire.opens("Qui nommer ici")
    claire.open(address)
    amina.open(address)
    claire.page.get_by_label("Votre message", exact=True).press_sequentially("Regarde @ami")
    expect(claire.page.get_by_role("option").first).to_contain_text("Amina")
    claire.page.keyboard.press("Enter")
    expect(claire.page.get_by_label("Votre message", exact=True)).to_have_value("Regarde @amina ")
    with unmoved(amina):
        claire.page.keyboard.press("Enter")
        expect(amina.message("Regarde").get_by_role("link", name="@Amina")).to_have_attribute("href", "/members/amina")
    claire.page.get_by_label("Votre message", exact=True).press_sequentially("@zzzz")
    expect(claire.page.get_by_role("option")).to_have_count(0)


def test_one_sees_before_one_sends(person: Invite) -> None:
    amina = person("amina")
    amina.open(amina.opens("Un aperçu avant d'envoyer"))
    amina.page.get_by_label("Votre message", exact=True).fill("**gras** et `code`\n\n> cité\n\n- un\n- deux")
    with unmoved(amina):
        amina.page.get_by_role("button", name="Aperçu").click()
        seen = amina.page.get_by_role("region", name="Aperçu de votre message")
        expect(seen.locator("strong")).to_have_text("gras")
        expect(seen.locator("blockquote")).to_contain_text("cité")
        expect(seen.locator("li")).to_have_count(2)
        expect(amina.messages).to_have_count(0)
        amina.page.get_by_role("button", name="Envoyer").click()
        expect(amina.messages).to_have_count(1)
        expect(seen).to_be_hidden()


def test_what_was_begun_on_one_device_is_there_on_another_until_it_is_said(person: Invite) -> None:
    phone, desk = person("amina", phone=True), person("amina")
    address = phone.opens("Commencé dans le métro")
    with phone.open(address).expect_response(lambda answer: answer.url.endswith("/draft")):
        phone.page.get_by_label("Votre message", exact=True).fill("Je finirai au bureau")
    desk.open(address)
    expect(desk.page.get_by_label("Votre message", exact=True)).to_have_value("Je finirai au bureau")
    claire = person("claire")
    expect(claire.open(address).get_by_label("Votre message", exact=True)).to_have_value("")
    desk.page.get_by_role("button", name="Envoyer").click()
    expect(desk.messages).to_have_text(["Je finirai au bureau"])
    desk.page.reload()
    expect(desk.page.get_by_label("Votre message", exact=True)).to_have_value("")


def test_a_message_that_was_taken_back_comes_back(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = claire.opens("Retiré trop vite")
    claire.open(address)
    page = amina.open(address)
    amina.says("Une phrase de trop ?")
    expect(claire.message("Une phrase de trop ?")).to_be_visible()
    with unmoved(claire):
        _menu(amina, "Une phrase de trop ?").get_by_role("link", name="Retirer").click()
        page.get_by_role("button", name="Retirer").click()
        expect(claire.messages).to_have_count(0)
        page.get_by_role("button", name="Remettre ce message").click()
        expect(claire.message("Une phrase de trop ?")).to_be_visible()
    expect(claire.open(address).get_by_role("button", name="Remettre ce message")).to_have_count(0)


def test_what_is_written_without_a_line_leaves_once_when_it_is_back(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = claire.opens("Écrit dans un tunnel")
    claire.open(address)
    page = amina.open(address)
    expect(claire.page.locator("[data-here]")).to_contain_text("Amina")
    with unmoved(amina, claire):
        amina.context.set_offline(True)
        page.get_by_label("Votre message", exact=True).fill("Je sors du tunnel.")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_role("status").filter(has_text="votre message est gardé")).to_be_visible()
        expect(claire.messages).to_have_count(0)
        amina.context.set_offline(False)
        expect(claire.messages).to_have_text(["Je sors du tunnel."])
        expect(amina.messages).to_have_text(["Je sors du tunnel."])
        expect(page.get_by_role("status").filter(has_text="gardé")).to_have_count(0)


def test_all_of_it_works_without_script(person: Invite) -> None:
    amina, claire = (person(slug, script=False) for slug in ("amina", "claire"))
    address = claire.opens("Sans script, tout pareil")
    amina.open(address)
    amina.says("Qui a un modèle ?")
    page = claire.open(address)
    _menu(claire, "Qui a un modèle ?").get_by_role("button", name="Pareil pour moi").click()
    pressed = claire.message("Qui a un modèle ?").get_by_role("button", name="Pareil pour moi 1")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    expect(claire.message("Qui a un modèle ?").get_by_role("button", name="Pareil pour moi 1")).to_have_count(0)
    _menu(claire, "Qui a un modèle ?").get_by_role("link", name="Répondre").click()
    page.get_by_label("Votre message", exact=True).fill("Moi, **demain**, @amina.")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.get_by_role("region", name="Aperçu de votre message").locator("strong")).to_have_text("demain")
    expect(claire.messages).to_have_count(1)
    expect(page.locator(".replying")).to_contain_text("Amina")
    page.get_by_role("button", name="Envoyer").click()
    expect(claire.message("Moi, demain").get_by_role("link", name="En réponse à Amina")).to_be_visible()
    expect(claire.message("Moi, demain").get_by_role("link", name="@Amina")).to_be_visible()
    amina.open(address)
    amina.page.get_by_role("link", name="1 nouveau message").click()
    assert amina.page.url.endswith("#fresh")


def _menu(one: Person, words: str) -> Locator:
    one.message(words).get_by_label("Que faire de ce message").click()
    return one.message(words)
