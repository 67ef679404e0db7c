"""Whatever is thrown at a socket closes that socket, with a code that says why, and disturbs nobody else."""

import asyncio
import contextlib
import gc
import json
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.live.reader import Reader as Listener
from server.live.wire import LiveProtocol
from server.serving import LARGEST_FRAME
from tests.network import Network
from tests.server.live.conftest import PATIENCE, Place, Reader, until
from tests.server.live.test_wire import raw

pytestmark = pytest.mark.anyio

TOLD = {1002, 1003, 1007, 1009, 4000, 4010, 4029}  # what may come of nonsense
HEADS = (0x83, 0xC1, 0xB1, 0x09, 0x8B, 0x80, 0x81, 0x82, 0x01, 0x89, 0x88)  # opcodes that are none, bits of nobody


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


@pytest.fixture
async def bystander(place: Place, room: str) -> AsyncIterator[Reader]:
    """Somebody who hears all of what is said in the room meanwhile; after it, nothing is kept of who disturbed."""
    reader = await place.read("claire")
    await reader.join(room)
    async with heard(place, room, reader):
        yield reader
    await until(lambda: kept(1))


@asynccontextmanager
async def heard(place: Place, room: str, reader: Reader) -> AsyncIterator[None]:
    """While the block lasts, things are said, and each is heard before the next."""
    over = False

    async def talk() -> int:
        number = 0
        while not over or not number:
            number += 1
            await place.post("amina", room, f"n° {number}")
            assert [body for _, body in await reader.bodies(1)] == [f"n° {number}"]
        return number

    talking = asyncio.create_task(talk())
    yield
    over = True
    assert await talking


async def kept(count: int) -> bool:
    """True where the process keeps no more than so many sockets, and as many readers."""
    gc.collect()
    alive = [one for one in gc.get_objects() if type(one) in (LiveProtocol, Listener)]
    return len(alive) <= 2 * count


@pytest.mark.usefixtures("bystander")
@pytest.mark.parametrize("size", [LARGEST_FRAME + 1, 100 * LARGEST_FRAME])
async def test_a_huge_frame_is_not_even_taken(place: Place, size: int) -> None:
    reader = await place.read("karim")
    with contextlib.suppress(ConnectionClosed):  # it may be told before all of it is sent
        await reader.socket.send("x" * size)
    assert await reader.code() == 1009


@pytest.mark.usefixtures("bystander")
async def test_a_message_in_many_pieces_is_bounded_too(place: Place) -> None:
    reader = await place.read("karim")

    async def pieces() -> AsyncIterator[str]:
        for _ in range(100):
            yield "x" * 1000

    with contextlib.suppress(ConnectionClosed):
        await reader.socket.send(pieces())
    assert await reader.code() == 1009


@pytest.mark.usefixtures("bystander")
async def test_random_bytes_end_in_a_code_that_says_why(place: Place) -> None:
    cookie, luck = await place.cookie("karim"), random.Random(7)
    for turn in range(60):
        with await raw(place, cookie, json.dumps({"leave": "x"})) as line:
            head, noise = luck.choice(HEADS), luck.randbytes(luck.randrange(2, 200))
            await asyncio.get_running_loop().sock_sendall(line, bytes([head]) + noise)
            line.setblocking(True)
            line.settimeout(PATIENCE)
            await asyncio.to_thread(line.shutdown, socket.SHUT_WR)
            code = await asyncio.to_thread(code_of, line)
            assert code is None or code in TOLD | {1000, 1001, 1005, 1011} or head == 0x88, (turn, head, noise)


@pytest.mark.usefixtures("bystander")
async def test_words_that_are_none_of_ours_close_the_socket(place: Place, room: str) -> None:
    luck = random.Random(11)
    for _ in range(40):
        reader = await place.read("karim")
        await reader.socket.send(_nonsense(luck, room))
        assert await reader.code() in TOLD


@pytest.mark.usefixtures("bystander")
async def test_ten_thousand_joins_close_the_socket_soon(place: Place, room: str) -> None:
    for spaces in ([room] * 10_000, [f"n-existe-pas-{number}" for number in range(10_000)]):
        reader = await place.read("karim")
        try:
            for space in spaces:
                await reader.say(join=space, since=0)
        except ConnectionClosed:
            pass
        assert await reader.code() in (4010, 4029)


@pytest.mark.usefixtures("bystander")
async def test_a_foreign_page_gets_no_socket_however_often_it_tries(place: Place) -> None:
    for _ in range(30):
        with pytest.raises(InvalidStatus) as refused:
            await place.read("karim", origin="https://ailleurs.example")
        assert refused.value.response.status_code == 403


@pytest.mark.usefixtures("bystander")
async def test_who_leaves_at_every_moment_of_the_handshake_disturbs_nobody(place: Place, room: str) -> None:
    cookie, luck = await place.cookie("karim"), random.Random(3)
    for _ in range(30):
        with await raw(place, cookie, json.dumps({"join": room, "since": 0})):
            await asyncio.sleep(luck.random() / 100)


def _nonsense(luck: random.Random, room: str) -> str | bytes:
    things: list[object] = [None, True, -1, 1e300, "x" * 65, [], {}, [room], {"a": room}]
    words = ["join", "leave", "here", "typing", "post", "since", ""]
    made: object = {luck.choice(words): luck.choice(things) for _ in range(luck.randrange(1, 4))}
    text = json.dumps(luck.choice([made, [made], luck.choice(things)]))
    if luck.random() < 0.3:
        text = text[: luck.randrange(len(text) + 1)] + "\x00"
    return text.encode() if luck.random() < 0.2 else text


def code_of(line: socket.socket) -> int | None:
    """The code of the close, or None where the line ended without one."""
    got = b""
    try:
        while (start := got.rfind(b"\x88")) < 0 or start > len(got) - 4:
            if not (some := line.recv(65536)):
                return None
            got += some
    except OSError:
        return None
    return int.from_bytes(got[start + 2 : start + 4], "big")
