"""Where one may speak aloud: in a circle, and in a gathering while its door is open; elsewhere nothing is lent."""

from typing import LiteralString

import pytest

from graph.identity import now
from server.settings import Settings
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import audit, plain

pytestmark = pytest.mark.anyio

HOLD: LiteralString = "MATCH (g:Gathering {id: $id}) SET g.startsAt = $starts, g.endsAt = $ends"
CLOSE: LiteralString = "MATCH (s:Space {id: $id}) SET s.status = 'CLOSED', s.closedAt = $at"
STRIP, SOON = 'id="voice"', "On pourra y parler de vive voix"
MINUTE = 60_000


async def test_one_speaks_in_a_circle_until_it_is_closed(network: Network, site: Site) -> None:
    id = await network.circle(await audit(network), "melanie", "ousmane")
    melanie = await site("melanie")
    page = (await melanie.get(f"/circles/{id}")).text
    assert (STRIP in page, "voice/strip.js" in page, "voice.js" in page) == (True, True, True)
    assert "Rien n’est enregistré." in plain(page)
    await network.run(CLOSE, id=id, at=now())
    assert STRIP not in (await melanie.get(f"/circles/{id}")).text


async def test_one_speaks_in_a_gathering_from_half_an_hour_before_until_its_end(network: Network, site: Site) -> None:
    id, melanie = await network.gathering(await audit(network)), await site("melanie")
    for starts, ends, strip, soon in (
        (31, 90, False, True),
        (29, 90, True, False),
        (-30, 1, True, False),
        (-90, -1, False, False),
    ):
        await network.run(HOLD, id=id, starts=now() + starts * MINUTE, ends=now() + ends * MINUTE)
        page = (await melanie.get(f"/gatherings/{id}")).text
        assert (STRIP in page, SOON in plain(page)) == (strip, soon), (starts, ends)


async def test_microphone_and_camera_are_lent_on_these_pages_alone(network: Network, site: Site) -> None:
    community = await audit(network)
    circle, gathering = await network.circle(community, "melanie"), await network.gathering(community)
    thread, melanie = await network.thread("melanie", community), await site("melanie")
    for path, lent in (
        (f"/circles/{circle}", True),
        (f"/gatherings/{gathering}", True),
        (f"/threads/{thread}", False),
        ("/", False),
        ("/circles/nulle-part", False),
    ):
        policy = (await melanie.get(path)).headers["permissions-policy"]
        assert ("microphone=(self)" in policy, "camera=(self)" in policy) == (lent, lent), path
        assert ("microphone=()" in policy, "camera=()" in policy) == (not lent, not lent), path


async def test_no_other_page_carries_what_voice_needs(network: Network, site: Site) -> None:
    community = await audit(network)
    room, thread = await network.room(community), await network.thread("melanie", community)
    melanie = await site("melanie")
    for path in ("/", f"/rooms/{room}", f"/threads/{thread}"):
        assert "/static/voice" not in (await melanie.get(path)).text, path


def test_settings_name_several_relays() -> None:
    given = Settings(
        turn="turn:un:3478, turns:deux:5349", turn_secret="entre nous", stun="stun:un:3478", turn_only=True
    )
    assert given.relay.turn == ("turn:un:3478", "turns:deux:5349")
    assert (given.relay.secret, given.relay.stun, given.relay.only) == ("entre nous", ("stun:un:3478",), True)
    assert not Settings().relay.turn
