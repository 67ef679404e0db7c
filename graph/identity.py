"""Ids and instants: the two values that every node is born with."""

import secrets
import threading
import time

_FRACTIONS = 4096  # twelve bits of a millisecond, the part of a UUIDv7 that keeps order within it


class _Sequence:
    """Numbers that follow the clock and never repeat or go back, whichever thread asks."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> int:
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() * _FRACTIONS // 1_000_000)
            return self._last


_SEQUENCE = _Sequence()


def new_id() -> str:
    """A UUIDv7 in its usual form. Within a process, a later one is always the greater string."""
    millisecond, fraction = divmod(_SEQUENCE.next(), _FRACTIONS)
    tail = 0b10 << 62 | secrets.randbits(62)
    digits = f"{millisecond:012x}7{fraction:03x}{tail:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def now() -> int:
    """The present instant, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000
