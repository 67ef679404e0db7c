"""Who does too much is told when to come back, in a bounded memory."""

import re
from pathlib import Path

import pytest

from server.limits import LIMITS, Limits, Rule

ROOT = Path(__file__).parents[2]


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def limits(clock: Clock, *rules: Rule, most_kept: int = 10) -> Limits:
    return Limits({"post": rules}, clock, most_kept)


def test_the_last_of_so_many_is_held_back_until_the_first_leaves_the_window() -> None:
    clock = Clock()
    counted = limits(clock, Rule(3, 60))
    for _ in range(3):
        assert counted.pace("post", "amina") == 0
        clock.seconds += 10
    assert counted.pace("post", "amina") == 30
    clock.seconds += 29.5
    assert counted.pace("post", "amina") == 1
    clock.seconds += 0.5
    assert counted.pace("post", "amina") == 0
    assert counted.pace("post", "amina") == 10


def test_what_was_held_back_does_not_count() -> None:
    clock = Clock()
    counted = limits(clock, Rule(1, 60))
    assert counted.pace("post", "amina") == 0
    for _ in range(5):
        clock.seconds += 10
        counted.pace("post", "amina")
    clock.seconds += 10
    assert counted.pace("post", "amina") == 0


def test_the_longest_wait_of_several_rules_holds() -> None:
    clock = Clock()
    counted = limits(clock, Rule(2, 10), Rule(3, 100))
    assert [counted.pace("post", "amina") for _ in range(3)] == [0, 0, 10]
    clock.seconds += 10
    assert [counted.pace("post", "amina") for _ in range(2)] == [0, 90]


def test_nobody_waits_for_another() -> None:
    counted = limits(Clock(), Rule(1, 60))
    assert [counted.pace("post", who) for who in ("amina", "theo", "amina")] == [0, 0, 60]


def test_its_memory_is_bounded_and_those_who_were_quiet_are_forgotten_first() -> None:
    counted = limits(Clock(), Rule(2, 60), most_kept=3)
    for who in ("amina", "theo", "claire", "amina", "malik"):
        counted.pace("post", who)
    assert len(counted._done) == 3
    assert counted.pace("post", "amina") == 60
    for number in range(1000):
        counted.pace("post", str(number))
    assert len(counted._done) == 3
    assert all(len(times) <= 2 for times in counted._done.values())


def test_a_thing_without_a_limit_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Limits().pace("dance", "amina")


def test_everything_that_is_held_back_has_its_limit() -> None:
    asked = re.compile(r'(?:held_back\(info, |@paced\()"([^"]+)"|\bpace\("([^"]+)"')
    sources = [path.read_text() for layer in ("web", "schema", "server") for path in (ROOT / layer).rglob("*.py")]
    names = {one or other for text in sources for one, other in asked.findall(text)}
    assert names == set(LIMITS)
