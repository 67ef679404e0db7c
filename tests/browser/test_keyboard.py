"""Everything is reached without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement"


def test_the_first_key_leads_past_the_header(person: Invite) -> None:
    page = person("amina").open("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('main') !== null")


def test_enter_sends_shift_enter_does_not_and_focus_stays(person: Invite) -> None:
    amina = person("amina")
    page = amina.open(amina.opens("Écrire sans souris"))
    say = page.get_by_label("Votre message", exact=True)
    _tab_to(page, "say")
    page.keyboard.type("Première ligne")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("seconde ligne")
    expect(amina.messages).to_have_count(0)
    page.keyboard.press("Enter")
    expect(amina.messages).to_have_text(["Première ligne seconde ligne"])
    expect(say).to_be_focused()
    expect(say).to_have_value("")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Envoyer")).to_be_focused()


def test_focus_shows(person: Invite) -> None:
    page = person("amina").open("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            f"""() => {{ const s = getComputedStyle({FOCUSED}), r = {FOCUSED}.getBoundingClientRect();
            const shown = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0;
            return {FOCUSED} === document.body || shown }}"""
        )
        assert shown, page.evaluate(f"{FOCUSED}.outerHTML")


def test_a_menu_of_a_message_opens_by_keys(person: Invite) -> None:
    malik = person("malik")
    page = malik.open(malik.opens("Un menu au clavier"))
    malik.says("Un mot.")
    malik.message("Un mot.").get_by_label("Que faire de ce message").focus()
    page.keyboard.press("Enter")
    expect(malik.message("Un mot.").get_by_role("link", name="Modifier")).to_be_visible()


def _tab_to(page: Page, id: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.id") == id:
            return
    raise AssertionError(f"no way to #{id} by the Tab key")
