"""/graphql: the one door to the graph for programs; by a token or the cookie as its member, else as a visitor."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.limits import LIMITS, refuse
from schema.root import SCHEMA
from web.bearer import out_of_scope
from web.door import from_elsewhere
from web.graphql.answer import answer, before_execution, refusal
from web.graphql.asked import ALLOW, READS, Asked, asked
from web.graphql.context import context_of, explained, headers_of
from web.graphql.media import JSON, answered_in
from web.graphql.refused import Refused, told
from web.house import house_of
from web.pages import graphiql

_READING = frozenset({OperationType.QUERY})
_WRITING = frozenset({OperationType.QUERY, OperationType.MUTATION})


class Endpoint(GraphQL[Context, None]):
    """Requests are answered here, after the specification; sockets are Strawberry's own, with the same context."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        response = await (graphiql.show(request) if graphiql.wanted(request) else respond(request))
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
    asking = await context_of(request)
    text = kept.text(wanted)
    result = await _in_time(_executed(text, wanted, asking, _READING if reading or asking.read_only else _WRITING))
    if not before_execution(result):
        kept.keep(wanted)
    return answer(result, media, headers_of(request, asking), explained(request, asking, wanted.explain))


async def _in_time(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of the work, which is stopped, its statement too, when it takes too long."""
    try:
        async with asyncio.timeout(LIMITS.seconds) as clock:
            return await work
    except TimeoutError:
        if not clock.expired():
            raise
        return ExecutionResult(None, [refuse("seconds", LIMITS.seconds, LIMITS.seconds)])


async def _executed(text: str, wanted: Asked, asking: Context, allowed: frozenset[OperationType]) -> Any:
    try:
        known = SCHEMA.documents.get(text)
        if known is None:
            return await SCHEMA.execute(
                text, wanted.variables, asking, None, wanted.operation, allowed_operation_types=allowed
            )
        if (kind := _kind(known, wanted.operation)) not in allowed:
            raise InvalidOperationTypeError(kind)
        return await SCHEMA.execute(text, wanted.variables, asking, None, wanted.operation)
    except MissingQueryError:
        raise Refused(400, "The document is empty.", "GRAPHQL_PARSE_FAILED", always=False) from None
    except CannotGetOperationTypeError as error:
        named = f"Unknown operation named '{error.operation_name}'." if error.operation_name else "No operation to run."
        raise Refused(400, named, "OPERATION_UNKNOWN", always=False) from None
    except InvalidOperationTypeError as error:
        raise _not_so(error, asking.read_only) from None


def _kind(document: DocumentNode, name: str | None) -> OperationType:
    """What kind of operation would be run; a read where it is not said which, for none is then run."""
    kinds = [
        one.operation
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode) and (name is None or (one.name and one.name.value == name))
    ]
    return OperationType(kinds[0].value) if len(kinds) == 1 else OperationType.QUERY


def _not_so(error: InvalidOperationTypeError, read_only: bool) -> Refused:
    if error.operation_type is OperationType.SUBSCRIPTION:
        return Refused(400, "Subscriptions go by a websocket.", "SUBSCRIPTION", always=False)
    if read_only:
        return out_of_scope()
    return Refused(405, "A mutation goes by POST.", "METHOD_NOT_ALLOWED", {"allow": "POST"})


ENDPOINT: Any = Endpoint(SCHEMA, graphql_ide=None, subscription_protocols=())
