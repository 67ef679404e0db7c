"""Two in networks that let nothing pass between them: they are told so, and a relay gets them through."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE, QUIET
from tests.browser.networks import ADDRESS, LEFT, RIGHT, SITE, networks, program, within
from tests.browser.person import Person
from tests.browser.relay import SECRET, RelayServer, relay_server
from tests.browser.site import running
from tests.browser.speaking import LENDS, Speaking

pytestmark = [pytest.mark.browser, pytest.mark.voice, pytest.mark.slow]

CIRCLE = "{ circles { id } }"
BY_THE_RELAY = """async () => {
  const all = (await Promise.all(connections.map(async one => [...(await one.getStats()).values()]))).flat();
  const used = all.filter(stat => stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded');
  return used.flatMap(pair => all.filter(stat => [pair.localCandidateId, pair.remoteCandidateId].includes(stat.id)))
    .some(stat => stat.candidateType === 'relay');
}"""


@pytest.fixture
def apart(browser: Browser, tmp_path: Path) -> Iterator[tuple[RelayServer, list[Speaking]]]:
    """Amina and Claire before the circle that they have, each in a network of her own; the relay does not run yet."""
    chromium = shutil.which("chromium") or browser.browser_type.executable_path
    with ExitStack() as stack:
        stack.enter_context(networks())
        relay = relay_server(tmp_path, ADDRESS, within(SITE))
        stack.callback(relay.stop)
        relay.stop()
        given = {"MAILLE_TURN": relay.url, "MAILLE_TURN_SECRET": SECRET}
        site = stack.enter_context(running(tmp_path, host=ADDRESS, before=within(SITE), **given))
        lent = [*QUIET, f"--unsafely-treat-insecure-origin-as-secure={site}"]
        people: list[Speaking] = []
        for slug, name in (("amina", LEFT), ("claire", RIGHT)):
            own = browser.browser_type.launch(executable_path=program(tmp_path, name, chromium), args=lent)
            stack.callback(own.close)
            context = own.new_context(permissions=LENDS, locale="fr-FR", reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            one = Person(site, context, context.new_page())
            one.enter(slug)
            circle = (
                people[0].page.url.removeprefix(site) if people else f"/circles/{one.query(CIRCLE)['circles'][0]['id']}"
            )
            people.append(Speaking(one, circle))
        yield relay, people


def test_two_whom_their_networks_keep_apart_are_told_so_and_a_relay_gets_them_through(
    apart: tuple[RelayServer, list[Speaking]],
) -> None:
    relay, people = apart
    for one in people:
        one.strip.evaluate("strip => strip.dataset.patience = 5")
        one.enter()
    for one, other in zip(people, ("Claire", "Amina"), strict=True):
        expect(one.strip).to_contain_text(f"Un réseau empêche la voix de passer entre vous et {other}.")
    relay.start()
    for one in people:
        one.hears(1)
        expect(one.strip).not_to_contain_text("Un réseau empêche")
        one.page.wait_for_function(BY_THE_RELAY)
