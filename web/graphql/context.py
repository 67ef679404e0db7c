"""Who asks over HTTP, and what is told beside the answer: the one place for both."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import HTTPConnection

from graph import standing
from graph.session import hashed
from schema.context import Context
from schema.execution.trace import Trace
from schema.language import LANGUAGES
from schema.limits import LIMITS
from web.ask import context
from web.bearer import bearer
from web.budget import MEMBER, VISITOR, Policy
from web.house import house_of
from web.origin import origin
from web.visit import visit_of

EXPLAIN = "maille-explain"  # the header of who wants to know what a document can cost, or (the staff) what it took


async def context_of(connection: HTTPConnection) -> Context:
    """The schema's context for a request or a socket, by its token, else by the cookie; Refused where it is no good."""
    house, held = house_of(connection), await bearer(connection)
    asking = context(house, visit_of(connection))
    if held is not None:
        asking.viewer, asking.by_token, asking.read_only = held.member, True, not held.writes
        asking.credential = held.token
        if "accept-language" not in connection.headers and held.locale in LANGUAGES:
            asking.language = LANGUAGES[held.locale]
    elif asking.signed_in:
        asking.credential = hashed(connection.session["token"])
    policy, who = payer(connection, asking)
    asking.spend = lambda nodes: house.budgets.spend(policy, who, nodes)
    if asking.signed_in:
        asking.new_document = lambda: house.pace("new document", who)
    else:
        asking.new_document = lambda: house.pace("new document from", who)
    if connection.headers.get(EXPLAIN) == "trace" and await standing.staff(house.graph, asking.viewer):
        asking.trace = Trace()
    return asking


def payer(connection: HTTPConnection, asking: Context) -> tuple[Policy, str]:
    """Whose budget it is: a member's, or that of all visitors of one origin."""
    return (MEMBER, asking.viewer) if asking.signed_in else (VISITOR, origin(connection))


def headers_of(connection: HTTPConnection, asking: Context) -> Mapping[str, str]:
    """Headers of an answer, lower-case; its media type and caching have been said."""
    return house_of(connection).budgets.headers(*payer(connection, asking))


def explained(connection: HTTPConnection, asking: Context, wanted: bool) -> dict[str, Any]:
    """What the document can cost at most, and the limits, for who wants to know; else nothing."""
    trace = {"trace": asking.trace.told()} if asking.trace else {}
    if not wanted and connection.headers.get(EXPLAIN) not in ("cost", "trace"):
        return {}
    cost = {} if asking.cost is None else {"cost": asdict(asking.cost)}
    return cost | {"limits": asdict(LIMITS)} | trace
