"""What runs documents answers to the letter as the reference does, field by field, whoever asks; and nothing leaks."""

import os
import secrets
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from graph.database import Engine, Graph
from tests.schema.differential.bending import Asked
from tests.schema.differential.compare import Tally, Verdict, Ways, compare, told
from tests.schema.differential.cutting import cut
from tests.schema.differential.documents import asked
from tests.schema.differential.known import Known
from tests.schema.differential.leaks import leaked
from tests.schema.differential.network import KINDS, World
from tests.schema.differential.oracle import Eyes

pytestmark = [pytest.mark.anyio, pytest.mark.both_engines]

FEW, MANY = 150, int(os.environ.get("MAILLE_TEST_DOCUMENTS", "500"))
# Neo4j plans each of their statements for a quarter of a second, the reference's too.
OF_ALL = {Engine.EMBEDDED: 1, Engine.NEO4J: 5}
FRESH = int(os.environ.get("MAILLE_TEST_SEED") or secrets.randbelow(10**9))
VIEWERS = tuple(KINDS.values())
WEIGHTS = (3, 3, 3, 2, 3, 3, 1, 1)  # who sees much is asked as more often


async def run(ways: Ways, world: World, known: Known, seed: int, documents: int) -> Tally:
    """Runs so many documents both ways, each as one of the eight, and tells what came of it."""
    random, eyes, tally = Random(seed), {viewer: Eyes(world, viewer) for viewer in VIEWERS}, Tally()
    for one in asked(known, seed, documents):
        again = [flipped(one)] if random.random() < 0.25 else []  # by the plan that is known already, or not
        for variant in (one, *again):
            [viewer] = random.choices(VIEWERS, WEIGHTS)
            plain, fast = await ways.both(variant, viewer)
            verdict = compare(plain, fast)
            tally.count(verdict, plain)
            if verdict is Verdict.DIFFERENT:
                tally.told.append(await smallest(ways, variant, viewer))
            if found := leaked([fast.data, [message for _, message in fast.errors]], eyes[viewer]):
                tally.told.append(
                    f"LEAK of {sorted(found)} to {told(one.document, variant.values, viewer, plain, fast)}"
                )
    print(f"\nseed {seed}: {tally}; {len(ways.listening.heard)} distinct statements")
    return tally


def flipped(one: Asked) -> Asked:
    """The same document, its conditions answered the other way."""
    return replace(one, values={name: (not v if isinstance(v, bool) else v) for name, v in one.values.items()})


async def smallest(ways: Ways, one: Asked, viewer: str) -> str:
    """The least document that shows the difference."""

    async def differs(smaller: Asked) -> bool:
        return compare(*await ways.both(smaller, viewer)) is Verdict.DIFFERENT

    least = await cut(one, differs)
    return told(least.document, least.values, viewer, *await ways.both(least, viewer))


def unlike(told: Iterable[str], seed: int) -> str:
    """What to read where the two differ, and how to see it again."""
    return "\n\n".join([f"set MAILLE_TEST_SEED={seed} to see it again", *list(told)[:10]])


async def test_a_few_documents_are_answered_alike(graph: Graph, ways: Ways, world: World, known: Known) -> None:
    documents = FEW // OF_ALL[graph.engine]
    tally = await run(ways, world, known, 1, documents)
    assert not tally.told, unlike(tally.told, 1)
    assert tally.refused < tally.verdicts.total() / 4, "too few of the documents were read at all"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, pytest.param(FRESH, id="fresh")])
async def test_hundreds_of_documents_are_answered_alike(
    graph: Graph, ways: Ways, world: World, known: Known, seed: int
) -> None:
    tally = await run(ways, world, known, seed, MANY // OF_ALL[graph.engine])
    assert not tally.told, unlike(tally.told, seed)
