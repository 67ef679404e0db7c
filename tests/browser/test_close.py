"""The author closes a thread, names who helped, and it stands in both journeys."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Invite
from tests.browser.person import Person

pytestmark = pytest.mark.browser
HELPS = "query ($id: ID!) { thread(id: $id) { status helps { thanks giver { slug } receiver { slug } } } }"
THANKS = "Vos questions m'ont sortie de mes fiches."


def test_two_helpers_of_three_are_thanked_and_it_stands_in_both_journeys(person: Invite) -> None:
    amina, theo, claire, malik = (person(slug) for slug in ("amina", "theo", "claire", "malik"))
    title = "Mon oral de lundi, à répéter"
    address = amina.opens(title)
    for one, when in ((theo, "lundi"), (claire, "mardi"), (malik, "jeudi")):
        one.open(address)
        one.says(f"Je t'écoute {when} soir.")

    page = amina.open(address)
    page.get_by_role("link", name="Clore avec un merci").click()
    page.get_by_role("checkbox", name="Théo Lemaire").check()
    page.get_by_role("checkbox", name="Claire Delattre").check()
    page.get_by_label("Ce qui a aidé").fill(THANKS)
    page.get_by_role("button", name="Clore et remercier").click()
    page.wait_for_url(f"**{address}")

    expect(page.locator(".thanks")).to_contain_text(THANKS)
    expect(page.locator(".thanks")).to_contain_text("Théo")
    expect(page.locator(".thanks")).not_to_contain_text("Malik")
    thread = amina.query(HELPS, id=address.rsplit("/", 1)[1])["thread"]
    pairs = {(help["giver"]["slug"], help["receiver"]["slug"]) for help in thread["helps"]}
    assert (thread["status"], pairs) == ("HELPED", {("theo", "amina"), ("claire", "amina")})

    for one, journey in ((amina, True), (theo, True), (claire, True), (malik, False)):
        told = expect(_journey(one))
        (told.to_contain_text if journey else told.not_to_contain_text)(title)
    expect(theo.open("/").get_by_role("region", name="Merci, Théo")).to_contain_text(THANKS)
    expect(claire.open(address).locator(".thanks")).to_contain_text(THANKS)


def _journey(one: Person) -> Locator:
    page = one.open("/me")
    page.get_by_text("Le même parcours en toutes lettres").click()
    return page.locator("#journey .told")


def test_a_closed_thread_has_no_composer_and_opens_again(person: Invite) -> None:
    malik, theo = person("malik"), person("theo", phone=True)
    address = malik.opens("Une question déjà réglée")
    theo.open(address)
    expect(theo.page.get_by_label("Votre message", exact=True)).to_be_visible()
    page = malik.open(f"{address}/close")
    page.get_by_role("button", name="Clore sans suite").click()
    page.wait_for_url(f"**{address}")
    for one in (malik, theo):
        expect(one.page.get_by_label("Votre message", exact=True)).to_have_count(0)  # theo's window learns it live
        expect(one.page.get_by_role("main")).to_contain_text("on n’y écrit plus")
    page.get_by_role("button", name="Rouvrir ce fil").click()
    expect(page.get_by_label("Votre message", exact=True)).to_be_visible()


def test_closing_with_thanks_names_somebody(person: Invite) -> None:
    malik, claire = person("malik", phone=True), person("claire")
    address = malik.opens("À fermer sans nommer personne")
    claire.open(address)
    claire.says("Oui.")
    page = malik.open(f"{address}/close")
    page.get_by_label("Ce qui a aidé").fill(THANKS)
    page.get_by_role("button", name="Clore et remercier").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    expect(page.get_by_label("Ce qui a aidé")).to_have_value(THANKS)
