"""The loop of one space for the pages: it reads what changed, renders it once a manner, and tells who is here."""

from collections.abc import Callable, Iterable

from server.live import protocol
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.loop import Check, Loop
from server.live.reader import Manner, Reader
from server.live.roll import Roll
from server.live.telling import Frames
from web.ask import Wrong
from web.house import House
from web.live import news
from web.live.news import News

Greeting = Callable[[str], Iterable[Frame]]  # what who comes is told beside the changes and who is here


class Stream(Loop):
    """Each change is asked for once, as one of the readers."""

    def __init__(
        self,
        space: str,
        house: House,
        audience: Audience[Reader],
        check: Check,
        roll: Roll,
        greeting: Greeting,
    ) -> None:
        super().__init__(space, house.graph, audience, check)
        self._house, self._roll, self._greeting = house, roll, greeting

    async def read(self, reader: Reader, since: int) -> News | None:
        """See Telling."""
        try:
            return await news.read(self._house, reader.member, self.space, since)
        except Wrong:
            if await self.allowed([reader]):
                raise
            return None  # they lost it between two statements: the others need not wait until it is tried again

    async def reload(self, since: int) -> Frame:
        """See Telling."""
        return protocol.reload(self.space)

    async def gone(self, since: int) -> Frame:
        """See Telling."""
        return protocol.gone(self.space)

    def welcome(self, reader: Reader, frame: Frame) -> None:
        """They are told beside it who is here, and who speaks."""
        self._audience.join(reader, self.space)
        reader.send(frame)
        for more in (self._roll.greeting(self.space), *self._greeting(self.space)):
            reader.send(more)

    def sent(self, found: News) -> None:
        """Who said something types no longer."""
        for author in found.said():
            self._roll.said(self.space, author)

    async def frames(self, found: News, since: int) -> Frames:
        """The frame in each manner, made when the first reader of that manner needs it."""
        made: dict[Manner, Frame] = {}

        def frame(manner: Manner) -> Frame:
            if manner not in made:
                shown = (
                    news.data(found)
                    if manner.format == protocol.JSON
                    else news.html(self._house, found, manner.language, manner.zone)
                )
                made[manner] = protocol.changes(self.space, since, found.position, shown)
            return made[manner]

        return frame
