"""How far each has read: everyone what they said themselves, most of them the rest too."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from graph.demo.network import Line, Part, Space

READERS: Final = 0.7  # who have read to the end


def position(lines: Sequence[Line], member: str, random: Random) -> int:
    """A number of the space's clock."""
    return len(lines) if random.random() < READERS else _own(lines, member)


def left_unread(spaces: Sequence[Space], personas: Sequence[str]) -> list[Space]:
    """The same spaces, where each persona (by id) has news in every other of those that could have some."""
    positions = [position for persona in personas for position in _positions(spaces, persona)]
    wanted = {(space, member): read for space, member, read in positions}
    return [
        replace(space, parts=[_read(part, wanted.get((space.id, part.member))) for part in space.parts])
        for space in spaces
    ]


def _positions(spaces: Sequence[Space], persona: str) -> list[tuple[str, str, int]]:
    """(space, persona, number) for the persona's spaces, the latest first; one thread at least has news."""
    own = [space for space in spaces if any(part.member == persona for part in space.parts) and space.lines]
    own.sort(key=lambda space: -space.lines[-1].at)
    found = []
    news = {"Thread": True}
    for space in own:
        before = _before_others(space.lines, persona)
        unread = before is not None and news.setdefault(space.kind, True)
        found.append((space.id, persona, before if unread and before is not None else len(space.lines)))
        if before is not None:
            news[space.kind] = not unread
    return found


def _before_others(lines: Sequence[Line], member: str) -> int | None:
    """The number of what `member` said last, where others have spoken since; else None."""
    own = _own(lines, member)
    return own if any(line.fact is None and line.by != member for line in lines[own:]) else None


def _own(lines: Sequence[Line], member: str) -> int:
    return max((number for number, line in enumerate(lines, 1) if line.by == member), default=0)


def _read(part: Part, position: int | None) -> Part:
    return part if position is None else replace(part, read=position)
