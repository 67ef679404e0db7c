"""Documents parsed and validated once a text."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, parse, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from schema.execution.kept import keep
from schema.execution.limiting import measure_document, measure_text


class Documents(SchemaExtension):
    """Keeps the documents without a mistake by their text: Strawberry's own cache walks the whole tree to find one."""

    def on_parse(self) -> Iterator[None]:
        """The document of the request, parsed and validated."""
        context: Any = self.execution_context
        known: OrderedDict[str, Any] = context.schema.documents
        document = known.get(context.query)
        if document is None:
            document, context.pre_execution_errors = read(context.schema, context.query, context.context)
        if context.pre_execution_errors is None:
            context.pre_execution_errors = []  # it has been validated
        context.graphql_document = document
        yield


def read(schema: Any, text: str, asking: Any) -> tuple[DocumentNode, list[GraphQLError]]:
    """A text that was never seen: its document, kept where it has no mistake, and its mistakes. GraphQLError."""
    measure_text(text, asking)
    document = parse(text)
    measure_document(document)
    errors = validate_document(schema._schema, document, tuple(specified_rules))
    if not errors:
        keep(schema.documents, text, document)
    return document, errors
