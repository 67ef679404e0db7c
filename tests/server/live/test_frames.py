"""What RFC 6455 forbids, and what it allows without an end, closes its own socket with the code that says why."""

import asyncio
import contextlib
import json
import os
import socket
import zlib

import pytest
from websockets.frames import Frame, Opcode

from server.live.bounds import BEHIND, PIECES
from server.serving import LARGEST_FRAME
from tests.server.live.conftest import PATIENCE, Place
from tests.server.live.test_abuse import bystander, code_of, room
from tests.server.live.test_wire import raw

__all__ = ["bystander", "room"]
pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("bystander")]

DEFLATE = "permessage-deflate; client_no_context_takeover; server_no_context_takeover"


def frame(opcode: Opcode, data: bytes = b"", *, fin: bool = True, rsv: int = 0, mask: bool = True) -> bytes:
    """A frame as a client sends it; `rsv` are its reserved bits."""
    made = Frame(opcode, data, fin).serialize(mask=mask)
    return bytes([made[0] | rsv << 4]) + made[1:]


TEXT, CONT, PING, CLOSE = Opcode.TEXT, Opcode.CONT, Opcode.PING, Opcode.CLOSE
JOIN = json.dumps({"join": "é", "since": 0}, ensure_ascii=False).encode()
FORBIDDEN = {
    "a reserved bit": (frame(TEXT, b"{}", rsv=1), 1002),
    "another": (frame(TEXT, b"{}", rsv=2), 1002),
    "compressed, which was not agreed": (frame(TEXT, b"{}", rsv=4), 1002),
    "an opcode that is none": (bytes([0x83, 0x80, 0, 0, 0, 0]), 1002),
    "a control opcode that is none": (bytes([0x8B, 0x80, 0, 0, 0, 0]), 1002),
    "unmasked": (frame(TEXT, b"{}", mask=False), 1002),
    "a ping in pieces": (bytes([0x09, 0x80, 0, 0, 0, 0]), 1002),
    "a long ping": (bytes([0x89, 0xFE, 0, 126, 0, 0, 0, 0]) + bytes(126), 1002),
    "the end of nothing": (frame(CONT, b"{}"), 1002),
    "a message in another": (frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"), 1002),
    "half a code": (frame(CLOSE, b"\x03"), 1002),
    "a code that is none": (frame(CLOSE, (999).to_bytes(2, "big")), 1002),
    "no UTF-8": (frame(TEXT, b'{"here": "\xff"}'), 1007),
    "half a letter": (frame(TEXT, b'{"here": "\xc3', fin=False) + frame(CONT, b'"}'), 1007),
    "bytes": (frame(Opcode.BINARY, JOIN), 1003),
    "a frame that is longer than it may be, of which nothing comes": (
        bytes([0x81, 0xFF]) + (2**62).to_bytes(8, "big") + bytes(4),
        1009,
    ),
}


async def test_what_is_forbidden_is_told_so(place: Place) -> None:
    for what, (sent, code) in FORBIDDEN.items():
        with await raw(place, await place.cookie("karim"), '{"leave": "x"}') as line:
            await asyncio.get_running_loop().sock_sendall(line, sent)
            assert await _code(line) == code, what


async def test_a_message_may_come_in_pieces_which_part_a_letter(place: Place) -> None:
    half = JOIN.index("é".encode()) + 1
    with await raw(place, await place.cookie("karim"), '{"leave": "x"}') as line:
        pieces = frame(TEXT, JOIN[:half], fin=False) + frame(PING, b"?") + frame(CONT, JOIN[half:])
        await asyncio.get_running_loop().sock_sendall(line, pieces)
        got = b""
        async with asyncio.timeout(PATIENCE):
            while b'"gone":true' not in got:
                got += await asyncio.get_running_loop().sock_recv(line, 4096)
        assert frame(Opcode.PONG, b"?", mask=False) in got


async def test_a_message_of_empty_pieces_ends_before_it_fills_the_memory(place: Place) -> None:
    with await raw(place, await place.cookie("karim"), '{"leave": "x"}') as line:
        await asyncio.get_running_loop().sock_sendall(line, frame(TEXT, b"", fin=False))
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().sock_sendall(line, frame(CONT, b"", fin=False) * PIECES * 10)
        assert await _code(line) == 1009


async def test_a_small_frame_that_inflates_to_millions_of_bytes_is_not_inflated(place: Place) -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -12)
    bomb = (press.compress(bytes(8_000_000)) + press.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")
    assert len(bomb) < LARGEST_FRAME
    with await raw(place, await place.cookie("karim"), '{"leave": "x"}', DEFLATE) as line:
        await asyncio.get_running_loop().sock_sendall(line, frame(TEXT, bomb, rsv=4))
        assert await _code(line) == 1009


async def test_who_pings_without_end_and_reads_no_answer_is_cut_off(place: Place) -> None:
    pings = frame(PING, os.urandom(125)) * 100
    cookie, cut = await place.cookie("karim"), "reset by peer|Broken pipe"
    with await raw(place, cookie, '{"leave": "x"}') as line, pytest.raises(OSError, match=cut):
        await _send_on(line, pings, 20 * BEHIND)


async def test_who_pings_often_and_reads_the_answers_is_answered(place: Place) -> None:
    reader = await place.read("karim")
    for answer in [await reader.socket.ping() for _ in range(200)]:
        await asyncio.wait_for(answer, PATIENCE)
    await reader.socket.close()


async def _send_on(line: socket.socket, some: bytes, most: int) -> None:
    for _ in range(most // len(some)):
        async with asyncio.timeout(PATIENCE):
            await asyncio.get_running_loop().sock_sendall(line, some)


async def _code(line: socket.socket) -> int | None:
    line.setblocking(True)
    line.settimeout(PATIENCE)
    return await asyncio.to_thread(code_of, line)
