"""How a stream shares the process: readers are told a few at a time, and it rests after each frame."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

TURN: Final = 256  # readers between whom other work has its turn
SHARE: Final = 10.0  # it rests so many times as long as the telling took: a burst becomes few frames by itself
SHORT, LONG = 0.001, 0.25  # seconds: not worth a rest, and the longest one


def turns(readers: Sequence[T]) -> Iterator[Sequence[T]]:
    """The readers, a turn at a time."""
    return (readers[start : start + TURN] for start in range(0, len(readers), TURN))


def after(told: float) -> float:
    """Seconds to rest after telling took so many: none in a small space, up to a quarter of a second in a large one."""
    rest = told * SHARE
    return 0.0 if rest < SHORT else min(rest, LONG)
