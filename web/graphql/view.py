"""/graphql: the one door to the graph for programs; by a token or the cookie as its member, else as a visitor."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.door import from_elsewhere
from web.graphql.answer import answer, before_execution, refusal
from web.graphql.asked import ALLOW, READS, asked
from web.graphql.context import context_of, explained, headers_of
from web.graphql.media import JSON, answered_in
from web.graphql.refused import Refused, told
from web.graphql.run import executed
from web.house import house_of
from web.pages import graphiql


class Endpoint:
    """ASGI: requests, by any method; what goes on is told elsewhere."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = await (graphiql.show(request) if graphiql.wanted(request) else respond(request))
        await response(scope, receive, send)


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
    result = await executed(text, wanted, asking, reading=reading)
    if not before_execution(result):
        kept.keep(wanted)
    return answer(result, media, headers_of(request, asking), explained(request, asking, wanted.explain))


ENDPOINT = Endpoint()
