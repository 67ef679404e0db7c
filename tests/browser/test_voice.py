"""Speaking aloud, with the fake microphone and camera of Chromium: a beep once a second, a picture that moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite
from tests.browser.person import unmoved
from tests.browser.speaking import LENDS, ME, OPEN, YES, Speaking

pytestmark = [pytest.mark.browser, pytest.mark.voice]

GATHER = """mutation ($community: ID!, $plan: GatheringPlan!) {
  result: openGathering(community: $community, plan: $plan) { ... on Gathering { id } ... on Refusal { message } } }"""
MOVE = "mutation ($id: ID!, $plan: GatheringPlan!) { editGathering(gatheringId: $id, plan: $plan) { __typename } }"
BLIND = """window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(given, ...more) { super({...given, iceTransportPolicy: 'relay'}, ...more); } };"""

CLOSE = 'mutation ($id: ID!) { closeCircle(circleId: $id, helped: "Parler.") { __typename } }'
GIVEN_BACK = """connections.every(one => one.connectionState === 'closed'
  && one.getSenders().every(({track}) => track === null || track.readyState === 'ended'))"""

COUNTS = "window.signals = 0, document.addEventListener('maille:say', ({detail}) => signals += 'signal' in detail)"
# The browser says that of its connection; how often another way is looked for.
SAYS = """state => {
  const pc = connections.at(-1);
  let looked = 0;
  pc.restartIce = () => { looked += 1; };
  Object.defineProperty(pc, 'iceConnectionState', {value: state, configurable: true});
  pc.oniceconnectionstatechange();
  return looked;
}"""


@pytest.fixture(scope="module")
def circle(invite: Invite) -> str:
    """The address of a circle of Inès, Amina, Claire and Théo."""
    people = {slug: invite(slug) for slug in ("ines", "amina", "claire", "theo")}
    ids = [one.query(ME)["viewer"]["id"] for one in people.values()]
    id = people["ines"].query(OPEN, members=ids[1:])["result"]["id"]
    for slug in ("amina", "claire", "theo"):
        people[slug].query(YES, id=id)
    for one in people.values():
        one.context.close()
    return f"/circles/{id}"


@pytest.fixture
def speaking(person: Invite, circle: str) -> Callable[..., Speaking]:
    """`speaking("amina")`: she is before the circle, and lends her microphone and camera."""

    def made(slug: str, **how: Any) -> Speaking:
        return Speaking(person(slug, **{"permissions": LENDS} | how), circle)

    return made


def test_two_hear_each_other_and_see_in_words_what_the_other_does(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina", phone=True), speaking("claire")
    expect(claire.strip).to_contain_text("Personne n’y est pour l’instant.")
    amina.enter()
    expect(claire.strip).to_contain_text("Amina Belkacem y est.")
    claire.enter()
    for one, other in ((amina, "Claire"), (claire, "Amina")):
        expect(one.seats).to_have_count(2)
        expect(one.seat(other)).to_contain_text("micro ouvert")
        one.hears(1)
        expect(one.seat(other)).to_have_attribute("data-speaks", "")
    amina.button("Micro").click()
    expect(amina.button("Micro")).to_have_attribute("aria-pressed", "false")
    expect(claire.seat("Amina")).to_contain_text("micro coupé")
    expect(claire.seat("Amina")).not_to_have_attribute("data-speaks", "")
    claire.button("Lever la main").click()
    expect(amina.seat("Claire")).to_contain_text("main levée")
    expect(amina.strip.get_by_role("status").filter(has_text="Main levée : Claire.")).to_be_attached()
    amina.button("Quitter").click()
    expect(claire.seats).to_have_count(1)
    expect(amina.strip).to_contain_text("Claire Delattre y est.")
    assert amina.page.evaluate("connections.every(one => one.connectionState === 'closed')")


def test_three_hear_each_other_and_one_who_closes_the_page_is_gone(speaking: Callable[..., Speaking]) -> None:
    people = [speaking(slug).enter() for slug in ("amina", "claire", "theo")]
    for one in people:
        one.hears(2)
        expect(one.seats).to_have_count(3)
    people[2].page.goto("about:blank")
    for one in people[:2]:
        expect(one.seats).to_have_count(2)
        one.hears(1)


def test_a_camera_is_seen_by_the_others_and_goes_off(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina").enter(muted=True), speaking("claire", phone=True).enter()
    amina.button("Caméra").click()
    picture = claire.strip.get_by_label("Image de Amina Belkacem")
    expect(picture).to_be_visible()
    claire.until(lambda heard: len(heard) == 1 and heard[0]["frames"] > 5)
    width, height = picture.evaluate("film => [film.videoWidth, film.videoHeight]")
    assert width > 0
    assert height > 0
    expect(amina.strip.locator("figure")).to_have_count(1)
    expect(claire.seat("Amina")).to_contain_text("caméra allumée")
    amina.button("Caméra").click()
    expect(picture).to_have_count(0)
    amina.button("Caméra").click()
    expect(picture).to_be_visible()
    claire.until(lambda heard: heard[0]["frames"] > 5)


def test_what_one_sends_changes_without_a_word_between_the_two(speaking: Callable[..., Speaking]) -> None:
    people = [speaking("amina").enter(muted=True), speaking("claire").enter(how="Écouter seulement")]
    for one in people:
        one.until(lambda heard: len(heard) == 1)
        one.page.evaluate(COUNTS)
    for one in people:
        one.button("Micro").click()
        one.button("Caméra").click()
    for one in people:
        one.hears(1)
        one.until(lambda heard: heard[0]["frames"] > 5)
        assert one.page.evaluate("signals") == 0


def test_one_of_two_looks_for_another_way_and_a_side_that_finds_none_asks_for_a_new_connection(
    speaking: Callable[..., Speaking],
) -> None:
    people = [speaking(slug) for slug in ("amina", "claire")]
    for one in people:
        one.strip.evaluate("strip => strip.dataset.patience = 2")
        one.enter()
    for one in people:
        one.hears(1)
    looked = {one.page.evaluate(SAYS, "failed"): one for one in people}
    assert set(looked) == {0, 1}
    for state, one in (("connected", looked[1]), ("checking", looked[0])):
        one.page.evaluate(SAYS, state)
    for one in people:
        one.until(lambda heard, one=one: one.page.evaluate("connections.length") > 1)
        one.hears(1)
        expect(one.strip.locator("[data-state]")).to_be_hidden()


def test_both_change_what_they_send_at_one_moment_and_both_are_seen(speaking: Callable[..., Speaking]) -> None:
    people = [speaking(slug).enter(muted=True) for slug in ("amina", "claire")]
    for on in (True, False, True):
        for one in people:
            one.page.evaluate("connections.at(-1).restartIce()")  # what crosses needs no reason
        for one in people:
            one.page.evaluate("document.querySelector('#voice-bar [data-camera]').click()")
        for one in people:
            expect(one.button("Caméra")).to_have_attribute("aria-pressed", "true" if on else "false")
    for one in people:
        expect(one.strip.locator("figure")).to_have_count(2)
        one.until(lambda heard: len(heard) == 1 and heard[0]["frames"] > 5)
        one.page.wait_for_function("connections.at(-1).signalingState === 'stable'")


def test_a_line_that_is_cut_comes_back_and_the_voices_went_on(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina").enter(), speaking("claire").enter()
    for one in (amina, claire):
        one.hears(1)
    before = amina.until(lambda heard: True)[0]["bytes"]
    made = [one.page.evaluate("connections.length") for one in (amina, claire)]
    with unmoved(amina.one, claire.one):
        amina.page.evaluate("sockets.at(-1).close(4999)")
        expect(amina.strip).to_contain_text("La ligne est coupée, vous vous entendez encore.")
        expect(amina.strip).not_to_contain_text("La ligne est coupée")
        claire.button("Lever la main").click()
        expect(amina.seat("Claire")).to_contain_text("main levée")
        amina.until(lambda heard: heard[0]["bytes"] > before)
        amina.button("Caméra").click()  # and one can still change what is sent
        claire.until(lambda heard: heard[0]["frames"] > 5)
    assert [one.page.evaluate("connections.length") for one in (amina, claire)] == made


def test_who_reloads_the_page_is_out_and_finds_their_seat_free(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina").enter(), speaking("claire").enter()
    amina.page.reload()
    expect(claire.seats).to_have_count(1)
    expect(amina.strip).to_contain_text("Claire Delattre y est.")
    amina.enter()
    for one in (amina, claire):
        one.hears(1)


def test_who_refuses_the_microphone_listens(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina").enter(), speaking("claire", permissions=[]).enter()
    expect(claire.strip.get_by_role("status").first).to_contain_text("refuse le micro")
    expect(claire.button("Micro")).to_have_attribute("aria-pressed", "false")
    claire.hears(1)
    expect(amina.seat("Claire")).to_contain_text("micro coupé")
    claire.one.context.grant_permissions(LENDS)
    claire.button("Micro").click()
    expect(amina.seat("Claire")).to_contain_text("micro ouvert")
    amina.hears(1)


def test_one_may_only_listen_and_is_asked_for_nothing(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina").enter(), speaking("claire", permissions=[]).enter(how="Écouter seulement")
    claire.hears(1)
    expect(claire.strip.locator("[data-state]")).to_be_hidden()
    expect(amina.seat("Claire")).to_contain_text("micro coupé")


def test_a_network_that_lets_nothing_through_is_told_in_words(speaking: Callable[..., Speaking]) -> None:
    amina, claire = speaking("amina"), speaking("claire")
    claire.page.add_init_script(BLIND)
    claire.page.reload()
    for one in (amina, claire):
        one.strip.evaluate("strip => strip.dataset.patience = 1")
        one.enter()
    for one, other in ((amina, "Claire"), (claire, "Amina")):
        expect(one.strip).to_contain_text(f"Un réseau empêche la voix de passer entre vous et {other}.")
        expect(one.seat(other)).to_contain_text("le réseau bloque")


def test_a_second_device_takes_over(speaking: Callable[..., Speaking]) -> None:
    phone, desk, claire = speaking("amina", phone=True).enter(), speaking("amina"), speaking("claire").enter()
    expect(desk.strip).to_contain_text("Vous y êtes par un autre appareil")
    desk.enter()
    expect(phone.strip).to_contain_text("Vous parlez maintenant depuis un autre appareil.")
    expect(claire.seats).to_have_count(2)
    for one in (desk, claire):
        one.hears(1)


def test_who_leaves_the_circle_is_heard_no_more(person: Invite, speaking: Callable[..., Speaking]) -> None:
    amina, claire = person("amina", permissions=LENDS), person("claire", permissions=LENDS)
    ids = [who.query(ME)["viewer"]["id"] for who in (amina, claire)]
    id = person("ines").query(OPEN, members=ids)["result"]["id"]
    for who in (amina, claire):
        who.query(YES, id=id)
    one, other = (Speaking(who, f"/circles/{id}").enter() for who in (amina, claire))
    one.hears(1)
    claire.query("mutation ($id: ID!) { leaveCircle(circleId: $id) { __typename } }", id=id)
    expect(one.seats).to_have_count(1)
    expect(other.button("Micro")).to_be_hidden()
    assert other.page.evaluate("connections.every(one => one.connectionState === 'closed')")
    assert one.page.evaluate("connections.every(one => one.connectionState === 'closed')")


def test_a_circle_that_is_closed_while_they_speak_gives_their_microphones_back(person: Invite) -> None:
    amina, claire = person("amina", permissions=LENDS, phone=True), person("claire", permissions=LENDS)
    ids = [who.query(ME)["viewer"]["id"] for who in (amina, claire)]
    id = person("ines").query(OPEN, members=ids)["result"]["id"]
    for who in (amina, claire):
        who.query(YES, id=id)
    here = [Speaking(who, f"/circles/{id}").enter() for who in (amina, claire)]
    for one in here:
        one.hears(1)
    claire.query(CLOSE, id=id)
    for one in here:
        expect(one.button("Micro")).to_be_hidden()
        assert one.page.evaluate(GIVEN_BACK)
        expect(one.page.get_by_text("Le cercle est clos")).to_be_visible()


def test_without_script_it_says_so_and_the_log_is_there(person: Invite, circle: str) -> None:
    page = person("amina", script=False).open(circle)
    strip = page.get_by_role("region", name="Parler de vive voix")
    expect(strip).to_contain_text("La voix demande un script")
    expect(strip.get_by_role("button")).to_have_count(0)
    expect(page.get_by_label("Votre message", exact=True)).to_be_visible()


def test_what_speaking_needs_is_loaded_when_one_enters(speaking: Callable[..., Speaking]) -> None:
    amina = speaking("amina")
    loaded = "performance.getEntriesByType('resource').filter(one => /static.voice.js/.test(one.name)).length"
    assert amina.page.evaluate(loaded) == 0
    amina.enter()
    assert amina.page.evaluate(loaded) == 1


def test_microphone_and_camera_are_lent_to_no_other_page(person: Invite, circle: str) -> None:
    amina = person("amina", permissions=LENDS)
    asks = "navigator.mediaDevices.getUserMedia({audio: true}).then(() => 'lent', problem => problem.name)"
    assert _asked(amina.open("/"), asks) == "NotAllowedError"
    assert _asked(amina.open(circle), asks) == "lent"
    amina.wrong.clear()  # the browser complains of the first


def test_the_door_of_a_gathering_opens_before_the_eyes_of_who_waits(person: Invite) -> None:
    ines, amina = person("ines"), person("amina", permissions=LENDS)
    community = ines.query('{ community(slug: "maille") { id } }')["community"]["id"]
    id = ines.query(GATHER, community=community, plan=_plan(hours=3))["result"]["id"]
    page = amina.open(f"/gatherings/{id}")
    expect(page.locator("#aloud")).to_contain_text("On pourra y parler de vive voix")
    with unmoved(amina):
        ines.query(MOVE, id=id, plan=_plan(hours=0))
        page.get_by_role("button", name="Entrer", exact=True).click()
        expect(page.get_by_role("list", name="De vive voix").get_by_role("listitem")).to_have_count(1)


def _plan(hours: int) -> dict[str, object]:
    starts = datetime.now(UTC) + timedelta(hours=hours, minutes=5)
    times = {"startsAt": starts.isoformat(), "endsAt": (starts + timedelta(hours=1)).isoformat()}
    return {"name": "À voix haute", "body": "", "zone": "Europe/Paris", "place": "Ici"} | times


def _asked(page: Page, script: str) -> str:
    answer: str = page.evaluate(script)
    return answer
