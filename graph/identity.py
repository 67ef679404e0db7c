"""Ids and instants: the two values that every node is born with."""

import secrets
import threading
import time
from random import Random

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
    return _written(millisecond, fraction, secrets.randbits(62))


def id_at(instant: int, random: Random) -> str:
    """The UUIDv7 of what was born at an instant, so that it sorts there; the same from the same `random`."""
    return _written(instant, random.getrandbits(12), random.getrandbits(62))


def _written(millisecond: int, fraction: int, chance: int) -> str:
    digits = f"{millisecond:012x}7{fraction:03x}{0b10 << 62 | chance:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def sortable(instant: int) -> str:
    """An instant (ms) as text that sorts as it does: an index on both engines holds text."""
    return f"{instant:015d}"


def now() -> int:
    """The present instant, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000
