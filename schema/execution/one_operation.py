"""Which operation of a document is run has been said, or there is one."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

MESSAGE = "Must provide operation name if query contains multiple operations."  # as graphql-core words it


class OneOperation(SchemaExtension):
    """Refuses a document of several operations where none is named: Strawberry would run the first."""

    def on_validate(self) -> Iterator[None]:
        """Goes on, or leaves an error of the request."""
        context: Any = self.execution_context
        if context._provided_operation_name is None and not context.pre_execution_errors:
            definitions = context.graphql_document.definitions
            if len(definitions) > 1 and sum(isinstance(one, OperationDefinitionNode) for one in definitions) > 1:
                context.pre_execution_errors = [GraphQLError(MESSAGE)]
        yield
