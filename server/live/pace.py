"""How much one socket may say: a bucket that fills by itself. Instants are seconds."""

from dataclasses import dataclass

BURST, EACH_SECOND = 60.0, 5.0
COST = {
    "join": 3.0,
    "leave": 1.0,
    "here": 1.0,
    "me": 1.0,
    "typing": 1.0,
    "enter": 3.0,
    "state": 1.0,
    "quit": 1.0,
    "signal": 0.25,
}
CHARACTERS = 4096  # of a signal that cost one more


@dataclass(slots=True)
class Bucket:
    """Full at first."""

    left: float = BURST
    at: float = 0.0

    def take(self, cost: float, at: float) -> bool:
        """False where that is more than is left."""
        self.left = min(BURST, self.left + max(0.0, at - self.at) * EACH_SECOND)
        self.at = at
        if cost > self.left:
            return False
        self.left -= cost
        return True
