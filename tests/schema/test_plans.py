"""Plans are kept by text, conditions and directions: bounded, and a new one of a known text is counted too."""

import pytest

from graph.database import Graph
from schema.context import Context
from schema.execution.kept import MOST
from schema.language import LANGUAGES
from schema.root import SCHEMA
from tests.network import Network

pytestmark = pytest.mark.anyio

ASKED = "query ($a: Boolean!, $b: Boolean!) { topics { nodes { id fr @include(if: $a) en @skip(if: $b) } } }"


async def test_a_known_text_with_other_conditions_is_a_new_plan_and_is_counted(graph: Graph, network: Network) -> None:
    await network.topic("audit")
    left = [1]  # one variant more than the text itself

    def new_document() -> int:
        left[0] -= 1
        return 0 if left[0] >= 0 else 7

    async def ask(a: bool, b: bool) -> dict[str, object]:
        context = Context(graph, LANGUAGES["fr"], new_document=new_document)
        result = await SCHEMA.execute(f"{ASKED} # {id(left)}", {"a": a, "b": b}, context)
        code = (result.errors[0].extensions or {})["code"] if result.errors else None
        return {"data": result.data, "code": code}

    left[0] = 2  # the text, and its first plan
    first = await ask(True, False)
    assert first["code"] is None
    assert (await ask(True, False)) == first
    assert (await ask(False, True))["code"] == "TOO_MANY_DOCUMENTS"
    assert (await ask(True, False)) == first


async def test_plans_are_bounded(graph: Graph, network: Network) -> None:
    await network.topic("audit")
    for number in range(MOST + 5):
        result = await SCHEMA.execute(f"{{ __typename }} # {number}", None, Context(graph, LANGUAGES["fr"]))
        assert not result.errors
    assert len(SCHEMA.plans) <= MOST
    assert len(SCHEMA.documents) <= MOST
