"""The schema: Strawberry's, which knows its guards and makers, and refuses at start what is unsafe."""

from collections import OrderedDict
from functools import cached_property
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import (
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    ValidationCache,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.check import check, guards_of
from schema.execution.errors import Discreet
from schema.execution.executor import Executor
from schema.execution.shape import Makers
from schema.instant import INSTANT, Instant

DEEPEST, MOST_ALIASES, MOST_TOKENS = 12, 30, 4000
EXTENSIONS = [
    lambda: ParserCache(maxsize=512),
    lambda: ValidationCache(maxsize=512),
    lambda: QueryDepthLimiter(max_depth=DEEPEST),
    lambda: MaxAliasesLimiter(max_alias_count=MOST_ALIASES),
    lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
    Discreet,
]


class Schema(strawberry.Schema):
    """A schema whose every hop is guarded; PatternError where one isn't."""

    def __init__(self, **parts: Any) -> None:
        config = StrawberryConfig(scalar_map={Instant: INSTANT})
        self._parts = parts
        way = {"execution_context_class": Executor} | parts
        super().__init__(**way, config=config, extensions=EXTENSIONS)
        self.plans: OrderedDict[Any, Any] = OrderedDict()
        self.conditions: OrderedDict[Any, list[str]] = OrderedDict()
        self.guards = guards_of(self)
        self.makers = Makers(self)
        check(self, self.guards)

    @cached_property
    def reference(self) -> "Schema":
        """The same schema run field by field under graphql-core: what the plans are compared with."""
        return Schema(**self._parts, execution_context_class=StrawberryGraphQLCoreExecutionContext)

    def process_errors(self, errors: list[GraphQLError], execution_context: object = None) -> None:
        """Nothing: `Discreet` has logged what is a bug."""
