"""A member asks in one field; what follows from it can be changed before the thread opens."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser
PHRASE = "Je prépare un entretien d'audit vendredi, qui peut m'entraîner ?"


def test_one_phrase_becomes_a_thread_that_says_what_happens_next(person: Invite) -> None:
    page = person("amina", phone=True).open("/")
    page.get_by_label("Et vous, qu’est-ce qui vous aiderait ?").fill(PHRASE)
    page.locator(".askbox").get_by_role("button", name="Demander").click()

    expect(page.get_by_label("Titre du fil")).to_have_value(re.compile("audit"))
    expect(page.get_by_role("checkbox", name="Entretiens d’audit")).to_be_checked()
    page.get_by_label("Titre du fil").fill("Un oral d'audit vendredi")
    page.get_by_label("Communauté").select_option(label="Audit et contrôle, Hauts-de-France")
    page.get_by_role("button", name="Ouvrir ma demande").click()

    page.wait_for_url("**/threads/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Un oral d'audit vendredi")
    expect(page.get_by_role("main")).to_contain_text("Audit et contrôle, Hauts-de-France")
    expect(page.get_by_role("region", name="Prochaine étape")).to_contain_text("Personne n’a encore répondu")
    expect(page.get_by_role("region", name="Prochaine étape").locator("time")).to_be_visible()


def test_the_guess_follows_the_phrase_and_leaves_what_was_changed_by_hand(person: Invite) -> None:
    page = person("amina").open("/ask?kind=REQUEST")
    phrase = page.get_by_label("Votre demande, comme vous la diriez")
    phrase.press_sequentially("Comment apprendre Python le soir ?")
    title = page.get_by_label("Titre du fil")
    expect(title).to_have_value(re.compile("Python"))
    title.fill("Python, mais le soir")
    phrase.press_sequentially(" Et SQL aussi.")
    expect(page.get_by_role("checkbox", name="SQL")).to_be_visible()
    expect(title).to_have_value("Python, mais le soir")


def test_nothing_said_is_told_so_and_opens_nothing(person: Invite) -> None:
    page = person("amina", script=False).open("/ask?kind=REQUEST")
    page.get_by_label("Votre demande, comme vous la diriez").fill("   ")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    expect(page.get_by_label("Votre demande, comme vous la diriez")).to_have_attribute("aria-invalid", "true")
