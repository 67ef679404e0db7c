"""Axe looks at every page, light and dark, on a phone and on a desktop; what it can't see is measured here."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ELSEWHERE, STATES, VISITED, filled, find, routes
from tests.browser.conftest import DESKTOP, PHONE, Invite
from tests.browser.person import Person

pytestmark = pytest.mark.browser
AXE = Path(__file__).with_name("axe.min.js").read_text()
VERSION, HASH = "4.14.1", "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # MPL-2.0, for tests alone
# All rules by day; by night the same elements in other colours, so the rules of colour alone.
LOOK = """async (only) => {
  const rules = only ? {runOnly: {type: 'rule', values: only}} : {};
  const found = await axe.run(document, {resultTypes: ['violations'], ...rules});
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary || ''}`));
}"""
COLOURS = ["color-contrast", "link-in-text-block"]
COMING = "{ gatherings(first: 50) { id myAnswer } }"
PAST = "{ viewer { communities(first: 50) { nodes { gatherings { id organised notes } } } } }"
CIRCLE = """mutation ($members: [ID!]!) {
  openCircle(name: "À deux", purpose: "Se voir", members: $members) { ... on Circle { id } } }"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The area that a finger meets counts: a row, a swatch or a label reaches further than its words. A link with other
# words in its paragraph is a link in a sentence.
SMALL = """() => {
  const targets = 'a[href], button, summary, input:not([type=hidden]), select, textarea';
  const seen = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('.skip, .vh');
  const inSentence = (e) => getComputedStyle(e).display === 'inline' && e.parentElement.matches('p, figcaption, td')
    && e.parentElement.textContent.trim() !== e.textContent.trim();
  const meets = (e, hit) => hit && (e.contains(hit) || [...(e.labels || [])].some(label => label.contains(hit)));
  const height = (e) => {
    e.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = e.getBoundingClientRect(), x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
    if (box.width < 2 || box.height >= 43.5) return 44;
    let up = 0, down = 0;
    while (up < 48 && meets(e, document.elementFromPoint(x, y - up - 1))) up++;
    while (down < 48 && meets(e, document.elementFromPoint(x, y + down + 1))) down++;
    return up + down + 1;
  };
  return [...document.querySelectorAll(targets)].filter(e => seen(e) && !inSentence(e) && height(e) < 43)
    .map(e => `${Math.round(e.getBoundingClientRect().height)} px: ${e.outerHTML.slice(0, 160)}`);
}"""


@pytest.fixture(scope="module")
def sofia(invite: Invite) -> Iterator[Person]:
    someone = invite("sofia")
    yield someone
    someone.context.close()


@pytest.fixture(scope="module")
def found(sofia: Person) -> dict[str, str]:
    return find(sofia)


@pytest.fixture(scope="module")
def visitor(invite: Invite) -> Iterator[Person]:
    someone = invite()
    yield someone
    someone.context.close()


def test_axe_is_the_file_that_it_says() -> None:
    assert AXE.startswith(f"/*! axe v{VERSION}")
    assert sha256(AXE.encode()).hexdigest() == HASH


@pytest.mark.parametrize("path", sorted({*routes()}))
def test_a_page_of_a_member_holds_for_everybody(sofia: Person, found: dict[str, str], path: str) -> None:
    _holds(sofia, filled(path, found))


@pytest.mark.parametrize("path", STATES)
def test_a_page_with_little_to_show_holds_for_everybody(sofia: Person, path: str) -> None:
    _holds(sofia, path)


@pytest.mark.parametrize("path", VISITED)
def test_a_page_of_a_visitor_holds_for_everybody(visitor: Person, path: str) -> None:
    _holds(visitor, path)


def test_the_page_of_a_mail_and_the_one_before_it_hold_for_everybody(person: Invite) -> None:
    newcomer = person()
    newcomer.send("/sign-in", email="quelquun@exemple.fr")
    _holds(newcomer, "/sign-in/sent")
    _holds(newcomer, newcomer.letter("quelquun@exemple.fr"))


def test_a_form_that_failed_holds_for_everybody(person: Invite) -> None:
    page = person("amina", script=True).open("/ask?kind=REQUEST")
    page.evaluate("document.querySelector('form.asking').noValidate = true")
    page.get_by_label("Votre demande, comme vous la diriez").fill(" ")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("alert").wait_for()
    assert _seen(page) == []


def test_a_conversation_holds_for_everybody_while_one_answers_and_names(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    address = amina.opens("Tout ce qu'on fait d'un message")
    claire.open(address)
    claire.says("Un mot tout simple.")
    page = amina.open(address)
    said = page.get_by_role("log").locator("li.msg").first
    menu = said.get_by_label("Que faire de ce message")
    menu.click()
    said.get_by_role("button", name="Merci").click()
    said.get_by_role("button", name="Merci 1").wait_for()
    menu.click()
    said.get_by_role("link", name="Répondre").click()
    amina.says("Une réponse.")
    page.get_by_label("Votre message", exact=True).fill("**Un** aperçu")
    page.get_by_role("button", name="Aperçu").click()
    page.get_by_role("region", name="Aperçu de votre message").wait_for()
    assert _seen(page) == []
    menu.click()
    assert _said(page, LOOK, None) == []
    menu.click()
    page.get_by_label("Votre message", exact=True).press_sequentially(" @cl")
    page.get_by_role("option").first.wait_for()
    assert _said(page, LOOK, None) == []  # the list lies over what is below it


def test_what_the_staff_were_shown_holds_for_everybody(sofia: Person, found: dict[str, str], person: Invite) -> None:
    sofia.send(f"/messages/{found['messages']}/report", note="Voyez **ceci**")
    _holds(person("ines"), "/reports")


def test_gatherings_in_every_state_hold_for_everybody(person: Invite) -> None:
    amina, theo = person("amina"), person("theo")
    full = next(one for one in amina.query(COMING)["gatherings"] if one["myAnswer"] == "WAITING")
    places = theo.query(PAST)["viewer"]["communities"]["nodes"]
    over = next(one for place in places for one in place["gatherings"] if one["organised"] and one["notes"])
    _holds(amina, f"/gatherings/{full['id']}")
    _holds(theo, f"/gatherings/{over['id']}")
    theo.page.get_by_text("Reprendre les notes").click()
    assert _said(theo.page, LOOK, None) == []


def test_a_circle_of_one_and_its_forms_hold_for_everybody(person: Invite) -> None:
    amina = person("amina")
    claire = amina.query('{ member(by: { slug: "claire" }) { id } }')["member"]["id"]
    circle = amina.query(CIRCLE, members=[claire])["openCircle"]["id"]
    _holds(amina, f"/circles/{circle}")
    amina.page.get_by_text("Changer ce que j’y cherche et apporte").click()
    assert _said(amina.page, LOOK, None) == []
    _holds(amina, f"/circles/{circle}/invite")
    amina.page.get_by_label("Chercher quelqu’un").fill("ma")
    amina.page.get_by_role("button", name="Chercher par son nom").click()
    amina.page.get_by_role("checkbox").first.wait_for()
    assert _seen(amina.page) == []


def test_a_circle_holds_for_everybody_while_one_speaks(person: Invite) -> None:
    claire = person("claire", permissions=["microphone", "camera"])
    page = claire.open(f"/circles/{claire.query('{ circles { id } }')['circles'][0]['id']}")
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.get_by_role("button", name="Caméra").click()
    page.get_by_role("button", name="Lever la main").click()
    page.get_by_label("Image de Claire Delattre").wait_for()
    assert _seen(page) == []


def test_no_page_is_left_out() -> None:
    assert ELSEWHERE.keys().isdisjoint(routes())
    assert len(set(routes())) > 25


def _holds(one: Person, path: str) -> None:
    one.wrong.clear()
    page = one.open(path)
    assert _seen(page) == []
    assert one.wrong == []


def _seen(page: Page) -> list[str]:
    """What is wrong with the page that is open, in words."""
    wrong: list[str] = []
    page.evaluate(AXE)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        for theme, only in (("light", None), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            wrong += [f"{name}, {theme}: {words}" for words in _said(page, LOOK, only)]
        page.emulate_media(color_scheme="light")
    wrong += [f"less than 44 px high: {words}" for words in _said(page, SMALL)]
    page.set_viewport_size({"width": 320, "height": 800})
    if (over := page.evaluate(WIDER)) > 0:
        wrong.append(f"{over} px wider than a screen of 320")
    page.set_viewport_size(DESKTOP)
    return wrong


def _said(page: Page, what: str, *given: Any) -> list[str]:
    words: list[str] = page.evaluate(what, *given)
    return words
