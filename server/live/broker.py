"""Carries nudges and presence between processes, by the publish and subscribe of a Redis or Valkey.

All of it may be lost: streams look by themselves every few seconds, and who is here is told again. A message is JSON:
    {"by": PROCESS, "ids": [ID]}                                    something of these changed
    {"by": PROCESS, "present": {SPACE: [HERE, TYPING]}, "all": …}   each a list of [id, name]
    {"by": PROCESS, "voice": {SPACE: [SEAT]}, "all": …}             who is in the room: each a Seat, as a list
    {"by": PROCESS, "signal": [SPACE, PEER, PEER, …]}               from one peer to another
    {"by": PROCESS, "hello": true}  {"by": PROCESS, "bye": true}    it came: tell it who is here; it ends
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import orjson
import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from graph.identity import new_id

log = structlog.get_logger(__name__)

PAUSE: Final = 1.0  # seconds until it is tried again
SILENCE: Final = 25.0  # seconds without even our own words: the line is dead
PATIENCE: Final = 3.0  # seconds for an answer
MOST: Final = 10_000  # ids that wait to be told
AWAY: Final = (RedisError, OSError, TimeoutError)

Hear = Callable[[dict[str, Any]], None]


class Broker:
    """`hear` gets what other processes say; `back` is called whenever the line stands again."""

    def __init__(self, url: str, channel: str, hear: Hear, back: Callable[[], None]) -> None:
        self._url, self._channel, self._hear, self._back = url, channel, hear, back
        self.process = new_id()
        self._ids: dict[str, None] = {}
        self._other: list[dict[str, Any]] = []
        self._more = asyncio.Event()
        self._there: bool | None = None

    def tell(self, id: str) -> None:
        """Something of `id` changed. Doesn't wait."""
        if len(self._ids) < MOST:
            self._ids[id] = None
            self._more.set()

    def say(self, **said: Any) -> None:
        """Anything else. Doesn't wait; lost where the line is away, or too much waits."""
        if self._there and len(self._other) < MOST:  # else it would pile up; when the line stands again, all is told
            self._say(**said)

    async def run(self) -> None:
        """Until cancelled: keeps the line, and says so once where it breaks."""
        while True:
            try:
                await self._speak_and_listen()
            except* AWAY as away:
                if self._there is not False:
                    log.warning("the broker is away: news between processes takes a few seconds", why=_why(away))
                self._there = False
            await asyncio.sleep(PAUSE)

    async def _speak_and_listen(self) -> None:
        async with self._client() as client, client.pubsub() as line, asyncio.TaskGroup() as both:
            async with asyncio.timeout(PATIENCE):
                await line.subscribe(self._channel)
            if self._there is False:
                log.warning("the broker is back")
            self._there = True
            self._other.clear()
            self._say(hello=True)
            self._back()
            both.create_task(self._listen(line))
            both.create_task(self._speak(client))

    async def _listen(self, line: Any) -> None:
        while True:
            async with asyncio.timeout(SILENCE):
                message = await line.get_message(ignore_subscribe_messages=True, timeout=None)
            if message is not None:
                self._understand(message["data"])

    def _understand(self, told: bytes) -> None:
        try:
            said = orjson.loads(told)
            if said["by"] != self.process:
                self._hear(said)
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            log.warning("what came by the broker was not understood", why=str(problem))

    async def _speak(self, client: "Redis") -> None:
        try:
            while True:
                self._more.clear()
                for said in self._take():
                    async with asyncio.timeout(PATIENCE):
                        await client.publish(self._channel, orjson.dumps({"by": self.process} | said))
                await self._more.wait()
        except asyncio.CancelledError:
            with suppress(*AWAY):
                async with asyncio.timeout(PATIENCE / 3):
                    await client.publish(self._channel, orjson.dumps({"by": self.process, "bye": True}))
            raise

    def _take(self) -> list[dict[str, Any]]:
        ids, self._ids = list(self._ids), {}
        other, self._other = self._other, []
        return [{"ids": ids}, *other] if ids else other

    def _say(self, **said: Any) -> None:
        self._other.append(said)
        self._more.set()

    def _client(self) -> "Redis":
        made: Redis = Redis.from_url(
            self._url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=PATIENCE, socket_timeout=None
        )
        return made


def _why(away: BaseExceptionGroup[Any]) -> str:
    first: BaseException = away
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return str(first) or type(first).__name__
