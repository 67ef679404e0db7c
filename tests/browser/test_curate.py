"""A curator opens a community, keeps its door and its log, and passes it on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import Person

pytestmark = pytest.mark.browser
REASON = "On ne donne pas le nom d'une personne sans son accord."


def test_a_community_from_its_door_to_the_curator_who_follows(person: Invite) -> None:
    sofia, malik, theo = person("sofia"), person("malik", phone=True), person("theo")
    place = _opens(sofia, "Les entretiens du jeudi", door="Sur demande")
    expect(sofia.page.get_by_role("main")).to_contain_text("Pour ne plus y aller seul")
    expect(sofia.page.get_by_role("main")).to_contain_text("On prévient quand on ne vient pas")

    for one in (malik, theo):
        page = one.open(place)
        expect(page.get_by_role("main")).to_contain_text("Les fils se lisent une fois la porte passée")
        page.get_by_text("Demander à en être").click()
        page.get_by_label("Un mot pour qui ouvre").fill("J'en passe un par semaine.")
        page.get_by_role("button", name="Frapper à la porte").click()
        expect(page.get_by_role("main")).to_contain_text("Vous avez frappé")
        sofia.open(f"{place}/curate").get_by_role("button", name="Ouvrir :").first.click()
        expect(one.open(place).get_by_role("main")).to_contain_text("Vous en êtes")

    address = malik.opens("Celui de jeudi prochain", community=place.rsplit("/", 1)[1])
    sofia.open(address).get_by_role("button", name="Épingler ce fil").click()
    expect(sofia.page.get_by_role("button", name="Retirer l’épingle")).to_be_visible()
    expect(theo.open(place).get_by_role("main")).to_contain_text("Épinglé")

    malik.open(address)
    malik.says("La recruteuse s'appelle Untel, fuyez.")
    theo.open(address)
    _withdraws(sofia, address, "La recruteuse s'appelle Untel")
    expect(theo.page.get_by_role("log")).to_contain_text("Une personne qui veille ici a retiré ce message")
    expect(malik.open(address).get_by_role("main")).to_contain_text(REASON)
    expect(theo.open(address).get_by_role("main")).not_to_contain_text(REASON)

    sofia.open(f"{place}/curate").get_by_role("button", name="Nommer : Malik Ouédraogo").click()
    sofia.open(f"{place}/curate").get_by_role("button", name="Ne plus veiller ici").click()
    expect(sofia.open(place).get_by_role("navigation", name="Barre des curateurs")).to_have_count(0)
    expect(malik.open(place).get_by_role("navigation", name="Barre des curateurs")).to_be_visible()


def test_the_last_curator_can_not_leave_without_a_successor(person: Invite) -> None:
    sofia = person("sofia", phone=True)
    place = _opens(sofia, "Une seule personne veille")
    page = sofia.open(f"{place}/curate")
    expect(page.get_by_role("region", name="Qui veille")).to_contain_text("nommez d’abord quelqu’un")
    expect(page.get_by_role("button", name="Ne plus veiller ici")).to_have_count(0)
    sofia.open(place).get_by_text("Vous en êtes").click()
    page.get_by_role("button", name="Quitter la communauté").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(sofia.open(place).get_by_role("navigation", name="Barre des curateurs")).to_be_visible()


def test_a_hidden_community_is_not_there_for_an_outsider_and_is_for_staff(person: Invite) -> None:
    sofia, amina, ines = person("sofia"), person("amina", phone=True), person("ines")
    place = _opens(sofia, "Entre nous, sans bruit", door="Cachée")
    thread = sofia.opens("Un fil que personne d'autre ne voit", community=place.rsplit("/", 1)[1])
    nowhere = amina.open("/communities/celle-qui-nexiste-pas").get_by_role("main").inner_text()
    for path in (place, f"{place}/members", f"{place}/curate", thread):
        answer = amina.page.goto(amina.site + path)
        assert answer is not None
        assert (answer.status, amina.page.get_by_role("main").inner_text()) == (404, nowhere)
    expect(amina.open("/communities").get_by_role("main")).not_to_contain_text("Entre nous, sans bruit")
    expect(ines.open(place).get_by_role("heading", level=1)).to_have_text("Entre nous, sans bruit")
    expect(ines.open(thread).get_by_role("heading", level=1)).to_contain_text("Un fil que personne")


def test_staff_see_no_circle_that_they_are_not_in(person: Invite) -> None:
    amina, ines = person("amina"), person("ines")
    address = amina.open("/rooms").locator("a[href^='/circles/']:not([href$='/new'])").first.get_attribute("href")
    assert address is not None
    expect(amina.open(address).get_by_role("log")).to_be_visible()
    answer = ines.page.goto(ines.site + address)
    assert answer is not None
    assert answer.status == 404


def _opens(one: Person, name: str, door: str = "Ouverte") -> str:
    page = one.open("/communities/new")
    page.get_by_label("Son nom").fill(name)
    page.get_by_label("Sa raison d’être").fill("Pour ne plus y aller seul.")
    page.get_by_label("Ce qu’on s’y promet").fill("On prévient quand on ne vient pas.\nOn relit avant d'envoyer.")
    page.get_by_role("radio", name=door).check()
    page.get_by_role("button", name="Ouvrir la communauté").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url.removeprefix(one.site).split("?")[0]


def _withdraws(one: Person, address: str, words: str) -> None:
    page = one.open(address)
    one.message(words).get_by_label("Que faire de ce message").click()
    one.message(words).get_by_role("link", name="Retirer").click()
    page.get_by_label("Pourquoi").fill(REASON)
    page.get_by_role("button", name="Retirer").click()
    expect(one.page.get_by_role("log")).to_contain_text("Une personne qui veille ici a retiré ce message")
