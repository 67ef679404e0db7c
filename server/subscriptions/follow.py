"""The loop of one document over one space: run once on each event, for all who are answered alike by it."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Final

from graphql import GraphQLError

from graph.changes import Changes
from schema.context import Context
from schema.execution.errors import is_bug
from schema.limits import LIMITS, refuse
from schema.listening import Listening
from schema.subscription import SpaceChanges, ending, event
from server.live.audience import Audience
from server.live.frame import Frame
from server.live.loop import Check, Loop
from server.live.reader import Reader
from server.live.telling import Frames
from server.subscriptions.payload import Payload
from server.subscriptions.ranges import Ranges
from server.subscriptions.results import failed, payload_of
from server.subscriptions.subscriber import Subscriber

PATIENCE: Final = 30.0  # seconds for which what fails is tried again, before the subscription ends


class Follow(Loop):
    """A document that isn't alike has one subscriber; so a slow one delays nobody else."""

    look = 2.0  # what Ranges have read can be a second old

    def __init__(
        self, listening: Listening, asking: Context, audience: Audience[Reader], check: Check, ranges: Ranges
    ) -> None:
        super().__init__(listening.space, asking.graph, audience, check)
        self._document, self._alike = listening, listening.key is not None
        self._asking, self._ranges = asking, ranges
        self._mine: dict[Reader, None] = {}
        self._failing: float | None = None

    def leave(self, reader: Reader) -> None:
        """They wait no longer, and hear it no longer."""
        self._mine.pop(reader, None)
        super().leave(reader)

    async def farewell(self) -> Payload:
        """What is told to who may not read the space any more."""
        return await self.gone(self._track.sent or 0)

    def listening(self) -> Sequence[Reader]:
        """Those of its document."""
        return list(self._mine)

    async def read(self, reader: Reader, since: int) -> Changes:
        """See Telling."""
        assert isinstance(reader, Subscriber)
        self._asking = reader.asking  # they may read it: it was looked at a moment ago, and is again and again
        return await self._ranges.read(self.space, since)

    async def frames(self, found: Changes, since: int) -> Frames:
        """There is one manner."""
        rows = [(row.message, row.number) for row in found.rows]
        told = event(self.space, since, found.position, rows, told=found.told)
        asking = self._asking.for_all() if self._alike else self._asking.again()
        payload = await self._answered(told, asking)
        return lambda manner: payload

    async def reload(self, since: int) -> Frame:
        """See Telling."""
        return await self._answered(ending(since, reload=True), self._asking.for_all(), last=True)

    async def gone(self, since: int) -> Payload:
        """See Telling."""
        return await self._answered(ending(since, gone=True), self._asking.for_all(), last=True)

    def welcome(self, reader: Reader, frame: Frame) -> None:
        """Behind the last payload nothing comes."""
        assert isinstance(frame, Payload)
        if not frame.last:
            self._audience.join(reader, self.space)
            self._mine[reader] = None
        reader.send(frame)

    def sent(self, found: Any) -> None:
        """Who types is told to the pages alone."""

    async def _answered(self, told: SpaceChanges, asking: Context, *, last: bool = False) -> Payload:
        """The document, run on an event. What only failed for now is raised: it is tried again, and nothing missed."""
        try:
            async with asyncio.timeout(LIMITS.seconds):
                result = await self._document.answer(told, asking)
        except TimeoutError:
            return failed(refuse("seconds", LIMITS.seconds, LIMITS.seconds))
        errors = result.errors or []
        if bug := next((one for one in errors if is_bug(one)), None):
            return await self._tried(errors, bug)
        self._failing = None
        if errors and result.data is None:
            return failed(*errors)
        return payload_of(result, last=last)

    async def _tried(self, errors: list[GraphQLError], bug: GraphQLError) -> Payload:
        at = time.monotonic()
        self._failing = self._failing or at
        if at > self._failing + PATIENCE:
            return failed(*errors)
        await self._check(self.space)  # whom it was asked for may have lost access a moment ago
        assert bug.original_error
        raise bug.original_error
