"""Counts, drafts and messages that wait are in step between windows, devices and pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import unmoved
from tests.writes import SAY

pytestmark = pytest.mark.browser
ROOM = "query ($slug: String!) { community(slug: $slug) { rooms { id } } }"
CLOSE = "mutation ($id: ID!) { closeThread(threadId: $id, members: []) { __typename } }"
REOPEN = "mutation ($id: ID!) { reopenThread(threadId: $id) { __typename } }"
READ = "mutation { markAllRead { __typename } }"


def test_what_is_unread_is_counted_on_any_page_and_cleared_by_reading_elsewhere(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = amina.opens("Compté partout")
    amina.query(READ)
    page = amina.open("/communities")
    count = page.locator("[data-unread=threads]").first
    expect(count).to_be_hidden()
    before = page.title()
    with unmoved(amina):
        for number in (1, 2):
            claire.query(SAY, space=_space(address), body=f"Mot {number}, @amina")
        expect(count).to_have_text("2 2 nouveaux messages")
        expect(page.locator("[data-unread=named]").first).to_contain_text("2 messages vous nomment")
        expect(page).to_have_title(f"(2) {before}")
        phone = amina.context.new_page()  # another window of hers reads them
        phone.goto(amina.site + address)
        expect(count).to_be_hidden()
        expect(page).to_have_title(before)


def test_who_names_one_appears_on_home_by_itself(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = claire.opens("On nomme quelqu'un ici")
    amina.query(READ)
    page = amina.open("/")
    with unmoved(amina):
        claire.query(SAY, space=_space(address), body="@amina, une idée ?")
        named = page.get_by_role("region", name="On vous nomme")
        expect(named.get_by_role("link", name="On nomme quelqu'un ici")).to_be_visible()
    named.get_by_role("link", name="On nomme quelqu'un ici").click()
    expect(page.get_by_role("log")).to_contain_text("une idée ?")
    page.wait_for_timeout(0)
    with amina.context.expect_page() as other:
        page.evaluate("window.open('/')")
    expect(other.value.get_by_role("region", name="On vous nomme")).to_have_count(0)


def test_a_message_written_without_a_line_leaves_from_any_page_once(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = claire.opens("Fermé avant d'être parti")
    claire.open(address)
    page = amina.open(address)
    expect(claire.page.locator("[data-here]")).to_contain_text("Amina")
    with unmoved(claire):
        amina.context.set_offline(True)
        page.get_by_label("Votre message", exact=True).fill("Écrit, puis fermé.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#unsent")).to_contain_text("Écrit, puis fermé.")
        page.get_by_label("Votre message", exact=True).fill("Et un autre.")
        page.keyboard.press("Enter")
        expect(page.locator("#unsent li")).to_have_count(2)
        elsewhere = amina.context.new_page()
        page.close()
        amina.context.set_offline(False)
        elsewhere.goto(amina.site + "/charter")
        expect(claire.messages).to_have_text(["Écrit, puis fermé.", "Et un autre."])
    elsewhere.goto(amina.site + address)
    expect(elsewhere.locator("#unsent")).to_have_count(0)
    expect(elsewhere.get_by_role("log").locator("li.msg")).to_have_count(2)


def test_a_message_that_waits_can_be_taken_back(person: Invite) -> None:
    amina = person("amina", phone=True)
    page = amina.open(amina.opens("Repris avant de partir"))
    expect(page.locator("[data-here]")).to_be_attached()
    amina.context.set_offline(True)
    page.get_by_label("Votre message", exact=True).fill("Pas encore.")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#unsent").get_by_role("button", name="Reprendre").click()
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("Pas encore.")
    expect(page.locator("#unsent")).to_have_count(0)
    amina.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("Pas encore.")
    expect(amina.messages).to_have_count(0)


def test_what_one_types_into_a_thread_that_closes_stays_and_comes_back_when_it_opens(person: Invite) -> None:
    amina, claire = person("amina"), person("claire", phone=True)
    address = amina.opens("Fermé pendant qu'on écrit")
    page = claire.open(address)
    expect(page.locator("[data-here]")).to_contain_text("vous")
    typing = page.get_by_label("Votre message", exact=True)
    kept = page.get_by_label("Votre message, pas envoyé")
    with unmoved(claire):
        typing.fill("Commence par le plan")
        amina.query(CLOSE, id=_space(address))
        expect(kept).to_have_value("Commence par le plan")
        expect(kept).to_be_focused()
        expect(page.locator("#composer")).to_contain_text("Amina a clos ce fil")
        amina.query(REOPEN, id=_space(address))
        expect(typing).to_have_value("Commence par le plan")
        expect(typing).to_be_focused()
        claire.context.set_offline(True)
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("#unsent")).to_contain_text("Commence par le plan")
        amina.query(CLOSE, id=_space(address))
        claire.context.set_offline(False)
        expect(kept).to_have_value("Commence par le plan")
        expect(page.locator("#unsent")).to_have_count(0)
    page.reload()
    expect(kept).to_have_value("Commence par le plan")
    claire.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Commence par le plan"
    page.get_by_role("button", name="Ne plus le garder").click()
    expect(kept).to_be_hidden()
    page.reload()
    expect(kept).to_be_hidden()


def test_a_message_that_came_too_late_is_told_on_whichever_page_is_open(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = amina.opens("Fermé avant que cela parte")
    page = claire.open(address)
    expect(page.locator("[data-here]")).to_contain_text("vous")
    claire.context.set_offline(True)
    page.get_by_label("Votre message", exact=True).fill("Écrit trop tard")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_be_visible()
    amina.query(CLOSE, id=_space(address))
    elsewhere = claire.context.new_page()
    page.close()
    claire.context.set_offline(False)
    for path in ("/charter", "/threads"):  # until it was seen
        elsewhere.goto(claire.site + path)
        told = elsewhere.get_by_role("alert").filter(has_text="Un message n’est pas parti")
        expect(told.get_by_label("Votre message, pas envoyé")).to_have_value("Écrit trop tard")
    told.get_by_role("link", name="Voir pourquoi").click()
    expect(elsewhere.get_by_label("Votre message, pas envoyé")).to_have_value("Écrit trop tard")
    elsewhere.goto(claire.site + "/threads")
    expect(elsewhere.get_by_role("heading", name="Les vôtres")).to_be_visible()
    expect(told).to_have_count(0)


def test_one_jumps_to_what_is_new_and_reads_on_from_there(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = amina.opens("Pendant qu'on est ailleurs dans la page")
    page = amina.open(address)
    expect(page.locator("[data-here]")).to_contain_text("vous")
    for number in range(8):
        claire.query(SAY, space=_space(address), body=f"Avant {number}")
    expect(amina.messages).to_have_count(8)
    page.reload()
    expect(page.locator("[data-here]")).to_contain_text("vous")
    page.evaluate("scrollTo(0, 0)")
    for number in (1, 2):
        claire.query(SAY, space=_space(address), body=f"Nouveau {number}")
    jump = page.get_by_role("button", name="2 nouveaux messages")
    jump.focus()
    page.keyboard.press("Enter")
    expect(amina.message("Nouveau 1")).to_be_focused()
    expect(amina.message("Nouveau 1")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_who_sends_by_the_button_writes_on(person: Invite) -> None:
    amina = person("amina", phone=True)
    page = amina.open(amina.opens("Deux lignes à la suite"))
    amina.says("La première")
    expect(page.get_by_label("Votre message", exact=True)).to_be_focused()
    page.keyboard.type("La seconde")
    page.get_by_role("button", name="Envoyer").click()
    expect(amina.messages).to_have_text(["La première", "La seconde"])


def test_two_windows_of_a_space_show_one_draft(person: Invite) -> None:
    amina = person("amina")
    address = amina.opens("Un brouillon, deux fenêtres")
    page = amina.open(address)
    other = amina.context.new_page()
    other.goto(amina.site + address)
    other.evaluate("document.hasFocus = () => false")  # both are before the eyes of a test
    page.get_by_label("Votre message", exact=True).fill("Commencé ici")
    expect(other.get_by_label("Votre message", exact=True)).to_have_value("Commencé ici")
    page.get_by_role("button", name="Envoyer").click()
    expect(other.get_by_label("Votre message", exact=True)).to_have_value("")
    expect(other.get_by_role("log").locator("li.msg")).to_have_count(1)


def test_a_device_that_slept_says_so_until_it_is_level(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = claire.opens("Après un somme")
    page = amina.open(address)
    expect(page.locator("[data-here]")).to_contain_text("vous")
    with unmoved(amina):
        amina.context.set_offline(True)
        expect(page.get_by_role("status").filter(has_text="Reconnexion")).to_be_visible()
        claire.query(SAY, space=_space(address), body="Pendant le somme")
        expect(amina.messages).to_have_count(0)
        amina.context.set_offline(False)
        expect(amina.messages).to_have_text(["Pendant le somme"])
        expect(page.get_by_role("status").filter(has_text=re.compile("Reconnexion|Mise à jour"))).to_have_count(0)


def test_a_long_message_is_folded_and_older_ones_keep_the_place_and_the_focus(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    room = claire.query(ROOM, slug="audit-et-controle")["community"]["rooms"][0]["id"]
    for number in range(8):
        amina.query(SAY, space=room, body=f"Ligne {number}")
        claire.query(SAY, space=room, body=f"Ligne {number} encore")
    claire.query(SAY, space=room, body="Une phrase assez longue pour être dite. " * 60)
    page = amina.open(f"/rooms/{room}")
    shown = page.locator(".log [data-number]").count()
    older = page.get_by_role("link", name="Messages plus anciens")
    older.focus()
    mark = page.locator(".log [data-number]").nth(3)
    before = mark.bounding_box()
    id = mark.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator(".log [data-number]").nth(shown)).to_be_attached()
    after = page.locator(f"#{id}").bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 3
    assert page.evaluate("document.activeElement !== document.body")
    text = amina.message("Une phrase assez longue").locator(".text")
    assert text.evaluate("one => one.scrollHeight > one.clientHeight + 50")
    fold = amina.message("Une phrase assez longue").get_by_role("checkbox", name="Lire en entier")
    fold.focus()
    page.keyboard.press("Space")
    expect(fold).to_be_checked()
    assert text.evaluate("one => one.scrollHeight <= one.clientHeight + 2")


def test_escape_goes_one_step_back(person: Invite) -> None:
    amina = person("amina")
    page = amina.open(amina.opens("Un pas en arrière"))
    amina.says("À quoi répondre")
    menu = amina.message("À quoi répondre").get_by_label("Que faire de ce message")
    menu.click()
    page.keyboard.press("Escape")
    expect(amina.message("À quoi répondre").get_by_role("link", name="Répondre")).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    amina.message("À quoi répondre").get_by_role("link", name="Répondre").click()
    page.get_by_label("Votre message", exact=True).fill("**Oui**")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator("#preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()
    expect(page.locator(".replying")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".replying")).to_be_hidden()
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("**Oui**")


def _space(address: str) -> str:
    return address.rsplit("/", 1)[1]
