"""How far each has read: everyone what they said themselves, most of them the rest too."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from graph.demo.network import Line, Space

READERS: Final = 0.7  # who have read to the end
MOST_NEWS: Final = 6


def position(lines: Sequence[Line], member: str, random: Random) -> int:
    """A number of the space's clock."""
    return len(lines) if random.random() < READERS else _own(lines, member)


def left_unread(spaces: Sequence[Space], personas: Sequence[str]) -> list[Space]:
    """The same spaces, where each persona (by id) has news in every other of the live ones that have some for them."""
    wanted = {(space, who): read for who in personas for space, read in _positions(spaces, who)}
    return [
        replace(
            space, parts=[replace(part, read=wanted.get((space.id, part.member), part.read)) for part in space.parts]
        )
        for space in spaces
    ]


def _positions(spaces: Sequence[Space], persona: str) -> list[tuple[str, int]]:
    """(space, number) for the persona's spaces, the latest first; what is closed has been read."""
    own = [space for space in spaces if space.lines and any(part.member == persona for part in space.parts)]
    own.sort(key=lambda space: -space.lines[-1].at)
    found = []
    unread = dict.fromkeys(("Thread", "Room", "Circle", "Gathering"), True)
    for space in own:
        end, said = len(space.lines), _own(space.lines, persona)
        news = any(line.fact is None and line.by != persona for line in space.lines[said:])
        live = news and space.values.get("status", "OPEN") == "OPEN"
        found.append((space.id, max(said, end - MOST_NEWS) if live and unread[space.kind] else end))
        unread[space.kind] ^= live
    return found


def _own(lines: Sequence[Line], member: str) -> int:
    return max((number for number, line in enumerate(lines, 1) if line.by == member), default=0)
