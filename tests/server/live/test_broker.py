"""Several processes tell as one: each of these sites has a hub of its own, and a real Redis or Valkey between them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from graph import membership
from graph.database import Graph
from server.live import elsewhere
from server.live.elsewhere import FADES, MOST, Elsewhere
from server.live.loop import Loop
from server.live.presence import NOBODY, Present
from server.subscriptions.follow import Follow
from tests.network import Network
from tests.server.live.conftest import Place, site_of, until
from tests.server.live.redis_server import RedisServer, redis_server
from tests.server.live.speaker import speaker
from tests.writes import LEAVE

pytestmark = pytest.mark.anyio

AMINA, KARIM = ("amina", "Amina"), ("karim", "Karim")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    made = redis_server(tmp_path_factory.mktemp("redis"))
    yield made
    made.stop()


@pytest.fixture
def redis(running: RedisServer) -> RedisServer:
    """It runs, whatever the test before did to it."""
    if running.process is None:
        running.start()
    return running


@pytest.fixture
async def two(graph: Graph, redis: RedisServer) -> AsyncIterator[tuple[Place, Place]]:
    """Two sites of one graph, joined by a broker."""
    async with AsyncExitStack() as stack:
        yield (
            await stack.enter_async_context(site_of(graph, broker=redis.url)),
            await stack.enter_async_context(site_of(graph, broker=redis.url)),
        )


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks by themselves: what comes, comes by the broker."""
    monkeypatch.setattr(Loop, "look", 3600.0)
    monkeypatch.setattr(Follow, "look", 3600.0)


@pytest.mark.usefixtures("blind")
async def test_what_is_said_on_one_process_is_heard_on_the_other(two: tuple[Place, Place], room: str) -> None:
    here, there = two
    readers = [await here.read("amina"), await there.read("karim")]
    for reader in readers:
        await reader.join(room)
    for number in range(1, 6):
        await two[number % 2].post("claire", room, f"n° {number}")
    assert [[number for number, _ in await reader.bodies(5)] for reader in readers] == [[1, 2, 3, 4, 5]] * 2


async def test_who_is_here_and_who_types_is_told_on_both(two: tuple[Place, Place], room: str) -> None:
    amina, karim = await two[0].read("amina"), await two[1].read("karim")
    await amina.join(room)
    await karim.join(room)
    await amina.say(here=room)
    await karim.say(typing=room)
    both = [{"id": "amina", "name": "Amina"}, {"id": "karim", "name": "Karim"}]
    for reader in (amina, karim):
        await reader.presence(lambda told: told["here"] == both and told["typing"] == both[1:])
    await two[0].post("karim", room)
    await amina.presence(lambda told: told["typing"] == [])
    await karim.socket.close()
    await amina.presence(lambda told: told["here"] == both[:1])


async def test_a_process_that_comes_late_learns_who_is_here(
    two: tuple[Place, Place], graph: Graph, redis: RedisServer, room: str
) -> None:
    amina = await two[0].read("amina")
    await amina.join(room)
    await amina.say(here=room)
    await amina.presence(lambda told: len(told["here"]) == 1)
    async with site_of(graph, broker=redis.url) as third:
        claire = await third.read("claire")
        await claire.join(room)
        await claire.presence(lambda told: told["here"] == [{"id": "amina", "name": "Amina"}])
        await claire.say(here=room)
        await amina.presence(lambda told: len(told["here"]) == 2)
    await amina.presence(lambda told: len(told["here"]) == 1)


async def test_who_loses_access_on_one_process_loses_the_stream_on_the_other(
    two: tuple[Place, Place], network: Network, room: str
) -> None:
    await network.community("audit")
    for member in ("amina", "karim"):
        await network.join(member, "audit")
    inside = await network.room("audit")
    karim, amina = await two[1].read("karim"), await two[1].read("amina")
    await karim.join(inside)
    await amina.join(inside)
    await two[0].ask("karim", LEAVE, id="audit")
    assert await karim.frame() == {"space": inside, "gone": True}
    await two[0].post("amina", inside, "Entre nous")
    assert await amina.bodies(1) == [(1, "Entre nous")]


async def test_without_a_word_access_is_lost_on_every_process(
    two: tuple[Place, Place], network: Network, graph: Graph, room: str
) -> None:
    await network.community("audit")
    await network.join("karim", "audit")
    inside = await network.room("audit")
    sockets = [await place.read("karim") for place in two]
    for karim in sockets:
        await karim.join(inside)
    assert await membership.leave(graph, "karim", "audit")
    assert [await karim.frame() for karim in sockets] == [{"space": inside, "gone": True}] * 2


async def test_while_the_broker_is_away_messages_arrive_and_after_it_all_is_as_before(
    two: tuple[Place, Place], redis: RedisServer, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = await two[1].read("karim")
    await karim.join(room)
    with capture_logs() as logged:
        redis.stop()
        await until(lambda: _said(logged, "the broker is away", 2))
        await two[0].post("amina", room, "sans lui")
        assert await karim.bodies(1) == [(1, "sans lui")]
        redis.start()
        await until(lambda: _said(logged, "the broker is back", 2))
    monkeypatch.setattr(Loop, "look", 3600.0)
    for number in (2, 3):  # whoever was looking still does it once
        await two[0].post("amina", room, "avec lui")
        assert await karim.bodies(1) == [(number, "avec lui")]
    assert sum("away" in line["event"] for line in logged) == 2


@pytest.mark.usefixtures("blind")
async def test_who_subscribed_on_one_process_hears_what_is_said_and_who_leaves_on_the_other(
    two: tuple[Place, Place], network: Network, room: str
) -> None:
    await network.community("audit")
    for member in ("amina", "karim"):
        await network.join(member, "audit")
    space = await network.room("audit")
    karim = await (await speaker(two[1], "karim")).init()
    await karim.subscribe("1", space=space, since=0)
    await karim.event()
    for number in range(1, 4):
        await two[0].post("amina", space, f"n° {number}")
    assert await karim.bodies(3) == [(number, f"n° {number}") for number in range(1, 4)]
    await two[0].ask("karim", LEAVE, id="audit")
    assert (await karim.event())["gone"] is True


async def test_a_site_starts_and_tells_where_the_broker_never_was(graph: Graph, room: str) -> None:
    async with site_of(graph, broker="redis://127.0.0.1:9") as place:
        karim = await place.read("karim")
        await karim.join(room)
        await place.post("amina", room, "seul")
        assert await karim.bodies(1) == [(1, "seul")]


async def test_what_no_process_would_say_disturbs_nobody(
    two: tuple[Place, Place], redis: RedisServer, room: str
) -> None:
    karim = await two[1].read("karim")
    await karim.join(room)
    async with Redis.from_url(redis.url) as client:
        (channel,) = await client.pubsub_channels("maille:*")
        for said in (b"bonjour", b"[]", b"{}", b'{"by": "x", "present": 3}', b'{"by": "x", "ids": [[]]}', b"\\xff"):
            await client.publish(channel, said)
    await two[0].post("amina", room, "toujours")
    assert await karim.bodies(1) == [(1, "toujours")]


def test_the_people_of_a_process_that_is_heard_of_no_more_fade() -> None:
    there = Elsewhere()
    there.told("a", {"salon": Present((AMINA,), (AMINA,))}, 0, all=False)
    there.told("b", {"salon": Present((KARIM, AMINA))}, 5, all=True)
    assert there.people("salon") == Present((AMINA, KARIM), (AMINA,))
    there.fade(FADES)
    assert there.people("salon") == Present((AMINA, KARIM))
    there.told("b", {"fil": Present((KARIM,))}, FADES, all=True)
    assert there.people("salon") == NOBODY
    there.gone("b")
    assert there.people("fil") == NOBODY


def test_what_another_process_tells_is_bounded_and_a_space_without_people_is_forgotten() -> None:
    there = Elsewhere()
    there.told("a", {str(number): Present((AMINA,)) for number in range(MOST + 5)}, 0, all=True)
    assert there.people(str(MOST)) == NOBODY
    there.told("a", {"1": NOBODY}, 1, all=False)
    assert there.people("1") == NOBODY


def test_a_crash_is_true_within_half_a_minute() -> None:
    assert FADES + 2 < 30
    assert elsewhere.AGAIN < FADES / 2


async def _said(logged: list[dict[str, object]], words: str, times: int) -> bool:
    return sum(str(line["event"]).startswith(words) for line in logged) >= times
