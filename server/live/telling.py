"""What the loop of a space asks of the way in which it is told: how changes are read, and which frames come of them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from server.live.frame import Frame
from server.live.reader import Manner, Reader

Frames = Callable[[Manner], Frame]


class Found(Protocol):
    """What changed: `position` is what one has after it, `told` is true where something happened to the space."""

    def __len__(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def more(self) -> bool: ...
    @property
    def told(self) -> bool: ...
    def after(self, since: int) -> "Found": ...


class Telling(ABC):
    """Of one space."""

    @abstractmethod
    async def read(self, reader: Reader, since: int) -> Found | None:
        """What changed after `since`, as a reader reads it; None where the space is absent or forbidden."""

    @abstractmethod
    async def frames(self, found: Any, since: int) -> Frames:
        """The frame in each manner."""

    @abstractmethod
    async def reload(self, since: int) -> Frame:
        """The frame for who is too far behind."""

    @abstractmethod
    async def gone(self, since: int) -> Frame:
        """The frame for what is absent or forbidden."""

    @abstractmethod
    async def allowed(self, readers: Iterable[Reader]) -> set[Reader]:
        """Those who may read the space."""

    @abstractmethod
    def listening(self) -> Sequence[Reader]:
        """Who hears it."""

    @abstractmethod
    def welcome(self, reader: Reader, frame: Frame) -> None:
        """They are level with this frame, and hear what comes from now on."""

    @abstractmethod
    def turn_away(self, reader: Reader, frame: Frame) -> None:
        """They are told why, and hear it no longer."""

    @abstractmethod
    def sent(self, found: Any) -> None:
        """It went to all."""
