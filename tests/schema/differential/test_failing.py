"""A database that fails is told as an error of the answer, at places that null the same, and never raised."""

from typing import Any

import pytest

from graph.database import Row
from tests.schema.differential.bending import Asked
from tests.schema.differential.compare import Listening, Verdict, Ways, compare, run, told
from tests.schema.differential.network import World
from tests.schema.differential.pick import read

pytestmark = pytest.mark.anyio

DOCUMENTS = (
    "{ viewer { name } }",
    "{ communities(first: 2) { nodes { name } } }",
    "{ thread(id: \"th00\") { title author { name } } topic(slug: \"sujet-t01\") { slug } }",
    "{ myThreads { title } }",
    "{ search(text: \"zz\") { ... on Topic { slug } } }",
    "{ threads(first: 3) { edges { cursor node { title } } totalCount } }",
)  # fmt: skip


class Failing(Listening):
    """A graph whose written statements, those that read nodes, fail."""

    async def read(self, statement: Any, **parameters: Any) -> list[Row]:
        if " AS found" in statement:
            raise OSError("the database is away")
        return await super().read(statement, **parameters)


@pytest.mark.parametrize("text", DOCUMENTS)
async def test_a_statement_that_fails_is_told_as_the_reference_tells_it(ways: Ways, world: World, text: str) -> None:
    one, graph = Asked(read(text)), Failing(ways.graph)
    plain = await run(ways.plain, graph, text, {}, "m02")
    fast = await run(ways.fast, graph, text, {}, "m02")
    assert fast.errors
    assert "away" not in fast.all_text
    assert compare(plain, fast) is not Verdict.DIFFERENT, told(one.document, {}, "m02", plain, fast)
