"""Where a list goes on: the cursor in an address, if it is one of ours."""

from graphql import GraphQLError
from starlette.requests import Request

from schema.page import key_of


def cursor_of(request: Request) -> str | None:
    """`?after=…`; None where there is none, or somebody made it up: the list begins at its beginning."""
    after = request.query_params.get("after")
    try:
        return after if after and isinstance(key_of(after), str) else None
    except GraphQLError:
        return None
