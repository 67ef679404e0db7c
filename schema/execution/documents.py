"""Documents parsed and validated once a text."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from graphql import parse
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
            measure_text(context.query, context.context)
            document = parse(context.query, **context.parse_options)
            measure_document(document)
            if errors := validate_document(context.schema._schema, document, context.validation_rules):
                context.pre_execution_errors = errors
            else:
                keep(known, context.query, document)
        if context.pre_execution_errors is None:
            context.pre_execution_errors = []  # it has been validated
        context.graphql_document = document
        yield
