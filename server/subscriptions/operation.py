"""What a client asks to be run, whichever way it came: a subscription, or a result."""

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError
from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.execution.errors import discreet
from schema.listening import Listening, Unsound, document_of, listening
from schema.root import SCHEMA
from server.subscriptions.payload import Payload
from web.graphql.answer import before_execution
from web.graphql.asked import Asked
from web.graphql.kept import Kept
from web.graphql.refused import Refused
from web.graphql.run import executed, kind_of


@dataclass(frozen=True)
class Result:
    """Of a query or a mutation."""

    payload: Payload


async def begun(
    wanted: Asked, kept: Kept, asking: Context, *, reading: bool, subscriptions_only: bool = False
) -> Listening | Result | None:
    """A subscription that may be listened to, or what came of a document; None where that isn't wanted.

    Refused, where it is not looked into at all.
    """
    text = kept.text(wanted)
    try:
        if kind_of(document_of(SCHEMA, text, asking), wanted.operation) is OperationType.SUBSCRIPTION:
            found = listening(SCHEMA, text, wanted.variables, wanted.operation, asking)
            kept.keep(wanted)
            return found
    except Unsound as unsound:
        return Result(failed(*discreet(unsound.errors)))
    if subscriptions_only:
        return None
    result = await executed(text, wanted, asking, reading=reading)
    if before_execution(result):
        return Result(failed(*discreet(result.errors or [])))
    kept.keep(wanted)
    return Result(payload_of(result))


def payload_of(result: Any) -> Payload:
    """Of what was executed."""
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [error.formatted for error in discreet(result.errors)]
    return Payload(body, last=True)


def failed(*errors: GraphQLError) -> Payload:
    """Of what was not."""
    return Payload({"errors": [error.formatted for error in errors]}, failed=True)


def refused(why: Refused) -> Payload:
    """Of what was not even looked into."""
    return Payload(why.body, failed=True)
