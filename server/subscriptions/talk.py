"""A connection of graphql-transport-ws: who speaks, what of it still runs, and what each message does."""

import asyncio
import time
from typing import Final

from graphql import GraphQLError
from starlette.websockets import WebSocket

from graph import access
from graph.identity import now
from schema.context import Context
from server.live.frame import Frame
from server.live.pace import Bucket
from server.live.protocol import Close
from server.subscriptions.connection import Connection
from server.subscriptions.desk import Desk
from server.subscriptions.messages import ACK, PONG, Closed, Code, Up, complete
from server.subscriptions.operation import Result, begun
from server.subscriptions.payload import Payload
from server.subscriptions.results import failed, refused
from server.subscriptions.subscriber import MANNER, Subscriber
from server.subscriptions.who import who
from web.graphql.asked import asked_of
from web.graphql.refused import Refused
from web.house import house_of

OPERATIONS: Final = 32  # of a socket, that run at once
COST: Final = 0.25  # of a message, in a bucket of 60 that gets 5 a second
TOO_MANY: Final = GraphQLError(
    f"At most {OPERATIONS} operations run on a socket at once: complete one, or open another.",
    extensions={"code": "TOO_MANY_OPERATIONS", "bound": OPERATIONS},
)


class Talk:
    """Of one socket. `take` and `begin` raise Closed."""

    def __init__(self, socket: WebSocket, connection: Connection, desk: Desk) -> None:
        self._socket, self._connection, self._desk = socket, connection, desk
        self._house = house_of(socket)
        self._asking: Context | None = None
        self._running: dict[str, asyncio.Task[None] | Subscriber] = {}
        self._bucket = Bucket()

    @property
    def begun(self) -> bool:
        """True once it is known who speaks."""
        return self._asking is not None

    async def begin(self, up: Up) -> None:
        """Takes connection_init, and says so."""
        if up.kind != "connection_init":
            return self.take(up)
        asking = await who(self._socket, up.payload)
        self._connection.known(asking.viewer, asking.credential)
        if code := self._desk.enter(self._connection):
            raise Closed(code)
        self._asking = asking
        self.say(ACK)
        return None

    def take(self, up: Up) -> None:
        """Does what a message says; what takes time is not waited for."""
        if not self._bucket.take(COST, time.monotonic()):
            raise Closed(Close.TOO_OFTEN)
        if up.kind == "ping":
            self.say(PONG)
        elif up.kind == "connection_init":
            raise Closed(Code.AGAIN)
        elif up.kind != "pong" and self._asking is None:
            raise Closed(Code.UNAUTHORIZED)
        elif up.kind == "complete":
            self._stop(up.id)
        elif up.kind == "subscribe":
            self._start(up)

    def say(self, frame: Frame) -> bool:
        """False where nothing more can be said."""
        self._connection.send(frame)
        return self._connection.closing is None

    def ended(self, id: str, subscriber: Subscriber, *, told: bool) -> None:
        """A subscription is over; the client is told, unless an error or a close says it."""
        if self._running.pop(id, None) is not None and told:
            self.say(complete(id))
        self._desk.leave(subscriber)

    async def end(self) -> None:
        """Lets go of everything."""
        tasks = [one for one in self._running.values() if isinstance(one, asyncio.Task)]
        for id in list(self._running):
            self._stop(id)
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._asking is not None:
            self._desk.depart(self._connection)

    def _start(self, up: Up) -> None:
        if up.id in self._running:
            raise Closed(Code.TAKEN)
        if len(self._running) >= OPERATIONS:
            self.say(failed(TOO_MANY).message(up.id))
            return
        self._running[up.id] = asyncio.create_task(self._operate(up))

    def _stop(self, id: str) -> None:
        one = self._running.pop(id, None)
        if isinstance(one, Subscriber):
            one.closing = one.closing or Close.DONE
            self._desk.leave(one)
        elif one is not None:
            one.cancel()

    async def _operate(self, up: Up) -> None:
        try:
            payload = await self._result(up)
        except Refused as why:
            payload = refused(why)
        except Exception as problem:
            payload = failed(GraphQLError("", original_error=problem))
        if payload is not None:
            del self._running[up.id]
            if self.say(payload.message(up.id)) and not payload.failed:
                self.say(complete(up.id))

    async def _result(self, up: Up) -> Payload | None:
        """Of a query or a mutation; None where it is a subscription, which goes on."""
        assert self._asking
        if not await access.lasting(self._house.graph, [self._asking.credential], now()):
            self._connection.close(Close.SIGNED_OUT)
            return None
        asking = self._asking.again()
        found = await begun(asked_of(up.payload), self._house.kept, asking, reading=False)
        if isinstance(found, Result):
            return found.payload
        assert found
        answers = Answers(self, up.id)
        connection = self._connection
        made = Subscriber(connection.member, connection.session, MANNER, asking=asking, listening=found, out=answers)
        self._running[up.id] = answers.subscriber = made
        await self._desk.follow(made)
        return None


class Answers:
    """The way of one subscription down a socket that it shares with others."""

    subscriber: Subscriber

    def __init__(self, talk: Talk, id: str) -> None:
        self._talk, self._id, self._failed = talk, id, False

    def tell(self, payload: Payload) -> bool:
        """See Out."""
        self._failed = payload.failed
        return self._talk.say(payload.message(self._id))

    def end(self, code: Close) -> None:
        """See Out."""
        self._talk.ended(self._id, self.subscriber, told=code is Close.DONE and not self._failed)
