"""Nothing that is hidden shows, told against an oracle in plain Python: in any document, in a list, by its id."""

from itertools import product
from random import Random
from typing import Any, Final

import pytest

from graph.database import Graph
from tests.schema.differential.compare import Ways
from tests.schema.differential.documents import CORE, Walk, asked, valid
from tests.schema.differential.known import Known
from tests.schema.differential.leaks import leaked
from tests.schema.differential.network import KINDS, MEMBERS, PLACES, TOPICS, World
from tests.schema.differential.oracle import SPACES, Eyes
from tests.schema.differential.test_differential import FRESH, OF_ALL, VIEWERS

pytestmark = pytest.mark.anyio

FEW, MANY = 20, 640  # documents, each asked as all eight
BY_ID: Final = ("node", "member", "space", "thread", "message")
LISTS = """{ members(first: 100) { totalCount nodes { id } } communities(first: 100) { totalCount nodes { id } }
    circles { id } }"""


def everything(world: World) -> list[str]:
    """The ids of all that `node` could find."""
    spaces = [id for table in SPACES for id in world.ids(table)]
    return [*MEMBERS, *PLACES, *TOPICS, *spaces, *world.ids("said"), *world.ids("facts"), *world.ids("files")]


async def search(ways: Ways, world: World, known: Known, seed: int, documents: int) -> list[str]:
    """What so many documents told to whom they should not have."""
    eyes, found = {viewer: Eyes(world, viewer) for viewer in VIEWERS}, []
    for one, viewer in product(asked(known, seed, documents), VIEWERS):
        answer = await ways.quick(one, viewer)
        if secrets := leaked([answer.data, [message for _, message in answer.errors]], eyes[viewer]):
            found.append(f"{sorted(secrets)} to {viewer}: {one.document}\n{one.values}\n{answer.text}")
    return found


async def test_a_few_documents_tell_no_secret(graph: Graph, ways: Ways, world: World, known: Known) -> None:
    assert not await search(ways, world, known, 4, FEW // OF_ALL[graph.engine])


@pytest.mark.slow
async def test_thousands_of_documents_tell_no_secret(graph: Graph, ways: Ways, world: World, known: Known) -> None:
    found = await search(ways, world, known, FRESH, MANY // OF_ALL[graph.engine])
    assert not found, f"set MAILLE_TEST_SEED={FRESH} to see it again\n" + "\n\n".join(found[:5])


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_found_by_its_id_is_what_may_be_seen(ways: Ways, world: World, kind: str) -> None:
    viewer, ids = KINDS[kind], everything(world)
    found: set[str] = set()
    for start in range(0, len(ids), 25):
        picks = [f'x{number}: node(id: "{id}") {{ id }}' for number, id in enumerate(ids[start : start + 25])]
        data = (await ways.text(f"{{ {' '.join(picks)} }}", {}, viewer)).data
        found |= {one["id"] for one in data.values() if one}
    assert found == Eyes(world, viewer).found


@pytest.mark.parametrize("kind", KINDS)
async def test_lists_and_their_counts_hold_what_may_be_seen(ways: Ways, world: World, kind: str) -> None:
    viewer, eyes = KINDS[kind], Eyes(world, KINDS[kind])
    data = (await ways.text(LISTS, {}, viewer)).data
    for name, seen in (("members", eyes.neighbours), ("communities", eyes.places)):
        assert {one["id"] for one in data[name]["nodes"]} == seen
        assert data[name]["totalCount"] == len(seen)
    assert {one["id"] for one in data["circles"]} == {id for id in eyes.spaces if id.startswith("k")}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_hidden_thing_is_answered_as_an_absent_one(ways: Ways, world: World, known: Known, kind: str) -> None:
    viewer, random = KINDS[kind], Random(kind)
    hidden = sorted(set(everything(world)) - Eyes(world, viewer).found)
    for name in BY_ID:
        one = by_id(name, known, random)
        absent = await ways.text(one, {"id": "nothing"}, viewer)
        for id in random.sample(hidden, min(len(hidden), 12)):
            answer = await ways.text(one, {"id": id}, viewer)
            assert (answer.text, answer.errors) == (absent.text, absent.errors), (id, one)


def by_id(name: str, known: Known, random: Random) -> str:
    """A document that asks much of one thing by `$id`."""
    fields: dict[str, Any] = CORE.query_type.fields  # type: ignore[union-attr]
    while True:
        pick = Walk(known, random, breath=40).field(name, fields[name], levels=3)
        text = f"query Q($id: ID!) {{ found: {name}(id: $id) {' '.join(str(pick).partition('{')[1:])} }}"
        if valid(text):
            return text
