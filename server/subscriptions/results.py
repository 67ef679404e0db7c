"""What came of a document, as it goes down: data and errors of what was executed, errors alone of what was not."""

from typing import Any

from graphql import GraphQLError

from schema.execution.errors import discreet
from server.subscriptions.payload import Payload
from web.graphql.refused import Refused


def payload_of(result: Any, *, last: bool = True) -> Payload:
    """Of what was executed."""
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [error.formatted for error in discreet(result.errors)]
    return Payload(body, last=last)


def failed(*errors: GraphQLError) -> Payload:
    """Of what was not."""
    return Payload({"errors": [error.formatted for error in discreet(errors)]}, failed=True)


def refused(why: Refused) -> Payload:
    """Of what was not even looked into."""
    return Payload(why.body, failed=True)
