"""The streams of all spaces: each begins with its first reader and ends with its last."""

from collections.abc import Callable

from server.live.reader import Reader
from server.live.stream import Stream
from server.live.tasks import Tasks


class Streams:
    """Belongs to one hub. `make` makes the stream of a space; `ended` is told whose space has no stream any more."""

    def __init__(self, make: Callable[[str], Stream], ended: Callable[[str], None], tasks: Tasks) -> None:
        self._make, self._ended, self._tasks = make, ended, tasks
        self._streams: dict[str, Stream] = {}

    def join(self, reader: Reader, space: str, since: int) -> None:
        """They wait to be caught up from a position."""
        if space not in self._streams:
            self._streams[space] = self._make(space)
            self._tasks.start(self._run(self._streams[space]))
        self._streams[space].join(reader, since)

    def leave(self, reader: Reader, space: str) -> None:
        """They wait no longer."""
        if stream := self._streams.get(space):
            stream.leave(reader)

    def awaited(self, reader: Reader) -> list[str]:
        """The spaces in which they wait to be caught up."""
        return [space for space, stream in self._streams.items() if stream.awaits(reader)]

    def nudge(self, id: str) -> None:
        """Something of `id`, which may be a space, changed."""
        if stream := self._streams.get(id):
            stream.nudge()

    def nudge_all(self) -> None:
        """Something may have changed anywhere."""
        for stream in self._streams.values():
            stream.nudge()

    def held_in(self, space: str) -> str:
        """The community of a space; "" where it has none, or isn't known yet."""
        return self._streams[space].held_in if space in self._streams else ""

    async def _run(self, stream: Stream) -> None:
        try:
            await stream.run()
        finally:
            del self._streams[stream.space]
            self._ended(stream.space)
