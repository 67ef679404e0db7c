"""Budgets of what programs ask: so many nodes a minute, refilled all the time, kept in the memory of this process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

MINUTE: Final = 60
MOST_KEPT: Final = 20_000  # of who has spent; beyond it, those who spent nothing for longest have a full budget again


@dataclass(frozen=True)
class Policy:
    """So many nodes a minute, at once or little by little."""

    name: str
    nodes: int


MEMBER: Final = Policy("member", 500_000)  # of one member, all their programs and pages that ask by /graphql together
VISITOR: Final = Policy("visitor", 150_000)  # of all visitors of one origin: a whole classroom may be behind it


class Budgets:
    """What is left to whom. `clock` answers seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most_kept: int = MOST_KEPT) -> None:
        self._clock, self._most_kept = clock, most_kept
        self._kept: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def spend(self, policy: Policy, who: str, nodes: int) -> int:
        """0, and they are spent; or the seconds until there are enough, and nothing is. A document costs at least 1."""
        cost, left = max(nodes, 1), self._left(policy, who)
        if cost > left:
            return math.ceil((min(cost, policy.nodes) - left) * MINUTE / policy.nodes) or 1
        self._kept[policy.name, who] = (left - cost, self._clock())
        self._kept.move_to_end((policy.name, who))
        if len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
        return 0

    def headers(self, policy: Policy, who: str) -> Mapping[str, str]:
        """The structured fields RateLimit-Policy and RateLimit: `t` is when the budget will be whole again."""
        left = int(self._left(policy, who))
        whole = math.ceil((policy.nodes - left) * MINUTE / policy.nodes)
        return {
            "ratelimit-policy": f'"{policy.name}";q={policy.nodes};w={MINUTE}',
            "ratelimit": f'"{policy.name}";r={left};t={whole}',
        }

    def _left(self, policy: Policy, who: str) -> float:
        left, at = self._kept.get((policy.name, who), (policy.nodes, self._clock()))
        return min(policy.nodes, left + (self._clock() - at) * policy.nodes / MINUTE)
