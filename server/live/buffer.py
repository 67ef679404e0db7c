"""What waits to be sent to a reader without a wire: bounded, so that a slow one costs nobody but themselves."""

from collections import deque
from collections.abc import Sized
from typing import Generic, TypeVar

FRAMES, BYTES = 64, 1024 * 1024  # the bytes are shared: readers of one manner keep the same frames

F = TypeVar("F", bound=Sized)


class Buffer(Generic[F]):
    """Frames in order. One frame always fits into an empty buffer, however large."""

    def __init__(self, frames: int = FRAMES, bytes: int = BYTES) -> None:
        self._most, self._longest = frames, bytes
        self._waiting: deque[F] = deque()
        self._length = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, frame: F) -> bool:
        """False where it is full: the reader is too slow, and nothing was put in."""
        full = len(self._waiting) >= self._most or self._length + len(frame) > self._longest
        if full and self._waiting:
            return False
        self._waiting.append(frame)
        self._length += len(frame)
        return True

    def take(self) -> F | None:
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
