"""The desk: who is connected, what they follow, and a watch over who may still hear."""

from collections import Counter
from typing import Final

import structlog

from graph import space
from graph.database import Graph
from server.live.audience import Audience
from server.live.protocol import Close
from server.live.reader import Reader
from server.live.tasks import Tasks
from server.live.watch import Watch
from server.subscriptions.follow import Follow
from server.subscriptions.follows import Follows
from server.subscriptions.ranges import Ranges
from server.subscriptions.subscriber import Subscriber

log = structlog.get_logger(__name__)

CONNECTIONS: Final = 32  # of a member: sockets and streams together


class Desk:
    """Belongs to the hub. `connections` are sockets and streams; each subscription is a reader of its own."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._audience: Audience[Reader] = Audience()
        self._ranges = Ranges(graph)
        self._tasks = Tasks()
        self._follows = Follows(self._follow, self._ranges.forget, self._tasks)
        self._watch = Watch(graph, self._audience, self._follows.held_in, self._let_go)
        self._connections: Counter[str] = Counter()
        self._open = False

    @property
    def connections(self) -> int:
        """How many there are."""
        return self._connections.total()

    @property
    def loops(self) -> int:
        """How many documents are followed."""
        return len(self._follows)

    def open(self) -> None:
        """Who comes may stay."""
        self._open = True

    def dismiss(self) -> None:
        """Tells all that the server stops, and lets nobody in any more."""
        self._open = False
        for reader in self._audience:
            reader.close(Close.RESTART)

    async def close(self) -> None:
        """The same, and all work ends."""
        self.dismiss()
        await self._tasks.end()

    async def look(self) -> None:
        """One look at who may still hear."""
        await self._watch.look()

    def changed(self, id: str) -> None:
        """Something of `id` changed, or may have."""
        self._ranges.forget(id)
        self._follows.nudge(id)
        self._watch.suspect(id)

    def missed(self) -> None:
        """Something may have been missed, of any space."""
        for id in self._follows.spaces():
            self.changed(id)

    def enter(self, reader: Reader) -> Close | None:
        """A socket or a stream opened; why it may not stay, if so."""
        if not self._open:
            return Close.RESTART
        if self._connections[reader.member.id] >= CONNECTIONS:
            return Close.TOO_MANY
        self._connections[reader.member.id] += 1
        self._audience.enter(reader, {reader.member.id, reader.session})
        return None

    def depart(self, reader: Reader) -> None:
        """It closed."""
        self._audience.depart(reader)
        self._connections[reader.member.id] -= 1
        if not self._connections[reader.member.id]:
            del self._connections[reader.member.id]

    async def follow(self, subscriber: Subscriber) -> None:
        """They are told from now on: first what has changed since their position."""
        wanted = subscriber.listening
        since = await space.position(self._graph, wanted.space) if wanted.since is None else wanted.since
        if subscriber.closing is not None:
            return
        self._audience.enter(subscriber, {subscriber.member.id, subscriber.session})
        self._follows.join(subscriber, since)

    def leave(self, subscriber: Subscriber) -> None:
        """They are told no more."""
        self._audience.depart(subscriber)
        if follow := self._follows.of(subscriber):
            follow.leave(subscriber)

    def _follow(self, subscriber: Subscriber) -> Follow:
        return Follow(subscriber.listening, subscriber.asking, self._audience, self._watch.check, self._ranges)

    def _let_go(self, reader: Reader, space: str) -> None:
        """They may not read it any more: nothing more of it reaches them, but that it is gone."""
        if isinstance(reader, Subscriber) and (follow := self._follows.of(reader)):
            self.leave(reader)
            self._tasks.start(_part(follow, reader))


async def _part(follow: Follow, reader: Reader) -> None:
    try:
        reader.send(await follow.farewell())
    except Exception:
        log.exception("a farewell failed", space=follow.space)
        reader.close(Close.DONE)
