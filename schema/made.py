"""The schema: Strawberry's, which knows its guards and makers, and refuses at start what is unsafe."""

from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.check import check, guards_of
from schema.execution.shape import Makers
from schema.instant import INSTANT, Instant


class Schema(strawberry.Schema):
    """A schema whose every hop is guarded; PatternError where one isn't."""

    def __init__(self, **parts: Any) -> None:
        config = StrawberryConfig(scalar_map={Instant: INSTANT})
        super().__init__(**parts, config=config)
        self.guards = guards_of(self)
        self.makers = Makers(self)
        check(self, self.guards)
