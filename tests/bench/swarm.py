"""Very many readers in one process, as cheap as can be: they count bytes, and one of them reads what it gets."""

import asyncio
import base64
import json
import os
import time
import zlib
from collections.abc import Callable
from typing import Final, cast

from websockets.frames import Frame, Opcode

from server.live.wire import ALIVE, PING

AT_ONCE: Final = 50  # handshakes under way
PONG: Final = Frame(Opcode.PONG, ALIVE).serialize(mask=True)
DEFLATE: Final = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"


class Reader(asyncio.Protocol):
    """Counts what comes; `reads` makes it keep the text of each frame too."""

    def __init__(self, hello: bytes = b"", then: bytes = b"", *, reads: bool = False) -> None:
        self._bare = not hello
        self._hello, self._then, self._reads = hello, then, reads
        self._rest = b""
        self.count, self.at = 0, 0.0
        self.texts: list[str] = []
        self.ready, self.more = asyncio.Event(), asyncio.Event()
        self.lost, self.end = False, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are none by their class
        if self._hello:
            transport.write(self._hello)
        else:
            self.ready.set()

    def data_received(self, data: bytes) -> None:
        self.at, self.end = time.perf_counter(), data[-40:]
        self.count += len(data) - self._answered(data)
        if not self.ready.is_set() or self._reads:
            self._parse(data)

    def _answered(self, data: bytes) -> int:
        """The bytes of a ping of the server, after answering it."""
        if self._bare or PING not in data:
            return 0
        self.transport.write(PONG)
        return len(PING)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        self.more.set()

    def _parse(self, data: bytes) -> None:
        self._rest += data
        if self._hello:
            head, found, self._rest = self._rest.partition(b"\r\n\r\n")
            if not found:
                self._rest = head
                return
            if b" 101 " not in head:
                raise RuntimeError(head.decode())
            self._hello = b""
            self.transport.write(self._then)
        while (text := self._frame()) is not None:
            self.texts.append(text)
            self.more.set()
            if '"from"' in text:
                self.ready.set()

    def _frame(self) -> str | None:
        """The text of the next whole frame; '' of one that isn't text."""
        held = self._rest
        if len(held) < 2:
            return None
        length, start = held[1] & 127, 2
        if length > 125:
            start = 4 if length == 126 else 10
            length = int.from_bytes(held[2:start], "big")
        if len(held) < start + length:
            return None
        payload, self._rest = held[start : start + length], held[start + length :]
        if held[0] & 15 != Opcode.TEXT:
            return ""
        if held[0] & 64:
            payload = zlib.decompressobj(wbits=-15).decompress(payload + b"\0\0\xff\xff")
        return payload.decode()


def hello(cookie: str, protocol: str, deflate: bool) -> bytes:
    """The handshake of a socket of /live."""
    lines = "GET /live HTTP/1.1\r\nHost: maille.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    key = base64.b64encode(os.urandom(16)).decode()
    lines += f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {protocol}\r\n"
    return f"{lines}Cookie: {cookie}\r\n{DEFLATE if deflate else ''}\r\n".encode()


def join(space: str, since: int) -> bytes:
    """The frame that joins a space."""
    return Frame(Opcode.TEXT, json.dumps({"join": space, "since": since}).encode()).serialize(mask=True)


async def gather(address: str, make: Callable[[int], Reader], count: int) -> list[Reader]:
    """So many readers, each of them ready; the first is made with 0."""
    host, _, port = address.removeprefix("http://").partition(":")
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Reader:
        async with gate:
            _, reader = await loop.create_connection(lambda: make(number), host, int(port))
            await reader.ready.wait()
            return reader

    return await asyncio.gather(*(one(number) for number in range(count)))


async def all_have(readers: list[Reader], counts: list[int]) -> float:
    """Waits until each has so many bytes; when the last one had."""
    while any(reader.count < wanted for reader, wanted in zip(readers, counts, strict=True)):
        if lost := [reader.end for reader in readers if reader.lost]:
            raise RuntimeError(f"{len(lost)} readers were cut off, the first after {lost[0]!r}")
        await asyncio.sleep(0.002)
    return max(reader.at for reader in readers)
