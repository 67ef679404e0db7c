"""Counts statements, so that a test can hold a page to a number of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Count:
    """How many statements were sent, repeats included; and how long reads were waited for, those at once each."""

    statements: int = 0
    seconds: float = 0.0


_counts: ContextVar[tuple[Count, ...]] = ContextVar("counts", default=())


@contextmanager
def counting() -> Iterator[Count]:
    """Counts what this task, and those that it starts, send until the block ends."""
    count = Count()
    token = _counts.set((*_counts.get(), count))
    try:
        yield count
    finally:
        _counts.reset(token)


def counted() -> None:
    """One more statement, in every count that is under way here."""
    for count in _counts.get():
        count.statements += 1


def waited(seconds: float) -> None:
    """A read has taken so long, in every count that is under way here."""
    for count in _counts.get():
        count.seconds += seconds
