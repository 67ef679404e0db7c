"""Says what a Python field costs at most, so that a document is weighed before the database is touched."""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def costs(statements: int) -> Callable[[Function], Function]:
    """The function takes at most so many statements, however many parents it is asked for."""

    def decorate(function: Function) -> Function:
        function.statements = statements  # type: ignore[attr-defined]
        return function

    return decorate
