"""The schema: Strawberry's, which knows its guards and makers, and refuses at start what is unsafe."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import GraphQLError
from graphql.utilities.print_schema import print_schema_definition
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from schema.check import check, guards_of
from schema.execution.documents import Documents
from schema.execution.errors import Discreet, discreet
from schema.execution.executor import Executor
from schema.execution.one_operation import OneOperation
from schema.execution.plans import Plans
from schema.execution.shape import Makers
from schema.instant import INSTANT, Instant

EXTENSIONS: list[Any] = [Documents, OneOperation, Discreet]


class Schema(strawberry.Schema):
    """A schema whose every hop is guarded; PatternError where one isn't."""

    def __init__(self, **parts: Any) -> None:
        config = StrawberryConfig(scalar_map={Instant: INSTANT})
        self._parts = parts
        way = {"execution_context_class": Executor} | parts
        super().__init__(**way, config=config, extensions=EXTENSIONS)
        self.documents: OrderedDict[str, Any] = OrderedDict()
        self.plans = Plans()
        self.guards = guards_of(self)
        self.makers = Makers(self)
        check(self, self.guards)

    def as_str(self) -> str:
        """In the schema language, with the description of its own that strawberry leaves out."""
        return f"{print_schema_definition(self._schema) or ''}\n\n{super().as_str()}".lstrip()

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to a document. One that was found without a mistake before goes straight to the executor."""
        document = self.documents.get(query or "")
        if document is None or allowed_operation_types is not None:
            return await super().execute(
                query,
                variable_values,
                context_value,
                root_value,
                operation_name,
                allowed_operation_types,
                operation_extensions,
            )
        return await self._run(document, variable_values, context_value, root_value, operation_name)

    async def _run(self, document: Any, variables: Any, context: Any, root: Any, name: str | None) -> ExecutionResult:
        way: Any = self.execution_context_class
        built = way.build(self._schema, document, root, context, variables, name)
        if isinstance(built, list):
            return ExecutionResult(None, built)
        answer = built.execute_operation()
        result = await answer if isawaitable(answer) else answer
        return ExecutionResult(result.data, discreet(result.errors) if result.errors else None)

    @cached_property
    def reference(self) -> "Schema":
        """The same schema run field by field under graphql-core: what the plans are compared with."""
        return Schema(**self._parts, execution_context_class=StrawberryGraphQLCoreExecutionContext)

    def process_errors(self, errors: list[GraphQLError], execution_context: object = None) -> None:
        """Nothing: `Discreet` has logged what is a bug."""
