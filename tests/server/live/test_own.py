"""What is unread of oneself is told to all one's sockets: when one asks, when it changes, when one reads elsewhere."""

from typing import Any

import pytest

from tests.network import Network
from tests.server.live.conftest import Place, Reader
from tests.writes import LEAVE

pytestmark = pytest.mark.anyio

READ = "mutation($id: ID!, $to: Int!) { markRead(space: $id, position: $to) { __typename } }"
ALL = "mutation { markAllRead { __typename } }"


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    room = await network.room("maille")
    await network.say("amina", room)
    return room


async def told(reader: Reader) -> dict[str, Any]:
    """The next frame of one's own, in short."""
    while "me" not in (found := await reader.frame()):
        pass
    me: dict[str, Any] = found["me"]
    return me


async def test_what_is_unread_is_told_at_once_and_when_it_changes(place: Place, network: Network, room: str) -> None:
    thread = await network.thread("amina", "maille")
    amina = await place.read("amina")
    await amina.say(me=True)
    assert await told(amina) == {"threads": 0, "rooms": 0, "named": 0, "spaces": {}}
    await place.post("karim", room, "Bonjour")
    assert await told(amina) == {"threads": 0, "rooms": 1, "named": 0, "spaces": {room: 1}}
    await place.post("karim", thread, "Et toi, @amina ?")
    assert await told(amina) == {"threads": 1, "rooms": 1, "named": 1, "spaces": {room: 1, thread: 1}}


async def test_reading_on_one_device_is_told_to_the_other(place: Place, network: Network, room: str) -> None:
    desktop, phone = await place.read("amina"), await place.read("amina")
    await network.say("karim", room)
    for reader in (desktop, phone):
        await reader.say(me=True)
        assert (await told(reader))["rooms"] == 1
    await place.ask("amina", READ, id=room, to=2)
    for reader in (desktop, phone):
        assert (await told(reader))["spaces"] == {}
    await place.post("karim", room)
    assert (await told(desktop))["rooms"] == 1
    await place.ask("amina", ALL)
    assert (await told(desktop))["rooms"] == 0


async def test_a_name_in_a_room_where_one_never_spoke_is_told(place: Place, room: str) -> None:
    claire = await place.read("claire")
    await claire.say(me=True)
    assert (await told(claire))["named"] == 0
    await place.post("karim", room, "@claire, une idée ?")
    assert await told(claire) == {"threads": 0, "rooms": 0, "named": 1, "spaces": {}}
    await place.ask("claire", READ, id=room, to=2)
    assert (await told(claire))["named"] == 0


async def test_what_one_may_not_read_any_more_is_not_counted(place: Place, network: Network, room: str) -> None:
    await network.community("audit")
    for member in ("amina", "karim"):
        await network.join(member, "audit")
    other = await network.room("audit")
    await network.say("amina", other)
    await network.say("karim", other)
    amina = await place.read("amina")
    await amina.say(me=True)
    assert (await told(amina))["spaces"] == {other: 1}
    await place.ask("amina", LEAVE, id="audit")
    await place.post("karim", room)
    assert (await told(amina))["spaces"] == {room: 1}


async def test_who_does_not_ask_is_told_nothing_of_it(place: Place, room: str) -> None:
    amina, karim = await place.read("amina"), await place.read("karim")
    await karim.say(me=True)
    await told(karim)
    await amina.join(room)
    await place.post("karim", room)
    await place.post("claire", room)
    assert (await told(karim))["rooms"] == 1
    assert [body for _, body in await amina.bodies(2)] == ["Bonjour", "Bonjour"]
