"""Those who come to a space, or come back: they wait until they are caught up, all from one position at once."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from server.live.position import Track, beyond
from server.live.reader import Reader
from server.live.telling import Frames, Telling

GAPS: Final = 8  # from different positions, whose frames are kept while readers come


@dataclass(frozen=True)
class Gap:
    """What those get who come from one position: frames up to another, or the word to ask for the page (None)."""

    position: int | None
    frames: Frames


class Latecomers:
    """Belongs to one loop. What it hands out counts in the track as caught up."""

    def __init__(self, telling: Telling, track: Track) -> None:
        self._telling, self._track = telling, track
        self._waiting: dict[Reader, int] = {}
        self._gaps: dict[int, Gap] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, reader: Reader) -> bool:
        return reader in self._waiting

    def join(self, reader: Reader, since: int) -> None:
        """They wait to be caught up from a position; from the last one that they said."""
        self._waiting[reader] = since

    def leave(self, reader: Reader) -> bool:
        """They wait no longer; False where they didn't."""
        return self._waiting.pop(reader, None) is not None

    async def admit(self) -> bool:
        """Catches up who waits; one read for all who come from the same position. False where nobody waited."""
        waiting = dict(self._waiting)
        if not waiting:
            self._gaps.clear()
            return False
        allowed = await self._telling.allowed(waiting)
        groups: dict[int, list[Reader]] = defaultdict(list)
        for reader, since in waiting.items():
            if reader in allowed:
                groups[since].append(reader)
            else:
                await self._refuse(reader, since)
        for since, readers in groups.items():
            await self._catch_up(readers, since)
        return True

    async def _catch_up(self, readers: list[Reader], since: int) -> None:
        """What was read a moment ago for others from there is enough where nothing was told since: they are level."""
        gap = self._gaps.get(since)
        if gap is None or self._track.news or gap.position not in (None, self._track.sent):
            gap = await self._gap(readers[0], since)
        if gap is None:  # lost a moment ago: those who still wait are asked about again
            return await self._refuse(readers[0], since)
        if self._serve(readers, since, gap.frames) and gap.position is not None:
            if self._track.sent is not None and self._track.sent < gap.position:
                self._track.news = True  # the others don't have it yet
            self._track.caught_up(gap.position)
        return None

    async def _gap(self, reader: Reader, since: int) -> Gap | None:
        found = await self._telling.read(reader, max(since - 1, 0))
        if found is None:
            return None
        if found.more or beyond(since, found):
            reload = await self._telling.reload(since)
            gap = Gap(None, lambda manner: reload)
        else:
            found = found.after(since)
            gap = Gap(found.position, await self._telling.frames(found, since))
        if len(self._gaps) >= GAPS:
            self._gaps.clear()
        self._gaps[since] = gap
        return gap

    def _serve(self, readers: list[Reader], since: int, frames: Frames) -> bool:
        """Hands the frames to those who still wait for them; False where nobody does."""
        served = [reader for reader in readers if self._served(reader, since)]
        for reader in served:
            self._telling.welcome(reader, frames(reader.manner))
        return bool(served)

    def _served(self, reader: Reader, since: int) -> bool:
        """Takes a reader off the list; False where they left or joined again meanwhile."""
        if self._waiting.get(reader) != since:
            return False
        del self._waiting[reader]
        return True

    async def _refuse(self, reader: Reader, since: int) -> None:
        gone = await self._telling.gone(since)
        if self._served(reader, since):
            self._telling.turn_away(reader, gone)
