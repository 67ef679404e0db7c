"""How two members are connected: the shortest paths, drawn and in words."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import Person

pytestmark = pytest.mark.browser
ALL = "{ members(first: 100) { nodes { slug paths(first: 5) { steps { to { slug } } } } } }"
PATHS = (
    """query ($slug: String!) { member(slug: $slug) { paths(first: 3) { steps { tie from { name } to { name } } } } }"""
)


def test_the_path_to_another_member_is_drawn_and_said(person: Invite) -> None:
    amina = person("amina", phone=True)
    longest = max(("claire", "elise", "samuel", "oceane"), key=lambda slug: len(_paths(amina, slug)[0]))
    path = _paths(amina, longest)[0]
    assert len(path) > 1
    section = amina.open(f"/members/{longest}").get_by_role("region", name="Ce qui vous relie")
    expect(section.get_by_role("img").first).to_be_visible()
    words = section.locator("figcaption").first
    for step in path[1:]:
        expect(words).to_contain_text(step["from"]["name"].split()[0])
    expect(words).to_contain_text("connaît" if path[-1]["tie"] == "KNOWS" else "aidé")


def test_no_path_goes_through_who_is_not_visible(person: Invite) -> None:
    amina, etienne = person("amina"), person("etienne")
    before = _beyond(amina, "etienne")
    assert before
    etienne.send("/me/edit", name="Étienne Dubois", timezone="Europe/Paris", locale="fr", discreet="yes")
    answer = amina.page.goto(f"{amina.site}/members/etienne")
    assert answer is not None
    assert answer.status == 404
    assert _beyond(amina, "etienne") == set()
    for slug in before:
        expect(amina.open(f"/members/{slug}").get_by_role("region", name="Ce qui vous relie")).to_be_visible()
        expect(amina.page.get_by_role("region", name="Ce qui vous relie")).not_to_contain_text("Étienne")


def _beyond(one: Person, middle: str) -> set[str]:
    """Those whom a path reaches through somebody."""
    members = one.query(ALL)["members"]["nodes"]
    return {
        member["slug"]
        for member in members
        for path in member["paths"]
        if any(step["to"]["slug"] == middle for step in path["steps"][:-1])
    }


def _paths(one: Person, slug: str) -> list[list[dict[str, dict[str, str]]]]:
    member = one.query(PATHS, slug=slug)["member"]
    return [path["steps"] for path in member["paths"]]
