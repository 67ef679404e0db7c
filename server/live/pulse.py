"""One timer that pings all sockets of a server, a few at a time, instead of two timers for each of them."""

import asyncio
from typing import Final, Protocol

PARTS: Final = 100  # turns of a round: each socket has its turn once a round


class Pinged(Protocol):
    """What is pinged."""

    def ping(self) -> None:
        """Asks for a sign of life; who has given none since the last time is given up."""


class Pulse:
    """Belongs to one event loop, beats while there is somebody to ping, and keeps nothing of who is gone."""

    def __init__(self, interval: float) -> None:
        self._interval = interval  # seconds from one ping of a socket to the next
        self._parts: list[set[Pinged]] = [set() for _ in range(PARTS)]
        self._turn = self._next = 0
        self._timer: asyncio.TimerHandle | None = None

    def enter(self, one: Pinged) -> int:
        """They are pinged from now on, first within one interval; the number of their turn.

        Those who come at once have their turns one after another.
        """
        turn = self._next = (self._next + 1) % PARTS
        self._parts[turn].add(one)
        if self._timer is None:
            self._wait()
        return turn

    def depart(self, one: Pinged, turn: int) -> None:
        """They are not pinged any more."""
        self._parts[turn].discard(one)

    def _beat(self) -> None:
        self._timer = None
        for one in list(self._parts[self._turn]):
            one.ping()
        self._turn = (self._turn + 1) % PARTS
        if any(self._parts):
            self._wait()

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._interval / PARTS, self._beat)
