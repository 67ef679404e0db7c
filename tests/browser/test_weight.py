"""What a first view weighs on the wire, compressed, fonts and all."""

import pytest

from tests.browser.addresses import filled, find
from tests.browser.conftest import Invite

pytestmark = pytest.mark.browser
ALL, SCRIPTS = 100_000, 30_000  # bytes
PATHS = ("/", "/threads/{id}", "/members/{slug}", "/communities/{slug}")


@pytest.fixture(scope="module")
def found(invite: Invite) -> dict[str, str]:
    sofia = invite("sofia")
    things = find(sofia)
    sofia.context.close()
    return things


@pytest.mark.parametrize("path", PATHS)
def test_a_first_view_is_light(person: Invite, found: dict[str, str], path: str) -> None:
    someone = person("sofia")
    wire = someone.context.new_cdp_session(someone.page)
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on("Network.loadingFinished", lambda told: weights.update({told["requestId"]: told["encodedDataLength"]}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    someone.page.goto(someone.site + filled(path, found), wait_until="networkidle")
    seen = {kinds[id] for id in weights}
    assert {"Document", "Stylesheet", "Script", "Font"} <= seen, seen
    assert sum(weights.values()) <= ALL, {kinds[id]: weight for id, weight in weights.items()}
    assert sum(weight for id, weight in weights.items() if kinds[id] == "Script") <= SCRIPTS
