"""Who asks over HTTP, and what is told beside the answer: the one place for both."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from schema.context import Context
from web.ask import context
from web.house import house_of
from web.visit import visit_of


async def context_of(connection: HTTPConnection) -> Context:
    """The schema's context for a request or a socket, by the cookie; Refused where its credentials are no good."""
    return context(house_of(connection), visit_of(connection))


def headers_of(connection: HTTPConnection, asking: Context) -> Mapping[str, str]:
    """Headers of an answer, lower-case; its media type and caching have been said."""
    return {}
