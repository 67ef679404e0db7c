"""What waits to be sent to one reader: bounded, so that a slow one costs nobody but themselves."""

from collections import deque

FRAMES, CHARACTERS = 64, 4_000_000  # the characters are shared: readers of one manner keep the same frames


class Buffer:
    """Frames in order. One frame always fits into an empty buffer, however large."""

    def __init__(self, frames: int = FRAMES, characters: int = CHARACTERS) -> None:
        self._most, self._longest = frames, characters
        self._waiting: deque[str] = deque()
        self._length = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, frame: str) -> bool:
        """False where it is full: the reader is too slow, and nothing was put in."""
        full = len(self._waiting) >= self._most or self._length + len(frame) > self._longest
        if full and self._waiting:
            return False
        self._waiting.append(frame)
        self._length += len(frame)
        return True

    def take(self) -> str | None:
        """The next frame, or None where nothing waits."""
        if not self._waiting:
            return None
        frame = self._waiting.popleft()
        self._length -= len(frame)
        return frame

    def clear(self) -> None:
        """Nothing waits any more."""
        self._waiting.clear()
        self._length = 0
