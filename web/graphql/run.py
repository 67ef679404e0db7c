"""Runs a document that was asked for, by whichever door: in time, and of a kind that may go by it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.limits import LIMITS, refuse
from schema.root import SCHEMA
from web.bearer import out_of_scope
from web.graphql.asked import Asked
from web.graphql.refused import Refused

READING = frozenset({OperationType.QUERY})
WRITING = frozenset({OperationType.QUERY, OperationType.MUTATION})


async def executed(text: str, wanted: Asked, asking: Context, *, reading: bool) -> Any:
    """The result of a query or a mutation; of none but queries where one is `reading`, or may only read. Refused."""
    allowed = READING if reading or asking.read_only else WRITING
    return await in_time(_executed(text, wanted, asking, allowed))


async def in_time(work: Coroutine[Any, Any, Any]) -> Any:
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
        if (kind := kind_of(known, wanted.operation)) not in allowed:
            raise InvalidOperationTypeError(kind)
        return await SCHEMA.execute(text, wanted.variables, asking, None, wanted.operation)
    except MissingQueryError:
        raise Refused(400, "The document is empty.", "GRAPHQL_PARSE_FAILED", always=False) from None
    except CannotGetOperationTypeError as error:
        named = f"Unknown operation named '{error.operation_name}'." if error.operation_name else "No operation to run."
        raise Refused(400, named, "OPERATION_UNKNOWN", always=False) from None
    except InvalidOperationTypeError as error:
        raise _not_so(error, asking.read_only) from None


def kind_of(document: DocumentNode, name: str | None) -> OperationType:
    """What kind of operation would be run; a read where it is not said which, for none is then run."""
    kinds = [
        one.operation
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode) and (name is None or (one.name and one.name.value == name))
    ]
    return OperationType(kinds[0].value) if len(kinds) == 1 else OperationType.QUERY


def _not_so(error: InvalidOperationTypeError, read_only: bool) -> Refused:
    if error.operation_type is OperationType.SUBSCRIPTION:
        return Refused(400, "Subscriptions go by a websocket, or as text/event-stream.", "SUBSCRIPTION", always=False)
    if read_only:
        return out_of_scope()
    return Refused(405, "A mutation goes by POST.", "METHOD_NOT_ALLOWED", {"allow": "POST"})
