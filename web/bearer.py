"""Who a program asks for: `Authorization: Bearer mlt_…`. What is no good is refused; nobody becomes a visitor by it."""

from starlette.requests import HTTPConnection

from graph import token
from graph.identity import now
from web.graphql.refused import Refused
from web.house import house_of

_REALM = 'Bearer realm="Maille"'


async def bearer(connection: HTTPConnection) -> token.Bearer | None:
    """Who the token of a request stands for; None where it brings no credentials. Refused (401)."""
    given = connection.headers.getlist("authorization")
    if not given:
        return None
    scheme, _, text = given[0].strip().partition(" ")
    if len(given) > 1 or scheme.lower() != "bearer":
        raise _no_good("Give one token, as 'Authorization: Bearer mlt_…'.", "invalid_request")
    found = await token.who(house_of(connection).graph, text.strip(), now())
    if found is None:
        raise _no_good("This token is unknown, over or revoked: make another at /me/tokens.", "invalid_token")
    return found


def out_of_scope() -> Refused:
    """What is told of a mutation that comes with a token which only reads."""
    headers = {"www-authenticate": f'{_REALM}, error="insufficient_scope", scope="WRITE"'}
    return Refused(403, "This token may read, not write: a mutation takes one of scope WRITE.", "NOT_IN_SCOPE", headers)


def _no_good(message: str, error: str) -> Refused:
    return Refused(401, message, "BAD_TOKEN", {"www-authenticate": f'{_REALM}, error="{error}"'})
