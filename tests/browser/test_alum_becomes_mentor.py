"""A member opens a chapter beside another, says what they bring, and is found under it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser


def test_an_alum_opens_a_mentor_chapter_and_is_found_under_what_they_bring(person: Invite) -> None:
    theo, amina = person("theo", phone=True), person("amina")
    page = theo.open("/me/chapters")
    expect(page.get_by_role("region", name="En ce moment")).to_contain_text("Alum")
    page.get_by_role("radio", name="Mentor").check()
    page.get_by_label("Où, ou quoi").fill("Ferrane Logistique")
    page.get_by_role("button", name="Ouvrir l’étape").click()
    page.wait_for_url("**/me/topics*")  # what does this mentor bring?
    now = theo.open("/me/chapters").get_by_role("region", name="En ce moment")
    expect(now).to_contain_text("Mentor")
    expect(now).to_contain_text("Alum")

    theo.open("/me/topics?q=prendre+la+parole")
    page.locator("li.choose").filter(has_text="Prendre la parole").get_by_role("button", name="J’apporte").click()
    expect(page.get_by_role("region", name="Vous apportez")).to_contain_text("Prendre la parole")
    found = amina.open("/topics/prendre-la-parole")
    expect(found.get_by_role("region", name="Qui apporte")).to_contain_text("Théo Lemaire")

    journey = amina.open("/members/theo").locator("#journey")
    expect(journey.get_by_role("img").first).to_be_visible()
    journey.get_by_text("Le même parcours en toutes lettres").click()
    for stage in ("Diplômé", "Alum", "Mentor"):
        expect(journey.locator(".stretches")).to_contain_text(stage)
    helps = amina.query('{ member(slug: "theo") { helpsGiven { totalCount } helpsReceived { totalCount } } }')["member"]
    expect(journey.locator(".told > li")).to_have_count(
        helps["helpsGiven"]["totalCount"] + helps["helpsReceived"]["totalCount"]
    )


def test_who_does_not_bring_it_is_not_found_under_it(person: Invite) -> None:
    page = person("amina").open("/topics/prendre-la-parole")
    expect(page.get_by_role("region", name="Qui apporte")).not_to_contain_text("Malik")
