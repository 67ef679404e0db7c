"""A mutation does and answers the same both ways: each runs on a network of its own, drawn from the same seed."""

import json
import re
from random import Random
from typing import Any, Final

import pytest
from graphql import is_required_argument

from graph.database import Graph
from graph.identity import now
from schema.instant import read as instant
from tests.schema.differential.bending import Asked
from tests.schema.differential.compare import Answer, Verdict, Ways, compare, told
from tests.schema.differential.documents import CORE, Walk, valid
from tests.schema.differential.drawing import drawn
from tests.schema.differential.known import Known
from tests.schema.differential.leaks import decoded
from tests.schema.differential.network import KINDS, World
from tests.schema.differential.pick import Document
from tests.schema.differential.planting import plant

pytestmark = pytest.mark.anyio

MUTATIONS: Final = sorted(CORE.mutation_type.fields)  # type: ignore[union-attr]
VIEWERS: Final = tuple(KINDS.values())
BORN: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}|mlt_\w{49}")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
DOCUMENTS: Final = 8  # of each mutation
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"


def written(known: Known, random: Random, names: list[str]) -> Asked:
    """A document of these mutations, one after another, and what is asked of each afterwards."""
    fields: dict[str, Any] = CORE.mutation_type.fields  # type: ignore[union-attr]
    for _ in range(100):
        walk = Walk(known, random, breath=30)
        document = Document("mutation", tuple(walk.field(name, fields[name], levels=3) for name in names))
        if valid(str(document)) and document.depth < 12:
            return Asked(document)
    raise AssertionError(f"no valid document of {names}")


def settled(answer: Answer, world: World) -> Answer:
    """The answer with what is new each time, ids, secrets and instants, told as such."""
    born: dict[str, str] = {}
    known = {value for rows in world.rows.values() for row in rows for value in row.values() if isinstance(value, int)}
    later = lambda found: found[0] if instant(found[0]) in known else "new"  # noqa: E731

    def told(data: Any) -> Any:
        if isinstance(data, str):
            text = decoded(data) if BORN.search(decoded(data)) else data
            return MOMENT.sub(later, BORN.sub(lambda id: born.setdefault(id[0], f"new {len(born)}"), text))
        if isinstance(data, dict):
            return {name: told(value) for name, value in data.items()}
        return [told(one) for one in data] if isinstance(data, list) else data

    return Answer(told(json.loads(answer.text)), answer.errors)


async def both(graph: Graph, asked: list[tuple[Asked, str]], at: int) -> list[tuple[Answer, Answer]]:
    """What each way answers, one document after another, and how many things there are then, on its own network."""
    ways, world = Ways(graph), drawn(7, at)
    answers: list[list[Answer]] = []
    for way in (ways.slow, ways.quick):
        await plant(graph, world)
        answers.append([])
        for one, viewer in asked:
            answers[-1] += [settled(await way(one, viewer), world), Answer((await graph.read(COUNT))[0], ())]
    return list(zip(*answers, strict=True))


async def alike(graph: Graph, documents: list[list[str]], seed: int) -> str:
    """Nothing, or how the two differ after a document: each is of some mutations, and asked by somebody."""
    random, at = Random(seed), now()
    known = Known(drawn(7, at))
    asked = [(written(known, random, names), random.choice(VIEWERS)) for names in documents]
    for number, (plain, fast) in enumerate(await both(graph, asked, at)):
        if compare(plain, fast) is Verdict.DIFFERENT:
            one, viewer = asked[number // 2]
            return told(one.document, one.values, viewer, plain, fast)
    return ""


async def test_mutations_one_after_another_do_the_same(graph: Graph) -> None:
    random, names = Random(5), list(MUTATIONS)
    random.shuffle(names)
    threes = [names[start : start + 3] for start in range(0, len(names), 3)]
    assert not await alike(graph, threes, 100)


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
async def test_a_mutation_does_the_same_whoever_writes(graph: Graph, name: str) -> None:
    assert not await alike(graph, [[name]] * DOCUMENTS, 0)


def test_every_argument_that_a_mutation_needs_has_something_to_be_given() -> None:
    known, random = Known(drawn()), Random(1)
    for name, field in CORE.mutation_type.fields.items():  # type: ignore[union-attr]
        for argument, one in field.args.items():
            assert known.literal(name, argument, random) or not is_required_argument(one), f"{name}({argument})"
