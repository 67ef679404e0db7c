"""Those who come together are looked up together and read once, however many they are; statements tell."""

import asyncio
from dataclasses import dataclass, field

import orjson
import pytest

from graph import session
from graph.database import Graph
from graph.identity import now
from schema.context import tell_nobody, without_limit
from server.live.audience import Audience
from server.live.ear import Ear
from server.live.frame import Frame
from server.live.protocol import JSON
from server.live.reader import Manner, Reader
from server.live.roll import Roll
from server.live.stream import Stream
from tests.network import Network
from tests.server.live.conftest import PATIENCE
from web.arrivals import Arrivals
from web.house import House
from web.templates import Templates
from web.visit import Reader as Member

pytestmark = pytest.mark.anyio

MANY = 40


@dataclass
class Wire:
    """Keeps what is said of changes."""

    told: list[tuple[int, int]] = field(default_factory=list)  # from, to
    more: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, frame: Frame) -> bool:
        said = orjson.loads(frame.text)
        if "from" in said:
            self.told.append((said["from"], said["to"]))
            self.more.set()
        return True

    def drop(self, code: int) -> None: ...

    def listen(self, ear: Ear) -> None: ...


class Space:
    """A stream that runs, without a hub."""

    def __init__(self, graph: Graph, room: str) -> None:
        house = House(graph, Templates(), tell_nobody, without_limit, _no_mail, "http://maille.test")
        self.audience: Audience[Reader] = Audience()
        self.stream = Stream(room, house, self.audience, _no_check, Roll(self.audience), lambda space: ())

    async def come(self, since: int) -> list[Wire]:
        """Many come at once, and are level."""
        wires = [Wire() for _ in range(MANY)]
        for wire in wires:
            reader = Reader(Member("karim", "Karim", "karim"), "", Manner(JSON), wire)
            self.audience.enter(reader, {"karim"})
            self.stream.join(reader, since)
        async with asyncio.timeout(PATIENCE):
            for wire in wires:
                await wire.more.wait()
        return wires


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim"):
        await network.member(member, "maille")
    made = await network.room("maille")
    for _ in range(5):
        await network.say("amina", made)
    return made


async def test_many_sockets_at_once_are_looked_up_by_one_statement(graph: Graph, room: str) -> None:
    secrets = [await session.open_session(graph, member, "Test", now()) for member in ("amina", "karim")]
    arrivals = Arrivals()
    with graph.counting() as count:
        found = await asyncio.gather(*(arrivals.who(graph, one) for one in (*secrets, *secrets, "nobody's")))
    assert [one and one.member for one in found] == ["amina", "karim", "amina", "karim", None]
    assert count.statements == 1
    assert await arrivals.who(graph, secrets[1])


async def test_what_many_have_missed_is_read_once_until_something_is_told(
    graph: Graph, network: Network, room: str
) -> None:
    with graph.counting() as count:
        space = Space(graph, room)
        running = asyncio.create_task(space.stream.run())
        first = await space.come(2)
        read = count.statements
        later = await space.come(2)
        assert count.statements == read + 1  # whether they may
    assert [wire.told for wire in (*first, *later)] == [[(2, 5)]] * 2 * MANY
    await network.say("amina", room)
    space.stream.nudge()
    latest = await space.come(2)
    assert {wire.told[0][0] for wire in latest} == {2}
    async with asyncio.timeout(PATIENCE):
        while any(wire.told[-1][1] < 6 for wire in (*first, *later, *latest)):
            await asyncio.sleep(0.005)
    assert [wire.told for wire in first] == [[(2, 5), (5, 6)]] * MANY
    running.cancel()


async def _no_check(*spaces: str) -> None: ...


async def _no_mail(to: str, subject: str, text: str) -> None: ...
