"""How often one may do a thing: sliding windows, kept in memory and bounded."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Rule:
    """At most so many times in so many seconds."""

    most: int
    seconds: int


MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
LIMITS: Final[Mapping[str, tuple[Rule, ...]]] = {
    "sign-in as": (Rule(5, 15 * MINUTE),),  # links to one address
    "sign-in from": (Rule(30, 10 * MINUTE),),  # links asked for from one origin: a whole classroom may be behind it
    "sign-up": (Rule(60, HOUR),),  # new members from one origin
    "open": (Rule(10, HOUR),),  # threads, rooms and communities of one member
    "post": (Rule(20, MINUTE), Rule(200, HOUR)),  # messages of one member
    "upload": (Rule(20, MINUTE), Rule(40, DAY)),  # files of one member
    "new document": (
        Rule(60, MINUTE),
    ),  # texts never seen that one member's programs send: reading and planning takes time
    "new document from": (Rule(20, MINUTE),),  # the same of all visitors of one origin
    "act": (Rule(60, MINUTE),),  # everything else that one member writes
}
MOST_KEPT: Final = 20_000  # of who does what; beyond it, those who did nothing for longest start anew


class Limits:
    """Counts what was done. `clock` answers seconds that never go back."""

    def __init__(
        self,
        limits: Mapping[str, tuple[Rule, ...]] = LIMITS,
        clock: Callable[[], float] = time.monotonic,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._limits, self._clock, self._most_kept = limits, clock, most_kept
        self._done: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def pace(self, what: str, who: str) -> int:
        """0, and it counts as done; or the seconds to wait, and it doesn't. KeyError for a thing without a limit."""
        rules, now = self._limits[what], self._clock()
        done = self._times(what, who, max(rule.most for rule in rules))
        wait = max((_wait(done, rule, now) for rule in rules), default=0.0)
        if wait > 0:
            return math.ceil(wait)
        done.append(now)
        return 0

    def _times(self, what: str, who: str, most: int) -> deque[float]:
        done = self._done.setdefault((what, who), deque(maxlen=most))
        self._done.move_to_end((what, who))
        if len(self._done) > self._most_kept:
            self._done.popitem(last=False)
        return done


def _wait(done: deque[float], rule: Rule, now: float) -> float:
    """Seconds until the oldest of the last `most` times leaves the window."""
    return done[-rule.most] + rule.seconds - now if len(done) >= rule.most else 0.0
