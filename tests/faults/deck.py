"""Which fault comes in which round: so many of each kind, in an order that a seed shuffles."""

import random
from typing import Final

# Of each kind, in ROUNDS rounds. Cheap ones are many; those that start a process again take seconds.
KINDS: Final = {
    "cut": 70,  # the sockets of some readers, at some moments
    "skip": 32,  # numbers of the clock that nothing ever takes
    "slow": 26,  # some readers stop reading for a while
    "unheard": 16,  # written without a word to the hub: a nudge that is lost
    "removed": 18,  # a reader loses access, is told nothing of what is said, and is let in again
    "signed out": 6,
    "process": 12,  # kill -9 of one of the processes
    "broker": 8,  # stopped with -9, and started again
    "engine": 4,  # kill -9
    "site": 3,  # kill -9 of the command: all processes and the engine
    "choked": 4,  # a reader doesn't read until it is closed with 4008
    "behind": 2,  # more changes than a frame holds while a reader is away: it loads the page again
    "storm": 5,  # sockets, numbers, nudges, a process and the broker at once
}
ROUNDS: Final = sum(KINDS.values())


def dealt(luck: random.Random, rounds: int) -> list[str]:
    """The kind of each round; where rounds are few, at least one of each kind."""
    share = rounds / ROUNDS
    made = [kind for kind, count in KINDS.items() for _ in range(max(1, round(count * share)))]
    luck.shuffle(made)
    return made
