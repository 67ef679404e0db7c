"""POST /graphql: the one door to the graph for programs; with a cookie as its member, without one as a visitor."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from schema.context import Context
from schema.root import SCHEMA
from web.ask import context
from web.house import house_of
from web.visit import visit_of


class Endpoint(GraphQL[Context, None]):
    """Strawberry's own view, whose context is that of the pages."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Who asks, by the cookie."""
        return context(house_of(request), visit_of(request))


ENDPOINT: Any = Endpoint(SCHEMA, graphql_ide=None, allow_queries_via_get=False, subscription_protocols=())
