"""Asks the schema as somebody."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph.database import Graph
from schema.context import Context
from schema.execution import executor
from schema.language import LANGUAGES
from schema.limits import Limits
from schema.root import SCHEMA

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def ask(graph: Graph) -> Ask:
    """`await ask(viewer, document, **variables)` answers the data; errors fail the test."""

    async def asked(viewer: str, document: str, **variables: Any) -> Any:
        result = await execute(graph, viewer, document, variables)
        assert not result.errors, result.errors
        return result.data

    return asked


@pytest.fixture
def limitless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents may ask for more at once than anybody else's."""
    monkeypatch.setattr(executor, "LIMITS", Limits(statements=10**9, nodes=10**9))


async def execute(graph: Graph, viewer: str, document: str, variables: dict[str, Any]) -> ExecutionResult:
    context = Context(graph=graph, language=LANGUAGES["fr"], viewer=viewer)
    result = await SCHEMA.execute(document, variables, context_value=context)
    assert isinstance(result, ExecutionResult)
    return result
