"""The arithmetic of positions: what a stream has sent, what a reader has, when something is missing between them."""

from collections.abc import Sized
from dataclasses import dataclass


@dataclass
class Track:
    """Up to which number a stream has sent to all its readers; None before anyone was caught up.

    `news` is true where something may have changed that was not sent yet.
    """

    sent: int | None = None
    news: bool = False

    def caught_up(self, position: int) -> None:
        """A reader was sent everything up to `position`. The next frame starts no later than that."""
        self.sent = position if self.sent is None else min(self.sent, position)

    def sent_to(self, position: int) -> None:
        """A frame up to `position` went to all."""
        self.sent = position if self.sent is None else max(self.sent, position)


def missed(has: int, start: int) -> bool:
    """True where a frame that starts at `start` leaves a gap for who has everything up to `has`: join again."""
    return start > has


def taken(has: int, to: int) -> int:
    """What one has after a frame up to `to` that left no gap."""
    return max(has, to)


def beyond(since: int, found: Sized) -> bool:
    """True where a position is none of the space's, as after a restore: nothing was found from just below it."""
    return since > 0 and not len(found)
