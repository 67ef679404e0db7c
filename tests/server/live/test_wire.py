"""What is asked of uvicorn from within still does what it did: look here first when a new version of it goes red."""

import asyncio
import base64
import gc
import json
import os
import socket
from typing import Any

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, PerMessageDeflate
from websockets.frames import Frame as Framed
from websockets.frames import Opcode
from websockets.server import ServerProtocol

from server.live.frame import SMALL, WINDOW, Frame
from server.live.wire import LiveProtocol, between_messages
from server.serving import PING
from tests.network import Network
from tests.server.live.conftest import HTML, JSON, PATIENCE, Place, until

pytestmark = pytest.mark.anyio

TOUCHED = (
    *("run_asgi", "connection_made", "connection_lost", "start_keepalive", "stop_keepalive", "keepalive_timeout"),
    *("send_receive_event_to_app", "send_500_response", "receive", "send"),
    *("handle_parser_exception", "handle_ping", "handle_cont", "handle_close"),
)
LONG = "Un message assez long pour que cela vaille la peine de le comprimer. " * 8


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


def test_uvicorn_has_what_is_touched_of_it() -> None:
    assert all(callable(getattr(WebSocketsSansIOProtocol, name, None)) for name in TOUCHED)


def test_who_is_gone_without_a_word_is_found_within_a_minute() -> None:
    from server.live.bounds import SILENT

    assert 2 * PING + SILENT < 60


async def test_a_socket_that_listens_has_no_task_and_keeps_nothing_of_its_request(place: Place, room: str) -> None:
    reader = await place.read("karim", compression="deflate")
    await reader.join(room)
    (wire,) = [one for one in gc.get_objects() if type(one) is LiveProtocol and not one.disconnected]
    assert not wire.tasks
    assert not any(hasattr(wire, name) for name in ("request", "response", "scope"))
    assert not vars(wire)  # what a new version sets has no slot
    assert between_messages(wire.conn)
    assert not isinstance(wire.conn, ServerProtocol)


async def test_what_comes_in_pieces_is_understood_as_a_whole(place: Place, room: str) -> None:
    said = json.dumps({"join": room, "since": 0}).encode()
    whole = Framed(Opcode.TEXT, said).serialize(mask=True)
    halves = [Framed(Opcode.TEXT, said[:9], fin=False), Framed(Opcode.PING, b"?"), Framed(Opcode.CONT, said[9:])]
    for pieces in ([bytes([one]) for one in whole], [half.serialize(mask=True) for half in halves], [whole + whole]):
        with await raw(place, await place.cookie("karim"), json.dumps({"leave": "x"})) as line:
            loop, got = asyncio.get_running_loop(), b""
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
            for piece in pieces:
                await loop.sock_sendall(line, piece)
            async with asyncio.timeout(PATIENCE):
                while b'"from"' not in got:
                    got += await loop.sock_recv(line, 1024)


async def test_a_bug_of_ours_closes_the_socket_that_met_it(
    place: Place, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(text: str) -> None:
        raise ZeroDivisionError

    reader, other = await place.read("karim"), await place.read("claire")
    await other.join(room)
    with monkeypatch.context() as broken:
        broken.setattr("server.live.socket.parse", parse)
        await reader.say(leave=room)
        assert await reader.code() == 1011
    await place.post("amina", room)
    assert await other.bodies(1)


def test_a_frame_is_made_once_and_says_the_same_compressed() -> None:
    frame = Frame(json.dumps({"said": LONG}).encode())
    assert frame.plain is frame.plain
    assert frame.deflated is frame.deflated
    assert len(frame.deflated) < len(frame.plain) / 3
    assert frame.plain == Framed(Opcode.TEXT, frame.text.encode()).serialize(mask=False)
    body = frame.deflated[2:]  # behind its head
    inflated = PerMessageDeflate(True, True, WINDOW, WINDOW).decode(Framed(Opcode.TEXT, body, rsv1=True))
    assert bytes(inflated.data).decode() == frame.text


def test_a_small_frame_is_never_compressed() -> None:
    frame = Frame(b"x" * (SMALL - 1))
    assert frame.deflated is frame.plain


async def test_compressed_or_not_all_are_told_the_same(place: Place, room: str) -> None:
    offers: list[dict[str, Any]] = [
        {"compression": "deflate"},
        {"extensions": [ClientPerMessageDeflateFactory(server_max_window_bits=9)]},
        {},
    ]
    readers = [await place.read("karim", HTML, **offer) for offer in offers]
    spoken = [bool(reader.socket.protocol.extensions) for reader in readers]
    assert spoken[0]
    assert not spoken[2]
    for reader in readers:
        assert (await reader.join(room))["changes"] == []
    for body in ("court", LONG):
        await place.post("amina", room, body)
        frames = [await reader.frame() for reader in readers]
        assert frames[0] == frames[1] == frames[2]
        assert body.strip() in frames[0]["changes"][0]["html"]


async def test_a_compressed_bomb_closes_its_own_socket_alone(place: Place, room: str) -> None:
    bomb, other = await place.read("karim", compression="deflate"), await place.read("claire")
    await other.join(room)
    await bomb.socket.send(" " * 5_000_000)
    assert await bomb.code() == 1009
    await place.post("amina", room)
    assert await other.bodies(1)


async def test_pings_are_answered_and_a_close_is_too(place: Place, room: str) -> None:
    reader = await place.read("karim")
    await reader.join(room)
    await (await reader.socket.ping())
    await reader.socket.close(1000)
    assert reader.socket.close_code == 1000


async def test_what_the_server_closes_is_answered_and_gone(place: Place, room: str) -> None:
    reader = await place.read("karim")
    await reader.say(post="x")
    assert await reader.code() == 4000
    await asyncio.wait_for(reader.socket.wait_closed(), PATIENCE)


@pytest.mark.parametrize("manner", [{"ping": 0.2}], indirect=True)
async def test_who_answers_no_ping_is_reset_even_where_much_waits_for_them(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.bounds.SILENT", 0.2)
    for _ in range(40):
        await network.say("amina", room, "x" * 7900)
    quick = await place.read("claire")
    await quick.join(room)
    with await raw(place, await place.cookie("karim"), json.dumps({"join": room, "since": 0})) as stuck:
        await until(lambda: reset(stuck))
    await place.post("amina", room, "toujours là")
    assert [body for _, body in await quick.bodies(1)] == ["toujours là"]


@pytest.mark.parametrize("last", [b"\x83\x80\0\0\0\0", b"\x88\x80\0\0\0\0"])
async def test_who_says_nonsense_or_goodbye_and_does_not_read_is_reset(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch, last: bytes
) -> None:
    monkeypatch.setattr("server.live.bounds.SILENT", 0.2)
    for _ in range(40):
        await network.say("amina", room, "x" * 7900)
    quick = await place.read("claire")
    await quick.join(room, 40)
    with await raw(place, await place.cookie("karim"), json.dumps({"join": room, "since": 0})) as stuck:
        await place.post("amina", room)  # so that what it asked for waits for it by now
        await quick.bodies(1)
        await asyncio.get_running_loop().sock_sendall(stuck, last)
        await until(lambda: reset(stuck))


async def reset(stuck: socket.socket) -> bool:
    """True once the other side has torn the line, without reading what waits."""
    return bool(stuck.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))


async def raw(place: Place, cookie: str, said: str, extension: str = "") -> socket.socket:
    """A socket that shakes hands, says one thing, and never reads or answers again."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    loop = asyncio.get_running_loop()
    made.setblocking(False)
    await loop.sock_connect(made, ("127.0.0.1", place.port))
    key = base64.b64encode(os.urandom(16)).decode()
    head = f"GET /live HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    head += f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {JSON}\r\n"
    head += f"Sec-WebSocket-Extensions: {extension}\r\n\r\n" if extension else "\r\n"
    await loop.sock_sendall(made, head.encode())
    assert b"101" in await loop.sock_recv(made, 1024)
    await loop.sock_sendall(made, Framed(Opcode.TEXT, said.encode()).serialize(mask=True))
    return made


@pytest.mark.parametrize("manner", [{"ws": "websockets-sansio"}], indirect=True)
async def test_without_our_wire_the_same_is_told_as_text(place: Place, room: str) -> None:
    readers = [await place.read(member) for member in ("amina", "karim")]
    for reader in readers:
        await reader.join(room)
    await place.post("claire", room, "Bonjour")
    assert [await reader.bodies(1) for reader in readers] == [[(1, "Bonjour")]] * 2
    await readers[0].say(post="x")
    assert await readers[0].code() == 4000


@pytest.mark.parametrize("manner", [{"ws": "websockets-sansio"}], indirect=True)
async def test_without_our_wire_a_slow_reader_is_closed_too(place: Place, network: Network, room: str) -> None:
    for _ in range(40):
        await network.say("amina", room, "x" * 7900)
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.connect(("127.0.0.1", place.port))
    slow, quick = await place.read("karim", HTML, sock=small, max_queue=1), await place.read("claire")
    await quick.join(room, 40)
    for _ in range(15):  # all of it, again and again, without reading any
        await slow.say(join=room, since=0)
        await place.post("amina", room)
        await quick.bodies(1)
    assert await slow.code() == 4008


async def test_the_wire_is_what_serves(place: Place) -> None:
    from server.serving import configured

    config = configured(lambda *_: None)  # type: ignore[arg-type]
    config.load()
    assert config.ws_protocol_class.func is LiveProtocol  # type: ignore[union-attr]
    async with connect(
        f"ws://127.0.0.1:{place.port}/live",
        subprotocols=[JSON],
        additional_headers={"Cookie": ""},
        proxy=None,  # type: ignore[list-item]
    ) as visitor:
        await visitor.wait_closed()
    assert visitor.close_code == 4001
