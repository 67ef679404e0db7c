"""What a client asks to be run, whichever way it came: a subscription, or a result."""

from dataclasses import dataclass

from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.listening import Listening, Unsound, document_of, listening
from schema.root import SCHEMA
from server.subscriptions.payload import Payload
from server.subscriptions.results import failed, payload_of
from web.graphql.answer import before_execution
from web.graphql.asked import Asked
from web.graphql.kept import Kept
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
        return Result(failed(*unsound.errors))
    if subscriptions_only:
        return None
    result = await executed(text, wanted, asking, reading=reading)
    if before_execution(result):
        return Result(failed(*result.errors or ()))
    kept.keep(wanted)
    return Result(payload_of(result))
