"""The schema: Strawberry's, which knows its guards and makers, and refuses at start what is unsafe."""

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

from schema.check import check, guards_of
from schema.execution.errors import Discreet
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
        super().__init__(**parts, config=config, extensions=EXTENSIONS)
        self.guards = guards_of(self)
        self.makers = Makers(self)
        check(self, self.guards)

    def process_errors(self, errors: list[GraphQLError], execution_context: object = None) -> None:
        """Nothing: `Discreet` has logged what is a bug."""
