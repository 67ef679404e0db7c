"""What a client keeps of one space, by the rules of the README alone: it knows nothing of the hub."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any


@dataclass
class Client:
    """`things` is what it shows: the change that came last, by the id of the message (or of the space)."""

    position: int = 0
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, frame: dict[str, Any]) -> bool:
        """False where something was missed before this frame, which is left alone: join again."""
        if frame["from"] > self.position:
            return False
        for change in frame["changes"]:
            known = self.things.get(change["id"])
            if known is None or known.get("changed", 0) <= change["changed"]:
                self.things[change["id"]] = change
        self.position = max(self.position, frame["to"])
        return True


def in_order(frame: dict[str, Any]) -> bool:
    """True where each message is told once, in the order of the changes, between the two ends of the frame."""
    numbers = [change["changed"] for change in frame["changes"] if change["kind"] == "message"]
    inside = all(frame["from"] < number <= frame["to"] for number in numbers)
    return inside and all(one < next for one, next in pairwise(numbers))
