"""A frame that goes down: its bytes are made once, for all who read it as it is and for all who read it compressed."""

from typing import Final

from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as Framed
from websockets.frames import Opcode

WINDOW: Final = 12  # bits: 4 KiB, as much as most frames hold; larger ones cost each browser memory
ZLIB: Final = {"memLevel": 5}
SMALL: Final = 128  # bytes: below, compressing costs more than it spares


class Frame:
    """A text message as a server sends it: unmasked, so that it is the same for every reader.

    Compressed by itself alone ("no context takeover"), for the same reason.
    """

    __slots__ = ("_deflated", "_payload", "_plain")

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._plain: bytes | None = None
        self._deflated: bytes | None = None

    def __len__(self) -> int:
        return len(self._payload)

    @property
    def text(self) -> str:
        """What it says."""
        return self._payload.decode()

    @property
    def plain(self) -> bytes:
        """On the wire, as it is."""
        if self._plain is None:
            self._plain = Framed(Opcode.TEXT, self._payload).serialize(mask=False)
        return self._plain

    @property
    def deflated(self) -> bytes:
        """On the wire, for who takes compressed frames with a window of WINDOW bits. A small one goes as it is."""
        if self._deflated is None:
            self._deflated = self.plain if len(self) < SMALL else self._compressed()
        return self._deflated

    def _compressed(self) -> bytes:
        once = PerMessageDeflate(True, True, WINDOW, WINDOW, ZLIB)
        return Framed(Opcode.TEXT, self._payload).serialize(mask=False, extensions=[once])
