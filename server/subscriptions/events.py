"""/graphql as text/event-stream: https://github.com/enisdenjo/graphql-sse, "distinct connections mode".

One operation a request, by GET or POST as ever. Events are `next` and `complete`; a comment goes whenever nothing else
has, so that no proxy takes the line for dead. Where it is cut off without `complete`, come back with your position.
"""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.context import Context
from schema.listening import Listening
from schema.subscription import ending
from server.live.protocol import Close
from server.subscriptions.connection import NOBODY, Connection
from server.subscriptions.desk import CONNECTIONS, Desk
from server.subscriptions.flow import Flow
from server.subscriptions.operation import Result, begun
from server.subscriptions.payload import Payload
from server.subscriptions.results import payload_of
from server.subscriptions.streaming import COMPLETE, HEADERS, streamed
from server.subscriptions.subscriber import MANNER, Subscriber
from web.door import from_elsewhere
from web.graphql.answer import refusal
from web.graphql.asked import READS, asked
from web.graphql.context import context_of
from web.graphql.media import JSON, takes_events, takes_json
from web.graphql.refused import Refused, told
from web.house import house_of

WHY: Final = {
    Close.TOO_MANY: Refused(429, f"A member has at most {CONNECTIONS} sockets and streams.", "TOO_MANY_STREAMS"),
    Close.RESTART: Refused(503, "The server stops: come back in a moment.", "RESTART", {"retry-after": "1"}),
}


class Events:
    """ASGI: answers those who take events; all others are the endpoint's."""

    def __init__(self, endpoint: ASGIApp) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        accept = ", ".join(request.headers.getlist("accept"))
        if request.method not in ("GET", "POST") or not takes_events(accept):
            return await self._endpoint(scope, receive, send)
        try:
            asking, found = await self._begun(request, subscriptions_only=takes_json(accept))
        except Refused as refused:
            return await refusal(refused, JSON)(scope, receive, send)
        if found is None:
            return await self._endpoint(scope, _again(await request.body()), send)
        if isinstance(found, Listening) and asking.signed_in:
            return await _listen(request, send, asking, found)
        payload = found.payload if isinstance(found, Result) else await _nobodys(found, asking)
        return await Response(payload.event + COMPLETE, headers=HEADERS)(scope, receive, send)

    async def _begun(self, request: Request, *, subscriptions_only: bool) -> tuple[Context, Listening | Result | None]:
        reading = request.method in READS
        if reading and from_elsewhere(request):
            raise told(403)
        wanted, asking = await asked(request), await context_of(request)
        kept = house_of(request).kept
        return asking, await begun(wanted, kept, asking, reading=reading, subscriptions_only=subscriptions_only)


async def _listen(request: Request, send: Send, asking: Context, found: Listening) -> None:
    desk, flow, connection = _desk(request), Flow(), Connection(NOBODY, "", MANNER)
    connection.known(asking.viewer, asking.credential)
    if code := desk.enter(connection):
        return await refusal(WHY[code], JSON)(request.scope, request.receive, send)
    member, session = connection.member, connection.session
    subscriber = Subscriber(member, session, MANNER, asking=asking, listening=found, out=flow)
    try:
        await desk.follow(subscriber)
        await streamed(request.receive, send, flow, connection.kept.dropped())
    finally:
        subscriber.closing = subscriber.closing or Close.DONE
        desk.leave(subscriber)
        desk.depart(connection)


async def _nobodys(found: Listening, asking: Context) -> Payload:
    """Spaces are for members."""
    return payload_of(await found.answer(ending(found.since or 0, gone=True), asking.for_all()))


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body}

    return receive


def _desk(request: Request) -> Desk:
    hub: Any = request.state.hub
    desk: Desk = hub.desk
    return desk
