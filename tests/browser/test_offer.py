"""A member offers, seekers take part, and it closes the same way."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser
HELPS = "query ($id: ID!) { thread(id: $id) { kind status helps { giver { slug } receiver { slug } } } }"


def test_an_offer_is_taken_by_seekers_and_closed_by_naming_whom_it_served(person: Invite) -> None:
    claire, amina, malik = person("claire", phone=True), person("amina"), person("malik")
    page = claire.open("/")
    page.get_by_label("Et vous, qu’est-ce qui vous aiderait ?").fill("Je relis dix CV ce mois-ci, plutôt le soir.")
    page.locator(".askbox").get_by_role("button", name="Offrir").click()
    page.get_by_label("Communauté").select_option(label="Le réseau")
    page.get_by_role("button", name="Ouvrir mon offre").click()
    page.wait_for_url("**/threads/*")
    address = page.url.removeprefix(claire.site)
    expect(page.locator(".opening .kind").first).to_have_text("Offre")

    for one in (amina, malik):
        one.open(address).get_by_role("button", name="Ça m’aiderait").click()
        expect(one.page.get_by_role("button", name="Vous en profitez")).to_be_visible()
    expect(page.get_by_role("region", name="Qui cherche")).to_contain_text("Malik")

    claire.open(f"{address}/close").get_by_role("checkbox", name="Amina Belkacem").check()
    page.get_by_role("checkbox", name="Malik Ouédraogo").uncheck()
    page.get_by_role("button", name="Clore, c’est fait").click()
    page.wait_for_url(f"**{address}")
    thread = claire.query(HELPS, id=address.rsplit("/", 1)[1])["thread"]
    assert thread == {
        "kind": "OFFER",
        "status": "HELPED",
        "helps": [{"giver": {"slug": "claire"}, "receiver": {"slug": "amina"}}],
    }
    expect(malik.page.get_by_label("Votre message", exact=True)).to_have_count(0)
