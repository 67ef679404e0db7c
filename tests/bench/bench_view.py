"""What /graphql costs over a bare route, without an engine: a bare route reads JSON, runs the document, writes JSON.

uv run python -m tests.bench.bench_view
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median
from typing import Any, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Scope

from graph.database import Graph
from schema.language import LANGUAGES
from schema.root import SCHEMA
from tests.bench.table import table
from tests.site import house_on
from web.ask import context
from web.graphql.media import GRAPHQL
from web.graphql.view import respond
from web.house import house_of
from web.visit import Visit, visit_of

ROUNDS, TIMES = 9, 2000
BODY = orjson.dumps({"query": "query Name { __typename }", "variables": {"first": 20}, "operationName": "Name"})
HEADERS = {
    "host": "maille.test",
    "accept": f"{GRAPHQL}, application/json;q=0.9",
    "content-type": "application/json",
    "content-length": str(len(BODY)),
    "user-agent": "bench",
    "origin": "http://maille.test",
}


async def bare(request: Request) -> Response:
    """The least that answers."""
    given = orjson.loads(await request.body())
    asking = context(house_of(request), visit_of(request))
    result = await SCHEMA.execute(given["query"], given["variables"], asking, None, given["operationName"])
    return Response(orjson.dumps({"data": result.data}), media_type="application/json")


def scope() -> Scope:
    """A request as a server hands it on."""
    headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    state = {"house": HOUSE, "visit": Visit(LANGUAGES["fr"], datetime.now(UTC))}
    return {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": headers,
        "state": state,
    }


async def receive() -> Message:
    """The body, at once."""
    return {"type": "http.request", "body": BODY, "more_body": False}


async def send(message: Message) -> None:
    """Nobody reads."""


async def microseconds(view: Callable[[Request], Awaitable[Response]]) -> float:
    """Of processor, a request."""
    scopes = [scope() for _ in range(TIMES)]
    begun = time.process_time()
    for one in scopes:
        await (await view(Request(one, receive)))(one, receive, send)
    return (time.process_time() - begun) / TIMES * 1e6


async def main() -> None:
    """Both in turn, several times; the medians."""
    views: dict[str, Any] = {"a bare route": bare, "/graphql": respond}
    await microseconds(respond)
    rounds = [{name: await microseconds(view) for name, view in views.items()} for _ in range(ROUNDS)]
    middle = {name: median(one[name] for one in rounds) for name in views}
    more = middle["/graphql"] - middle["a bare route"]
    rows = [*middle.items(), ("more", more)]
    print(table("The view of GraphQL, µs of CPU a request", ["", "µs"], rows))


HOUSE = house_on(cast(Graph, None), "http://maille.test")

if __name__ == "__main__":
    asyncio.run(main())
