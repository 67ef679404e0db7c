"""A result on its way down: its JSON is made and compressed once, for every reader and every way it can go."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson
from websockets.extensions import Extension
from websockets.frames import Frame as Framed
from websockets.frames import Opcode
from websockets.typing import ExtensionName

from server.live.frame import WINDOW, ZLIB, Frame

SHORT: Final = 4  # characters of an id that many clients can have alike, because they count
ENDS: Final = b"\x00\x00\xff\xff"  # of what zlib flushes, left out on the wire (RFC 7692)


class Payload(Frame):
    """A GraphQL response. After the `last` one nothing follows; of one that `failed` nothing was executed."""

    __slots__ = ("_errors", "_event", "_framed", "_squeezed", "last")

    def __init__(self, body: Mapping[str, Any], *, last: bool = False, failed: bool = False) -> None:
        super().__init__(orjson.dumps(body))
        self.last = last or failed
        self._errors: Sequence[Any] | None = body["errors"] if failed else None
        self._event: bytes | None = None
        self._squeezed: bytes | None = None
        self._framed: dict[str, Frame] = {}

    @property
    def failed(self) -> bool:
        """True where nothing was executed."""
        return self._errors is not None

    @property
    def event(self) -> bytes:
        """As server-sent events have it."""
        if self._event is None:
            self._event = b"event: next\ndata: %b\n\n" % self._payload
        return self._event

    def message(self, id: str) -> Frame:
        """As graphql-transport-ws has it, for the subscription that a client calls `id`."""
        if id in self._framed:
            return self._framed[id]
        if self._errors is not None:
            made = Frame(orjson.dumps({"id": id, "type": "error", "payload": self._errors}))
        else:
            made = Next(b'{"id":%b,"type":"next","payload":' % orjson.dumps(id), self)
        if len(id) <= SHORT:
            self._framed[id] = made
        return made

    @property
    def tail(self) -> bytes:
        """What is the same in the messages of all."""
        return self._payload + b"}"

    @property
    def squeezed(self) -> bytes:
        """The same, deflated by itself."""
        if self._squeezed is None:
            deflate = zlib.compressobj(wbits=-WINDOW, memLevel=ZLIB["memLevel"])
            self._squeezed = (deflate.compress(self.tail) + deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(ENDS)
        return self._squeezed


class Next(Frame):
    """A message with a head of one client, and the tail of all: the head goes as it is, before the deflated tail."""

    __slots__ = ("_head", "_shared")

    def __init__(self, head: bytes, shared: Payload) -> None:
        super().__init__(head + shared.tail)
        self._head, self._shared = head, shared

    def _compressed(self) -> bytes:
        length = len(self._head)
        stored = struct.pack("<BHH", 0, length, length ^ 0xFFFF) + self._head  # a block of RFC 1951, not compressed
        return Framed(Opcode.TEXT, self._payload).serialize(mask=False, extensions=[_Deflated(stored, self._shared)])


class _Deflated(Extension):
    """permessage-deflate, done already."""

    name = ExtensionName("permessage-deflate")

    def __init__(self, head: bytes, shared: Payload) -> None:
        self._head, self._shared = head, shared

    def encode(self, frame: Framed) -> Framed:
        """The same frame with the deflated data."""
        return replace(frame, data=self._head + self._shared.squeezed, rsv1=True)
