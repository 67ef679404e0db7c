"""A small network with hidden things on the test's graph, and what may be named of it."""

from dataclasses import replace

import pytest

from graph.database import Graph
from schema.execution import executor
from tests.schema.differential.compare import Ways
from tests.schema.differential.drawing import drawn
from tests.schema.differential.known import Known
from tests.schema.differential.network import World
from tests.schema.differential.planting import plant


@pytest.fixture
async def world(graph: Graph) -> World:
    """A network that is written down and drawn from a fixed seed."""
    made = drawn()
    await plant(graph, made)
    return made


@pytest.fixture
def known(world: World) -> Known:
    return Known(world)


@pytest.fixture
def ways(graph: Graph, world: World) -> Ways:
    return Ways(graph)


@pytest.fixture(autouse=True)
def without_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference knows no cost: what is too dear for one way would be a difference."""
    monkeypatch.setattr(executor, "LIMITS", replace(executor.LIMITS, statements=10**18, nodes=10**18))
