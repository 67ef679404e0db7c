"""Files of a conversation: a CV from a telephone, seen by others as it arrives; with script and without."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import Person, unmoved
from tests.browser.test_accessibility import AXE, LOOK, SMALL, WIDER
from tests.web import samples

pytestmark = pytest.mark.browser

CV: Any = {"name": "CV d’Amina.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()}
PHOTO: Any = {"name": "bureau.jpg", "mimeType": "image/jpeg", "buffer": samples.photo((900, 1200))}
BAD: Any = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(2000)}
LOADED = "images => images.every(image => image.complete && image.naturalWidth > 0)"


def test_a_cv_from_a_telephone_is_seen_by_others_as_it_arrives(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    address = amina.opens("Un CV à regarder")
    amina.open(address)
    claire.open(address)
    with unmoved(amina, claire):
        amina.page.get_by_label("Joindre des fichiers").set_input_files([CV, PHOTO])
        waiting = amina.page.get_by_role("list", name="Fichiers qui partiront avec ce message")
        expect(waiting.get_by_role("button")).to_have_count(2)
        expect(waiting.get_by_role("button", name="Retirer bureau.jpg")).to_be_visible()
        amina.page.get_by_label("Ce qu’on voit sur bureau.jpg").fill("Mon bureau, rouge en haut, bleu en bas")
        amina.page.keyboard.press("Enter")
        amina.says("Dites-moi où l’œil s’arrête.")
        expect(waiting.get_by_role("listitem")).to_have_count(0)
        told = claire.message("Dites-moi où l’œil s’arrête.")
        expect(told.get_by_role("link", name="CV d’Amina.pdf", exact=True)).to_be_visible()
        page = told.get_by_role("img", name="Première page de CV d’Amina.pdf")
        page.scroll_into_view_if_needed()
        expect(page).to_have_attribute("width", "480")
        told.get_by_role("img", name="Mon bureau, rouge en haut, bleu en bas").scroll_into_view_if_needed()
        claire.page.wait_for_function(f"({LOADED})([...document.querySelectorAll('.files img')])")
        claire.says("Sur ton nom, et c’est bien.")
        expect(amina.message("Sur ton nom, et c’est bien.")).to_be_visible()
    _is_for_all(amina)
    told.get_by_role("link", name="Première page de CV d’Amina.pdf").click()
    expect(claire.page).to_have_url(f"{claire.site}{_page_of(amina)}")


def test_files_alone_are_a_message_that_one_answers(person: Invite) -> None:
    amina, claire = person("amina"), person("claire", phone=True)
    address = amina.opens("Un fichier seul")
    amina.open(address)
    claire.open(address)
    with unmoved(amina, claire):
        amina.page.get_by_label("Joindre des fichiers").set_input_files([CV])
        expect(amina.page.get_by_role("button", name="Retirer CV d’Amina.pdf")).to_be_visible()
        amina.page.get_by_role("button", name="Envoyer").click()
        told = claire.message("CV d’Amina.pdf")
        expect(told).to_be_visible()
        told.locator("summary").click()
        told.get_by_role("link", name="Répondre").click()
        claire.says("Bien reçu.")
        expect(amina.message("Bien reçu.").locator(".quoted .words")).to_have_text("CV d’Amina.pdf")


def test_what_is_not_taken_says_why_and_holds_the_message_back(person: Invite) -> None:
    amina = person("amina", phone=True)
    amina.open(amina.opens("Un fichier qui n’en est pas un"))
    amina.page.get_by_label("Votre message", exact=True).fill("Mes mots restent.")
    with unmoved(amina):
        amina.page.get_by_label("Joindre des fichiers").set_input_files([BAD])
        wrong = amina.page.locator(".waits.wrong")
        expect(wrong).to_contain_text("ni un PDF, ni une image")
        amina.page.get_by_role("button", name="Envoyer").click()
        expect(amina.page.get_by_role("status").filter(has_text="Un fichier n’est pas prêt")).to_be_in_viewport()
        expect(amina.messages).to_have_count(0)
        wrong.get_by_role("button", name="Enlever").click()
        expect(amina.page.get_by_role("status").filter(has_text="pas prêt")).to_have_count(0)
        amina.page.get_by_role("button", name="Envoyer").click()
        expect(amina.messages).to_have_text(["Mes mots restent."])


def test_where_the_line_is_cut_the_file_waits_for_it_and_the_message_for_the_file(person: Invite) -> None:
    amina = person("amina")
    amina.open(amina.opens("Un fichier et une coupure"))
    with unmoved(amina):
        amina.context.set_offline(True)
        amina.page.get_by_label("Joindre des fichiers").set_input_files([CV])
        expect(amina.page.locator(".waits.wrong")).to_contain_text("La ligne est coupée")
        amina.context.set_offline(False)
        expect(amina.page.get_by_role("button", name="Retirer CV d’Amina.pdf")).to_be_visible()
        amina.says("Après la coupure.")
        expect(amina.page.get_by_role("link", name="CV d’Amina.pdf", exact=True)).to_be_visible()


def test_a_picture_is_pasted_and_one_is_taken_away(person: Invite) -> None:
    amina = person("amina")
    amina.open(amina.opens("Une image collée"))
    with unmoved(amina):
        amina.page.locator("#say").evaluate(
            """(box, bytes) => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(bytes)], "image.png", {type: "image/png"}));
              box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
            }""",
            list(samples.picture("PNG")),
        )
        away = amina.page.get_by_role("button", name="Retirer image.png")
        expect(away).to_be_visible()
        with amina.page.expect_response(lambda answer: "?discard=" in answer.url):
            away.click()
        expect(away).to_have_count(0)
    amina.page.reload()
    expect(amina.page.get_by_label("Votre message", exact=True)).to_be_visible()
    expect(away).to_have_count(0)


def test_what_a_picture_shows_is_said_anew_and_heard_at_once(person: Invite) -> None:
    amina, claire = person("amina", phone=True, night=True), person("claire")
    address = amina.opens("Une image à dire")
    amina.open(address)
    claire.open(address)
    amina.page.get_by_label("Joindre des fichiers").set_input_files([PHOTO])
    expect(amina.page.get_by_role("button", name="Retirer bureau.jpg")).to_be_visible()
    amina.says("Mon bureau.")
    told = claire.message("Mon bureau.")
    expect(told.get_by_role("img", name="bureau.jpg")).to_be_visible()
    amina.message("Mon bureau.").locator("summary").click()
    amina.page.get_by_role("link", name="Modifier").click()
    amina.page.get_by_label("Ce qu’on voit sur bureau.jpg").fill("Deux bandes de couleur")
    amina.page.get_by_role("button", name="Garder cette version").click()
    with unmoved(claire):
        expect(told.get_by_role("img", name="Deux bandes de couleur")).to_be_visible()
        expect(told).not_to_contain_text("modifié")


def test_without_script_a_form_brings_it_and_a_refusal_loses_nothing(person: Invite) -> None:
    amina, claire = person("amina", phone=True, script=False), person("claire", script=False)
    address = amina.opens("Un CV sans script")
    page = amina.open(address)
    page.get_by_label("Votre message", exact=True).fill("Voilà mon CV.")
    page.locator("#files").set_input_files([CV, BAD])
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#say-error")).to_contain_text("ni un PDF, ni une image")
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("Voilà mon CV.")
    page.locator("#files").set_input_files([PHOTO])
    page.get_by_role("button", name="Retirer CV d’Amina.pdf").click()
    expect(page.get_by_role("button", name="Retirer bureau.jpg")).to_be_visible()
    expect(page.get_by_role("button", name="Retirer CV d’Amina.pdf")).to_have_count(0)
    page.get_by_label("Ce qu’on voit sur bureau.jpg").fill("Mon bureau")
    page.get_by_label("Ce qu’on voit sur bureau.jpg").press("Enter")
    expect(amina.messages).to_have_text(["Voilà mon CV."])
    claire.open(address)
    expect(claire.page.get_by_role("img", name="Mon bureau")).to_be_visible()
    _is_a_picture_in_a_sandbox(claire)


def _is_for_all(one: Person) -> None:
    """Nothing for axe, a finger or a narrow window to complain of, with files on the page and in the composer."""
    one.page.get_by_label("Joindre des fichiers").set_input_files([CV])
    expect(one.page.get_by_role("button", name="Retirer CV d’Amina.pdf")).to_be_visible()
    one.page.evaluate(AXE)
    assert one.page.evaluate(LOOK, None) == []
    assert one.page.evaluate(SMALL) == []
    assert one.page.evaluate(WIDER) <= 0


def _page_of(one: Person) -> str:
    address = one.page.locator(".files .look").first.get_attribute("href")
    assert address
    return address


def _is_a_picture_in_a_sandbox(one: Person) -> None:
    answer = one.context.request.get(f"{one.site}{_page_of(one)}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert "sandbox" in answer.headers["content-security-policy"]
