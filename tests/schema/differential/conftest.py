"""A small network with hidden things on the test's graph, and what may be named of it."""

import pytest

from graph.database import Graph
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
