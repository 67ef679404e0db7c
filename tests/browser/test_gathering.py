"""A gathering lives: answers arrive, talk opens at its moment, and afterwards who came and what is kept, on a phone."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.person import PLACE, Person, unmoved

pytestmark = pytest.mark.browser

OPEN = """mutation ($community: ID!, $plan: GatheringPlan!) {
  result: openGathering(community: $community, plan: $plan) { ... on Gathering { id } ... on Refusal { message } } }"""
EDIT = """mutation ($id: ID!, $plan: GatheringPlan!) {
  result: editGathering(gatheringId: $id, plan: $plan) { ... on Gathering { id } ... on Refusal { message } } }"""
CANCEL = "mutation ($id: ID!) { cancelGathering(gatheringId: $id) { __typename } }"
HALF = timedelta(minutes=30)


def plan(starts: timedelta, **more: object) -> dict[str, object]:
    at = datetime.now(UTC) + starts
    return {"name": "Un oral, un thé", "startsAt": at.isoformat(), "endsAt": (at + HALF).isoformat(), **more}


def opened(one: Person, starts: timedelta, **more: object) -> str:
    place = one.query(PLACE, slug="maille")["community"]["id"]
    return str(one.query(OPEN, community=place, plan=plan(starts, **more))["result"]["id"])


def test_answers_and_seats_arrive_by_themselves(person: Invite) -> None:
    amina, claire, malik = person("amina"), person("claire", phone=True), person("malik")
    id = opened(amina, timedelta(days=2), seats=2)
    for one in (amina, claire, malik):
        one.open(f"/gatherings/{id}")
    expect(amina.page.get_by_text("Encore 1 place")).to_be_visible()
    with unmoved(amina, malik):
        claire.page.get_by_role("button", name="Je viens").click()
        for one in (amina, malik):
            expect(one.page.locator("#came").get_by_role("link", name="Claire Delattre")).to_be_visible()
        expect(malik.page.get_by_role("button", name="Attendre une place")).to_be_visible()
        expect(amina.page.get_by_role("log").locator("li.fact")).to_have_count(0)
    malik.page.get_by_role("button", name="Attendre une place").click()
    expect(malik.page.get_by_text("Vous êtes au rang 1")).to_be_visible()
    with unmoved(malik):
        claire.page.get_by_role("button", name="Je ne viens plus").click()
        expect(malik.page.locator("#label").get_by_text("Vous venez")).to_be_visible()


def test_talk_opens_at_its_moment_without_a_reload(person: Invite) -> None:
    amina, claire = person("amina"), person("claire")
    id = opened(amina, HALF + timedelta(seconds=6))
    claire.open(f"/gatherings/{id}")
    expect(claire.page.get_by_text("On parle ici une demi-heure avant")).to_be_visible()
    with unmoved(claire):
        expect(claire.page.get_by_text("la conversation est ouverte")).to_be_visible()
        claire.says("Me voilà.")


def test_called_off_it_offers_nothing_more_and_keeps_what_one_was_typing(person: Invite) -> None:
    amina, claire = person("amina"), person("claire", phone=True)
    id = opened(amina, timedelta(days=2))
    page = amina.open(f"/gatherings/{id}")
    page.get_by_label("Votre message", exact=True).fill("Je voulais dire que la salle")
    page.get_by_text("Elle n’aura pas lieu").click()
    with unmoved(amina):
        claire.open(f"/gatherings/{id}").get_by_role("button", name="Je viens").click()
        expect(page.locator("#came").get_by_role("link", name="Claire Delattre")).to_be_visible()
        expect(
            page.get_by_role("button", name="L’annuler pour de bon")
        ).to_be_visible()  # what one has opened stays open
        expect(page.get_by_role("button", name="Entrer", exact=True)).to_be_visible()
        amina.query(CANCEL, id=id)
        expect(page.get_by_label("Votre message, pas envoyé")).to_have_value("Je voulais dire que la salle")
        expect(page.get_by_text("L’annuler", exact=True)).to_have_count(0)
        expect(page.get_by_role("button", name="L’annuler pour de bon")).to_have_count(0)
        expect(page.get_by_role("heading", name="Parler de vive voix")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_afterwards_one_notes_who_came_and_who_came_keeps_notes(person: Invite, script: bool) -> None:
    amina, claire = person("amina", phone=True, script=script), person("claire", phone=True, script=script)
    id = opened(amina, timedelta(days=1))
    claire.open(f"/gatherings/{id}").get_by_role("button", name="Je viens").click()
    amina.query(EDIT, id=id, plan=plan(timedelta(minutes=-40)))
    page = amina.open(f"/gatherings/{id}")
    page.get_by_role("checkbox", name="Claire Delattre").check()
    page.get_by_role("button", name="Noter qui est venu").click()
    expect(page.get_by_role("checkbox", name="Claire Delattre")).to_be_checked()
    page = claire.open(f"/gatherings/{id}")
    expect(page.locator("#came").get_by_role("link", name="Claire Delattre")).to_be_visible()
    page.get_by_text("Écrire des notes").click()
    page.get_by_label("Les notes").fill("Respirer, **puis** parler.")
    page.get_by_role("button", name="Garder les notes").click()
    expect(page.locator("#notes strong")).to_have_text("puis")
    expect(page.get_by_role("log")).to_contain_text("Claire Delattre a gardé des notes")


def test_a_circle_grows_before_the_eyes_of_who_invited(person: Invite) -> None:
    amina, claire = person("amina", phone=True), person("claire")
    amina.open("/members/claire").get_by_role("link", name="Ouvrir un cercle à deux").click()
    amina.page.get_by_label("Pour quoi faire").fill("Un cas par semaine.")
    amina.page.get_by_role("button", name="Ouvrir et inviter").click()
    expect(amina.page.get_by_role("heading", name="Claire et Amina")).to_be_visible()
    expect(amina.page.get_by_text("Vos invitations attendent leur réponse")).to_be_visible()
    with unmoved(amina):
        one = claire.open("/circles").locator("section", has_text="Un cas par semaine.").last
        one.get_by_label("Ce que vous y apportez").fill("vingt ans de bilans")
        one.get_by_role("button", name="Entrer dans le cercle : Claire et Amina").click()
        expect(amina.page.get_by_role("log")).to_contain_text("Claire Delattre est dans le cercle")
        expect(amina.page.locator("#members")).to_contain_text("vingt ans de bilans")
        expect(amina.page.get_by_text("Vos invitations attendent leur réponse")).to_be_hidden()
