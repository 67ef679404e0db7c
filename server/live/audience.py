"""Who hears what: readers by space, spaces by reader, readers by what they are known under."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

R = TypeVar("R", bound=Hashable)


class Audience(Generic[R]):
    """Knows nobody for longer than they listen. Readers of a space come in the order in which they joined."""

    def __init__(self) -> None:
        self._spaces: dict[str, dict[R, None]] = {}
        self._joined: dict[R, dict[str, None]] = {}
        self._names: dict[str, dict[R, None]] = {}
        self._named: dict[R, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._named))

    def __contains__(self, reader: R) -> bool:
        return reader in self._named

    def enter(self, reader: R, names: Iterable[str]) -> None:
        """A reader came, known under these names (a member's id, a session's)."""
        self._named[reader], self._joined[reader] = tuple(names), {}
        for name in self._named[reader]:
            self._names.setdefault(name, {})[reader] = None

    def depart(self, reader: R) -> list[str]:
        """A reader went; the spaces that they heard."""
        left = self.spaces(reader)
        for space in left:
            self.leave(reader, space)
        for name in self._named.pop(reader, ()):
            _without(self._names, name, reader)
        self._joined.pop(reader, None)
        return left

    def join(self, reader: R, space: str) -> None:
        """A reader who entered hears a space from now on."""
        if reader in self._named:
            self._spaces.setdefault(space, {})[reader] = None
            self._joined[reader][space] = None

    def leave(self, reader: R, space: str) -> None:
        """They hear it no longer."""
        _without(self._spaces, space, reader)
        self._joined.get(reader, {}).pop(space, None)

    def readers(self, space: str) -> list[R]:
        """Who hears a space."""
        return list(self._spaces.get(space, ()))

    def spaces(self, reader: R) -> list[str]:
        """What a reader hears."""
        return list(self._joined.get(reader, ()))

    def heard(self) -> list[str]:
        """Every space that somebody hears."""
        return list(self._spaces)

    def hears(self, reader: R, space: str) -> bool:
        """True where they do."""
        return reader in self._spaces.get(space, ())

    def known(self, name: str) -> list[R]:
        """The readers who are known under a name."""
        return list(self._names.get(name, ()))


def _without(index: dict[str, dict[R, None]], key: str, reader: R) -> None:
    kept = index.get(key)
    if kept is not None:
        kept.pop(reader, None)
        if not kept:
            del index[key]
