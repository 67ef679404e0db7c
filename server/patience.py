"""How long to wait before what failed is tried again: a minute, then twice as long each time, an hour at most."""

from typing import Final

FIRST: Final = 60_000  # ms
LONGEST: Final = 60 * 60_000


class Patience:
    """Hard rules without a clock: instants in ms are given."""

    def __init__(self) -> None:
        self._wait = 0
        self._again = 0

    def ready(self, at: int) -> bool:
        """True where it may be tried."""
        return at >= self._again

    def failed(self, at: int) -> bool:
        """It failed; True the first time."""
        first = not self._wait
        self._wait = min(self._wait * 2 or FIRST, LONGEST)
        self._again = at + self._wait
        return first

    def went(self) -> bool:
        """It worked; True where it had failed."""
        had_failed = bool(self._wait)
        self._wait = self._again = 0
        return had_failed
