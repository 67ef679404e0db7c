"""One box over members, threads, communities and topics; accents and plurals folded."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser


def test_one_box_finds_members_threads_communities_and_topics(person: Invite) -> None:
    amina = person("amina", phone=True)
    person("claire").opens("Contrôler un inventaire de palettes", community="audit-et-controle")
    page = amina.open("/search")
    box = page.get_by_role("searchbox")
    for typed, found in (
        ("theo", "Théo Lemaire"),
        ("controler inventaires palette", "Contrôler un inventaire de palettes"),
        ("hauts de france", "Audit et contrôle, Hauts-de-France"),
        ("entretien audits", "Entretiens d’audit"),
    ):
        box.fill(typed)
        expect(page.locator("#found").get_by_role("link", name=found).first).to_be_visible()


def test_a_filter_leaves_one_kind(person: Invite) -> None:
    page = person("amina").open("/search?q=audit")
    expect(page.locator("#found")).to_contain_text("Membre")
    page.get_by_role("radio", name="Communautés").check()
    expect(page.locator("#found .hits .meta").first).to_have_text("Communauté")
    kinds = page.locator("#found .hits > li .meta").all_inner_texts()
    assert set(kinds) == {"Communauté"}


def test_what_does_not_exist_is_said_and_offers_to_ask(person: Invite) -> None:
    page = person("amina").open("/search?q=zyzomys")
    expect(page.get_by_role("status")).to_have_text("Rien trouvé.")
    page.get_by_role("link", name="Le demander").click()
    expect(page.get_by_label("Votre demande, comme vous la diriez")).to_have_value("zyzomys")


def test_a_topic_leads_to_who_brings_it_and_to_their_page(person: Invite) -> None:
    page = person("amina").open("/topics")
    page.get_by_role("link", name="Python", exact=False).first.click()
    page.get_by_role("region", name="Qui apporte").get_by_role("link", name="Malik Ouédraogo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Malik Ouédraogo")
    expect(page.get_by_role("region", name="Apporte")).to_contain_text("Python")


def test_threads_of_a_hidden_community_are_found_by_its_members_alone(person: Invite) -> None:
    sofia, amina = person("sofia"), person("amina")
    sofia.opens("Kakémono introuvable ailleurs", community="la-relecture")
    expect(sofia.open("/search?q=kakemono").locator("#found")).to_contain_text("Kakémono introuvable")
    expect(amina.open("/search?q=kakemono").get_by_role("status")).to_have_text("Rien trouvé.")


@pytest.mark.parametrize("script", [True, False])
def test_whom_one_looks_for_is_before_ones_eyes_where_one_looked(person: Invite, script: bool) -> None:
    amina = person("amina", phone=True, script=script)
    page = amina.open("/circles/new")
    page.get_by_label("Son nom").fill("Oser relancer")
    page.get_by_label("Chercher quelqu’un").fill("Claire")
    page.get_by_role("button", name="Chercher par son nom").click()
    expect(page.get_by_label("Claire Delattre")).to_be_in_viewport()
    expect(page.get_by_label("Son nom")).to_have_value("Oser relancer")
