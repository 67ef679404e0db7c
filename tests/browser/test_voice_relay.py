"""Voices that go by a relay alone, a real coturn, with the credentials of some hours that the site makes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE
from tests.browser.person import Person
from tests.browser.relay import SECRET, RelayServer, relay_server
from tests.browser.site import running
from tests.browser.speaking import LENDS, Speaking

pytestmark = [pytest.mark.browser, pytest.mark.voice, pytest.mark.slow]

CIRCLE = "{ circles { id } }"
WAYS = """async () => {
  const all = (await Promise.all(connections.map(async one => [...(await one.getStats()).values()]))).flat();
  return all.filter(stat => /^(local|remote)-candidate$/.test(stat.type)).map(stat => stat.candidateType);
}"""


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayServer]:
    made = relay_server(tmp_path_factory.mktemp("relay"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def relayed(relay: RelayServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose voices go by the relay alone."""
    given = {"MAILLE_TURN": relay.url, "MAILLE_TURN_SECRET": SECRET, "MAILLE_TURN_ONLY": "1"}
    with running(tmp_path_factory.mktemp("relayed"), **given) as address:
        yield address


@pytest.fixture
def speaking(browser: Browser, relayed: str) -> Iterator[Callable[[str], Speaking]]:
    """`speaking("amina")`: she is before the circle that she and Claire have in the demo."""
    people: list[Person] = []

    def made(slug: str) -> Speaking:
        context = browser.new_context(permissions=LENDS, locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        one = Person(relayed, context, context.new_page())
        one.listen()
        one.enter(slug)
        people.append(one)
        return Speaking(one, f"/circles/{people[0].query(CIRCLE)['circles'][0]['id']}")

    yield made
    for one in people:
        one.context.close()
    assert not [wrong for one in people for wrong in one.wrong]


def test_two_hear_each_other_by_the_relay_and_see_no_address_of_the_other(
    speaking: Callable[[str], Speaking],
) -> None:
    amina, claire = speaking("amina"), speaking("claire")
    expect(amina.strip).to_contain_text("personne ne voit votre adresse réseau")
    for one in (amina, claire):
        one.enter()
    for one in (amina, claire):
        one.hears(1)
        assert set(one.page.evaluate(WAYS)) == {"relay"}


def test_without_the_relay_it_says_what_to_do(relay: RelayServer, speaking: Callable[[str], Speaking]) -> None:
    relay.stop()
    amina, claire = speaking("amina"), speaking("claire")
    for one in (amina, claire):
        one.strip.evaluate("strip => strip.dataset.patience = 2")
        one.enter()
    expect(amina.strip).to_contain_text("Un réseau empêche la voix de passer entre vous et Claire.")
