"""In by a link in a mail, out on one device or on all."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser


def test_who_is_new_signs_up_by_a_link_that_serves_once(person: Invite) -> None:
    nora = person(phone=True)
    link = _letter(nora.open("/sign-in"), "nora@exemple.fr")
    page = nora.page
    page.goto(link)
    page.get_by_label("Votre prénom et votre nom").fill("Nora Aït Saïd")
    page.get_by_role("checkbox", name="Je cherche un premier poste").check()
    page.get_by_label("Vous, en une ligne").fill("Licence de droit à Nîmes")
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("main")).to_contain_text("Bonjour Nora")
    assert [cookie["name"] for cookie in nora.context.cookies()] == ["maille"]
    assert nora.context.cookies()[0]["httpOnly"]

    other = person()
    answer = other.page.goto(link)
    assert answer is not None
    assert answer.status == 410
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Ce lien a déjà servi")


def test_a_link_comes_back_to_where_one_was_going(person: Invite) -> None:
    someone = person()
    page = someone.open("/members/claire")
    assert "/sign-in" in page.url
    page.goto(_letter(page, "melanie@exemple.fr"))
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Claire Delattre")


def test_signing_out_ends_this_device_and_everywhere_ends_all(person: Invite) -> None:
    phone, desktop, third = (person("youssef", phone=phone) for phone in (True, False, False))
    page = desktop.open("/me/sessions")
    expect(page.get_by_text("cet appareil", exact=True)).to_have_count(1)
    page.locator("li.device").filter(has_text="cet appareil").get_by_role("button").click()
    expect(desktop.open("/").get_by_role("link", name="Entrer").first).to_be_visible()
    expect(phone.open("/").get_by_role("main")).to_contain_text("Bonjour Youssef")

    phone.open("/me/sessions").get_by_role("button", name="Sortir de partout").click()
    for one in (phone, third):
        one.open("/me")
        assert "/sign-in" in one.page.url


def test_an_address_that_is_none_is_said_and_kept(person: Invite) -> None:
    page = person(script=False).open("/sign-in")
    page.get_by_label("Votre adresse").fill("nora@exemple")
    page.get_by_role("button", name="Recevoir mon lien").click()
    expect(page.get_by_label("Votre adresse")).to_have_value("nora@exemple")
    expect(page.get_by_role("main")).to_contain_text("Il manque quelque chose à cette adresse")


def _letter(page: Page, email: str) -> str:
    """Asks for a link on the page of the door, and reads it in the outbox of the demo."""
    page.get_by_label("Votre adresse").fill(email)
    page.get_by_role("button", name="Recevoir mon lien").click()
    page.get_by_role("link", name="Ouvrir la boîte de la démonstration").click()
    link = page.get_by_role("article").filter(has_text=email).first.get_by_role("link").first.get_attribute("href")
    assert link is not None
    return link
