"""The documents of the pages can be planned before anybody asks."""

import pytest

from graph.database import Graph
from tests.site import house_on
from web.documents import document, names
from web.warm import variables, warm

pytestmark = pytest.mark.anyio


async def test_on_neo4j_each_query_of_the_pages_is_asked_once_without_an_error(neo4j_graph: Graph) -> None:
    queries = [name for name in names() if variables(document(name)) is not None]
    assert await warm(house_on(neo4j_graph, "")) == len(queries)


async def test_an_engine_that_plans_at_once_is_left_alone(embedded_graph: Graph) -> None:
    assert await warm(house_on(embedded_graph, "")) == 0


def test_what_must_be_given_is_given_and_nothing_else() -> None:
    assert variables(
        "query ($id: ID!, $older: Boolean!, $n: Int! = 3, $all: [ID!]!, $after: String) { viewer { id } }"
    ) == {
        "id": "",
        "older": True,
        "all": [],
    }
    assert variables("mutation { stepBack { __typename } }") is None
