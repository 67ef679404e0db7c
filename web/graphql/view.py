"""/graphql: the one door to the graph for programs; with a cookie as its member, without one as a visitor."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.root import SCHEMA
from web.door import from_elsewhere
from web.graphql.answer import answer, before_execution, refusal
from web.graphql.asked import ALLOW, READS, asked
from web.graphql.context import context_of, headers_of
from web.graphql.media import JSON, answered_in
from web.graphql.refused import Refused, told
from web.house import house_of

_READING = frozenset({OperationType.QUERY})
_WRITING = frozenset({OperationType.QUERY, OperationType.MUTATION})


class Endpoint(GraphQL[Context, None]):
    """Requests are answered here, after the specification; sockets are Strawberry's own, with the same context."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        response = await respond(Request(scope, receive))
        await response(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Who asks, for sockets."""
        return await context_of(request)


async def respond(request: Request) -> Response:
    """The answer to one request."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=ALLOW | {"accept-post": JSON})
    media = JSON
    try:
        media = answered_in(", ".join(request.headers.getlist("accept")))
        return await _run(request, media)
    except Refused as refused:
        return refusal(refused, media)


async def _run(request: Request, media: str) -> Response:
    reading = request.method in READS
    if reading and from_elsewhere(request):
        raise told(403)
    wanted, kept = await asked(request), house_of(request).kept
    text, asking = kept.text(wanted), await context_of(request)
    try:
        result = await SCHEMA.execute(
            text,
            wanted.variables,
            asking,
            operation_name=wanted.operation,
            allowed_operation_types=_READING if reading else _WRITING,
        )
    except MissingQueryError:
        raise Refused(400, "The document is empty.", "GRAPHQL_PARSE_FAILED", always=False) from None
    except CannotGetOperationTypeError as error:
        raise Refused(400, error.as_http_error_reason(), "OPERATION_UNKNOWN", always=False) from None
    except InvalidOperationTypeError as error:
        raise _not_so(error, reading) from None
    if not before_execution(result):
        kept.keep(wanted)
    return answer(result, media, headers_of(request, asking))


def _not_so(error: InvalidOperationTypeError, reading: bool) -> Refused:
    if error.operation_type is OperationType.SUBSCRIPTION:
        return Refused(400, "Subscriptions go by a websocket.", "SUBSCRIPTION", always=False)
    return Refused(405, "A mutation goes by POST.", "METHOD_NOT_ALLOWED", {"allow": "POST"})


ENDPOINT: Any = Endpoint(SCHEMA, graphql_ide=None, subscription_protocols=())
