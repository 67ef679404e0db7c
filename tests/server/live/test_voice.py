"""The promises of voice, kept over real sockets: who may come in, whom one reaches, who is out."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, suppress
from typing import Any, LiteralString

import pytest
from redis.asyncio import Redis
from websockets.exceptions import ConnectionClosed

from graph import farewell, membership, session, voice
from graph.database import Graph
from graph.identity import now
from server.live import voice as rules
from server.live.spoken import LONGEST
from tests.network import Network
from tests.server.live.conftest import Place, Reader, site_of, until
from tests.server.live.redis_server import RedisServer, redis_server

pytestmark = pytest.mark.anyio

STATE = {"hand": False, "muted": True, "camera": False}
OFFER = {"description": {"type": "offer", "sdp": "v=0\r\n" + "a=x\r\n" * 1200}}
SEVEN = ("amina", "karim", "claire", "theo", "malik", "sofia", "ines")
HOLD: LiteralString = "MATCH (g:Gathering {id: $id}) SET g.startsAt = $starts, g.endsAt = $ends"
CANCEL: LiteralString = "MATCH (s:Space {id: $id}) SET s.status = $status"
HOUR = 3_600_000


@pytest.fixture
async def oral(network: Network) -> str:
    """A circle of seven."""
    await network.root()
    for member in (*SEVEN, "outsider"):
        await network.member(member, "maille")
    return await network.circle("maille", *SEVEN)


async def frame(reader: Reader, *keys: str) -> dict[str, Any]:
    """The next frame that has one of these."""
    while (found := await reader.any_frame()).keys().isdisjoint(keys):
        pass
    return found


async def enter(place: Place, member: str, space: str, **more: Any) -> tuple[Reader, str]:
    """A member who hears the space and is in its room: the socket and the peer."""
    reader = await place.read(member)
    await reader.join(space)
    await reader.say(voice=space, enter=STATE, **more)
    peer = (await frame(reader, "you"))["you"]
    assert peer
    return reader, peer


def cut(reader: Reader) -> None:
    """The line breaks, without a word."""
    reader.socket.transport.abort()


async def inside(reader: Reader, *members: str) -> list[dict[str, Any]]:
    """Waits until these are in, in this order; their seats."""
    while True:
        seats: list[dict[str, Any]] = (await frame(reader, "voice"))["voice"]
        if [seat["id"] for seat in seats] == list(members):
            return seats


async def test_who_hears_the_space_sees_who_is_in_before_they_enter(place: Place, oral: str) -> None:
    watching = await place.read("claire")
    await watching.join(oral)
    await enter(place, "amina", oral)
    (seat,) = await inside(watching, "amina")
    assert seat.keys() == {"peer", "id", "name", "line", "hand", "muted", "camera"}
    assert (seat["name"], seat["hand"], seat["muted"], seat["camera"]) == ("Amina", False, True, False)
    later = await place.read("theo")
    await later.join(oral)
    assert (await inside(later, "amina"))[0] == seat


async def test_what_one_says_of_oneself_is_seen_by_all(place: Place, oral: str) -> None:
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    await inside(karim, "amina", "karim")
    await amina.say(voice=oral, state={"hand": True, "muted": False, "camera": True})
    seat, _ = await inside(karim, "amina", "karim")
    assert (seat["hand"], seat["muted"], seat["camera"]) == (True, False, True)
    await amina.say(voice=oral, leave=True)
    await inside(karim, "karim")


async def test_a_signal_reaches_the_one_peer_it_is_for(place: Place, oral: str) -> None:
    amina, one = await enter(place, "amina", oral)
    karim, other = await enter(place, "karim", oral)
    claire, _ = await enter(place, "claire", oral)
    await amina.say(signal=oral, to=other, data=OFFER)
    assert await frame(karim, "signal") == {"space": oral, "from": one, "signal": OFFER}
    await amina.say(voice=oral, state=STATE | {"hand": True})
    while not (await frame(claire, "voice", "signal"))["voice"][0]["hand"]:
        pass


async def test_an_outsider_neither_enters_nor_is_heard_inside(place: Place, oral: str) -> None:
    amina, peer = await enter(place, "amina", oral)
    outsider = await place.read("outsider")
    await outsider.say(voice=oral, enter=STATE)
    assert await frame(outsider, "you") == {"space": oral, "you": None, "because": "closed"}
    await outsider.say(signal=oral, to=peer, data=OFFER)
    claire = await place.read("claire")  # reads the circle, but is not in its room
    await claire.join(oral)
    await claire.say(signal=oral, to=peer, data=OFFER)
    await claire.say(voice=oral, state=STATE | {"hand": True})
    _, other = await enter(place, "karim", oral)
    seen = []
    while not any(seat["peer"] == other for seat in seen):
        found = await frame(amina, "voice", "signal")
        assert "signal" not in found
        seen = found["voice"]
    assert [seat["id"] for seat in seen] == ["amina", "karim"]


async def test_nobody_reaches_from_one_room_into_another(place: Place, network: Network, oral: str) -> None:
    beside = await network.circle("maille", "claire", "theo")
    amina, peer = await enter(place, "amina", oral)
    claire, _ = await enter(place, "claire", beside)
    await claire.say(signal=oral, to=peer, data=OFFER)
    await claire.say(signal=beside, to=peer, data=OFFER)
    await enter(place, "karim", oral)
    seen: list[str] = []
    while seen != ["amina", "karim"]:
        found = await frame(amina, "voice", "signal")
        assert "signal" not in found
        seen = [seat["id"] for seat in found["voice"]]


async def test_no_room_is_in_a_thread_nor_in_a_closed_circle(
    place: Place, network: Network, graph: Graph, oral: str
) -> None:
    thread = await network.thread("amina", "maille")
    amina = await place.read("amina")
    for space in (thread, "nowhere"):
        await amina.say(voice=space, enter=STATE)
        assert (await frame(amina, "you"))["because"] == "closed"
    await farewell.close(graph, "karim", oral, "", "", [], "", now())
    await amina.say(voice=oral, enter=STATE)
    assert (await frame(amina, "you"))["because"] == "closed"


async def test_a_gathering_is_spoken_in_from_half_an_hour_before_until_its_end(
    graph: Graph, network: Network, oral: str
) -> None:
    gathering = await network.gathering("maille")
    await network.curate("ines", "maille")

    async def may(starts: int, ends: int, member: str = "amina") -> bool:
        await network.run(HOLD, id=gathering, starts=now() + starts, ends=now() + ends)
        return (member, gathering) in await voice.speakers(graph, [(member, gathering)])

    assert not await may(HOUR // 2 + 60_000, 2 * HOUR)
    assert await may(HOUR // 2 - 60_000, 2 * HOUR)
    assert await may(-HOUR, 60_000)
    assert not await may(-HOUR, -1000)
    assert await may(HOUR, 2 * HOUR, "ines")  # who looks after it opens the door
    await network.member("stranger")
    assert not await may(-HOUR, HOUR, "stranger")
    await network.run(CANCEL, id=gathering, status="CANCELLED")
    assert not await may(-HOUR, HOUR)


async def test_a_gathering_that_ends_ends_its_room(place: Place, network: Network, oral: str) -> None:
    gathering = await network.gathering("maille", in_hours=0)
    amina, _ = await enter(place, "amina", gathering)
    await network.run(HOLD, id=gathering, starts=now() - HOUR, ends=now() - 1)
    assert (await frame(amina, "because")) == {"space": gathering, "you": None, "because": "closed"}
    await inside(amina)


async def test_a_seventh_is_told_that_it_is_full_and_finds_a_seat_when_one_leaves(place: Place, oral: str) -> None:
    first, *_ = [await enter(place, member, oral) for member in SEVEN[:6]]
    ines = await place.read("ines")
    await ines.join(oral)
    await ines.say(voice=oral, enter=STATE)
    assert await frame(ines, "you") == {"space": oral, "you": None, "because": "full"}
    await first[0].say(voice=oral, leave=True)
    await inside(ines, *SEVEN[1:6])
    await ines.say(voice=oral, enter=STATE)
    assert (await frame(ines, "you"))["you"]


async def test_a_fifth_camera_stays_off(place: Place, oral: str) -> None:
    readers = [await enter(place, member, oral) for member in SEVEN[:5]]
    for reader, _ in readers:
        await reader.say(voice=oral, state=STATE | {"camera": True})
    fifth, peer = readers[-1]
    assert await frame(fifth, "because") == {"space": oral, "you": peer, "because": "cameras"}
    while [seat["camera"] for seat in (await frame(fifth, "voice"))["voice"]] != [True] * 4 + [False]:
        pass


async def test_who_loses_the_circle_loses_the_room(place: Place, graph: Graph, oral: str) -> None:
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    claire, peer = await enter(place, "claire", oral)
    await farewell.leave(graph, "karim", oral, now())
    assert (await frame(karim, "because", "gone")).get("because", "closed") == "closed"
    await inside(amina, "amina", "claire")
    await karim.say(signal=oral, to=peer, data=OFFER)
    await amina.say(voice=oral, leave=True)
    await inside(claire, "claire")


async def test_a_seat_whose_socket_is_cut_is_lost_with_the_circle_too(place: Place, graph: Graph, oral: str) -> None:
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    await inside(amina, "amina", "karim")
    cut(karim)
    await farewell.leave(graph, "karim", oral, now())
    await inside(amina, "amina")


async def test_who_leaves_the_community_leaves_the_room_of_its_gathering(
    place: Place, network: Network, graph: Graph, oral: str
) -> None:
    await network.community("lyon")
    for member in ("amina", "karim"):
        await network.join(member, "lyon")
    gathering = await network.gathering("lyon", in_hours=0)
    amina, _ = await enter(place, "amina", gathering)
    await enter(place, "karim", gathering)
    await membership.leave(graph, "karim", "lyon")
    await inside(amina, "amina")


async def test_who_is_signed_out_is_out_of_the_room(place: Place, graph: Graph, oral: str) -> None:
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    await session.end(graph, place.tokens["karim"])
    assert await karim.code() == 4001
    await inside(amina, "amina")


async def test_who_comes_back_in_time_is_the_same_peer_on_a_new_line(place: Place, oral: str) -> None:
    amina, _ = await enter(place, "amina", oral)
    karim, peer = await enter(place, "karim", oral)
    before = (await inside(amina, "amina", "karim"))[1]
    cut(karim)
    karim, again = await enter(place, "karim", oral, **{"as": peer})
    assert again == peer
    after = (await inside(amina, "amina", "karim"))[1]
    assert after["line"] > before["line"]
    assert after | {"line": 0} == before | {"line": 0}


async def test_who_closes_the_page_is_gone_at_once(place: Place, oral: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "HELD", 3_600_000)
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    await inside(amina, "amina", "karim")
    await karim.socket.close()
    await inside(amina, "amina")


async def test_nobody_comes_back_as_another_member(place: Place, oral: str) -> None:
    _, peer = await enter(place, "amina", oral)
    karim, other = await enter(place, "karim", oral, **{"as": peer})
    assert other != peer
    assert [seat["id"] for seat in await inside(karim, "amina", "karim")] == ["amina", "karim"]


async def test_who_does_not_come_back_leaves_an_empty_seat(
    place: Place, oral: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "HELD", 500)
    amina, _ = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)
    await inside(amina, "amina", "karim")
    cut(karim)
    await inside(amina, "amina")


async def test_a_second_device_takes_over_and_the_first_is_told(place: Place, oral: str) -> None:
    phone, _ = await enter(place, "amina", oral)
    desk, peer = await enter(place, "amina", oral)
    assert await frame(phone, "because") == {"space": oral, "you": None, "because": "elsewhere"}
    assert [seat["peer"] for seat in await inside(desk, "amina")] == [peer]


async def test_a_signal_that_is_too_long_or_no_signal_closes_its_socket_alone(place: Place, oral: str) -> None:
    amina, peer = await enter(place, "amina", oral)
    for data, code in (
        ({"description": {"type": "offer", "sdp": "x" * LONGEST}}, 1009),
        ({"description": {"type": "offer", "sdp": 7}}, 4000),
        ({"text": "Bonjour"}, 4000),
    ):
        karim, _ = await enter(place, "karim", oral)
        await karim.say(signal=oral, to=peer, data=data)
        assert await karim.code() == code
    await enter(place, "claire", oral)
    while len(seats := (await frame(amina, "voice", "signal"))["voice"]) != 2 or seats[1]["id"] != "claire":
        pass


async def test_signals_are_bounded_and_long_ones_cost_more(place: Place, oral: str) -> None:
    amina, peer = await enter(place, "amina", oral)
    karim, _ = await enter(place, "karim", oral)

    with suppress(ConnectionClosed):
        for _ in range(80):
            await karim.say(signal=oral, to=peer, data={"description": {"type": "offer", "sdp": "x" * 12_000}})
    assert await karim.code() == 4029
    cut(amina)  # who reads none of it would be waited for


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    made = redis_server(tmp_path_factory.mktemp("redis"))
    yield made
    made.stop()


@pytest.fixture
async def two(graph: Graph, redis: RedisServer) -> AsyncIterator[tuple[Place, Place]]:
    """Two sites of one graph, joined by a broker."""
    async with AsyncExitStack() as stack:
        yield (
            await stack.enter_async_context(site_of(graph, broker=redis.url)),
            await stack.enter_async_context(site_of(graph, broker=redis.url)),
        )


async def joined(two: tuple[Place, Place], space: str) -> None:
    """Both have heard of the other."""
    watching = await two[1].read("sofia")
    await watching.join(space)
    probe, _ = await enter(two[0], "sofia", space)
    await inside(watching, "sofia")
    await probe.say(voice=space, leave=True)
    await inside(watching)
    await watching.socket.close()


async def test_one_speaks_across_processes(two: tuple[Place, Place], oral: str) -> None:
    await joined(two, oral)
    amina, one = await enter(two[0], "amina", oral)
    karim, other = await enter(two[1], "karim", oral)
    await inside(amina, "amina", "karim")
    await inside(karim, "amina", "karim")
    for reader, to in ((amina, other), (karim, one)):
        await reader.say(signal=oral, to=to, data=OFFER)
    assert await frame(karim, "signal") == {"space": oral, "from": one, "signal": OFFER}
    assert await frame(amina, "signal") == {"space": oral, "from": other, "signal": OFFER}
    await karim.say(voice=oral, leave=True)
    await inside(amina, "amina")


async def test_six_sit_across_processes_and_a_seventh_does_not(two: tuple[Place, Place], oral: str) -> None:
    await joined(two, oral)
    readers = [await two[number % 2].read(member) for number, member in enumerate(SEVEN)]
    for reader in readers:
        await reader.join(oral)
    await asyncio.gather(*(reader.say(voice=oral, enter=STATE) for reader in readers))
    views: list[frozenset[str]] = [frozenset()] * 7
    told: list[str] = []

    async def watch(number: int) -> None:
        while True:
            found = await frame(readers[number], "voice", "because")
            if "because" in found:
                told.append(f"{SEVEN[number]} {found['because']}")
            else:
                views[number] = frozenset(seat["id"] for seat in found["voice"])

    async def agreed() -> bool:
        return len(set(views)) == 1 and len(views[0]) == 6 and len(told) == 1

    watching = [asyncio.create_task(watch(number)) for number in range(7)]
    await until(agreed)  # all see the same six in the end, whoever gave which seat away first
    for task in watching:
        task.cancel()
    assert told == [f"{out} full" for out in {*SEVEN} - views[0]]


async def test_who_comes_back_by_another_process_is_the_same_peer(two: tuple[Place, Place], oral: str) -> None:
    await joined(two, oral)
    amina, _ = await enter(two[0], "amina", oral)
    karim, peer = await enter(two[0], "karim", oral)
    await inside(amina, "amina", "karim")
    watching = await two[1].read("claire")
    await watching.join(oral)
    await inside(watching, "amina", "karim")
    cut(karim)
    karim, again = await enter(two[1], "karim", oral, **{"as": peer})
    assert again == peer
    await amina.say(signal=oral, to=peer, data=OFFER)
    assert (await frame(karim, "signal"))["signal"] == OFFER


async def test_what_a_process_said_that_died_fades(
    two: tuple[Place, Place], redis: RedisServer, oral: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FADES", 1500)
    amina, _ = await enter(two[0], "amina", oral)
    ghost = {"by": "ghost", "voice": {oral: [["p", "karim", "Karim", 1, 1, False, True, 0]]}, "all": True}
    nonsense = (
        {"by": "ghost", "voice": 3, "all": True},
        {"by": "ghost", "signal": [oral]},
        {"by": "ghost", "voice": {}},
    )
    async with Redis.from_url(redis.url) as client:
        (channel,) = await client.pubsub_channels("maille:*")
        for said in (*nonsense, ghost):
            await client.publish(channel, json.dumps(said))
    await inside(amina, "karim", "amina")
    await inside(amina, "amina")


async def test_all_know_who_is_in_again_when_the_broker_is_back(
    two: tuple[Place, Place], redis: RedisServer, oral: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await joined(two, oral)
    monkeypatch.setattr(rules, "FADES", 1500)
    amina, _ = await enter(two[0], "amina", oral)
    redis.stop()
    karim, _ = await enter(two[1], "karim", oral)
    await inside(karim, "karim")
    redis.start()
    await inside(amina, "amina", "karim")
    await amina.say(voice=oral, leave=True)
    await inside(karim, "karim")
