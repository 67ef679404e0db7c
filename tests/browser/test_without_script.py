"""The main stories with JavaScript off: everything is a link or a form."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser


def test_asking_answering_taking_a_side_and_closing(person: Invite) -> None:
    amina, claire, malik = (person(slug, script=False, phone=slug == "amina") for slug in ("amina", "claire", "malik"))
    page = amina.open("/")
    page.get_by_label("Et vous, qu’est-ce qui vous aiderait ?").fill(
        "Qui me fait répéter un cas d'audit, sans script ?"
    )
    page.locator(".askbox").get_by_role("button", name="Demander").click()
    page.get_by_label("Communauté").select_option(label="Le réseau")
    page.get_by_role("button", name="Ouvrir ma demande").click()
    address = page.url.removeprefix(amina.site)
    assert address.startswith("/threads/")

    malik.open(address).get_by_role("button", name="Moi aussi").click()
    expect(malik.page.get_by_role("region", name="Qui cherche")).to_contain_text("Malik")
    claire.open(address).get_by_role("button", name="Je peux aider").click()
    claire.says("Demain midi, vingt minutes ?")
    amina.open(address)
    expect(amina.messages).to_have_text(["Demain midi, vingt minutes ?"])
    amina.says("Demain midi, merci.")

    page.get_by_role("link", name="Clore avec un merci").click()
    page.get_by_role("checkbox", name="Claire Delattre").check()
    page.get_by_label("Ce qui a aidé").fill("Vingt minutes qui en valaient cent.")
    page.get_by_role("button", name="Clore et remercier").click()
    expect(page.locator(".thanks")).to_contain_text("Vingt minutes qui en valaient cent.")


def test_an_empty_message_is_refused_and_nothing_is_lost(person: Invite) -> None:
    malik = person("malik", script=False)
    malik.open(malik.opens("Un message vide"))
    malik.page.get_by_label("Votre message", exact=True).fill("  ")
    malik.page.get_by_role("button", name="Envoyer").click()
    expect(malik.page.get_by_label("Votre message", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(malik.messages).to_have_count(0)


def test_joining_an_open_community_and_reading_its_room(person: Invite) -> None:
    page = person("amina", script=False).open("/communities/lyon")
    page.get_by_role("button", name="En être").click()
    expect(page.get_by_role("main")).to_contain_text("Vous en êtes")
    page.get_by_role("link", name="Le café de la gare").click()
    expect(page.get_by_role("log")).to_be_visible()


def test_older_messages_are_a_link_away(person: Invite) -> None:
    page = person("malik", script=False).open("/rooms")
    page.locator("a[href^='/rooms/']").first.click()
    expect(page.get_by_role("log")).to_be_visible()
    page.goto(page.url + "?before=5")
    expect(page.locator("[data-number='4']")).to_be_visible()
    expect(page.locator("[data-number='5']")).to_have_count(0)
    page.get_by_role("link", name="Aller à maintenant").click()
    expect(page.locator("[data-number='5']")).to_be_visible()


def test_signing_in_by_a_mail_of_the_outbox_and_out_again(person: Invite) -> None:
    someone = person(script=False, phone=True)
    page = someone.open("/sign-in")
    page.get_by_label("Votre adresse").fill("baptiste@exemple.fr")
    page.get_by_role("button", name="Recevoir mon lien").click()
    page.get_by_role("link", name="Ouvrir la boîte de la démonstration").click()
    page.get_by_role("article").filter(has_text="baptiste@exemple.fr").first.get_by_role("link").first.click()
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("main")).to_contain_text("Bonjour Baptiste")
    someone.open("/me/sessions").locator("li.device").filter(has_text="cet appareil").get_by_role("button").click()
    someone.open("/me")
    assert "/sign-in" in page.url


def test_language_and_night_are_buttons(person: Invite) -> None:
    page = person(script=False).open("/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("button.to-night").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
