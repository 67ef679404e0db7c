"""Space.changes: what one has missed, for those who may read the space."""

from typing import Any

import pytest

from graph import changes
from graph.database import Graph, Row
from schema.context import Context
from schema.language import LANGUAGES
from schema.root import SCHEMA
from tests.network import Network

pytestmark = pytest.mark.anyio

CHANGES = """query($id: ID!, $since: Int!, $first: Int!) { space(id: $id) {
  changes(since: $since, first: $first) { position more changes { number message { id body author { id } } } } } }"""


BESIDE = (
    "query($id: ID!) { messages(space: $id, last: 50) { nodes { id } } space(id: $id) { position } }",
    "query($id: ID!) { space(id: $id) { messages(first: 50) { nodes { id } } position } }",
    "query($id: ID!) { node(id: $id) { ... on Room { messages(first: 50) { nodes { id } } position } } }",
)


class Lively(Graph):
    """The same graph, where somebody says something whenever anything was read."""

    def __init__(self, graph: Graph, network: Network, room: str) -> None:
        self.__dict__.update(graph.__dict__)
        self._network, self._room = network, room

    async def read(self, statement: Any, **parameters: Any) -> list[Row]:
        rows = await super().read(statement, **parameters)
        await self._network.say("amina", self._room)
        return rows


async def ask(graph: Graph, viewer: str, id: str, since: int = 0, first: int = 100) -> tuple[Any, list[str]]:
    context = Context(graph=graph, language=LANGUAGES["fr"], viewer=viewer)
    answer = await SCHEMA.execute(CHANGES, {"id": id, "since": since, "first": first}, context_value=context)
    return (answer.data or {}).get("space"), [error.message for error in answer.errors or []]


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    await network.member("amina", "maille")
    return await network.room("maille")


async def test_who_asks_from_a_position_gets_what_came_after_it(graph: Graph, network: Network, room: str) -> None:
    said = [await network.say("amina", room, f"n° {n}") for n in range(3)]
    space, errors = await ask(graph, "amina", room, since=1, first=1)
    assert errors == []
    assert space["changes"] == {
        "position": 2,
        "more": True,
        "changes": [{"number": 2, "message": {"id": said[1], "body": "n° 1", "author": {"id": "amina"}}}],
    }


@pytest.mark.parametrize("document", BESIDE)
async def test_a_position_is_never_newer_than_what_is_read_beside_it(
    graph: Graph, network: Network, room: str, document: str
) -> None:
    said = await network.say("amina", room)
    context = Context(graph=Lively(graph, network, room), language=LANGUAGES["fr"], viewer="amina")
    answer = (await SCHEMA.execute(document, {"id": room}, context_value=context)).data
    space = answer.get("space") or answer.get("node")
    shown = {one["id"] for one in (answer.get("messages") or space["messages"])["nodes"]}
    missed = {row.message for row in (await changes.changes(graph, room, space["position"], 100)).rows}
    assert said in shown
    assert missed
    assert shown | missed == {row.message for row in (await changes.changes(graph, room, 0, 100)).rows}


async def test_absent_and_forbidden_are_the_same_null(graph: Graph, network: Network, room: str) -> None:
    await network.say("amina", room)
    await network.member("outside")
    for viewer, id in (("outside", room), ("visitor", room), ("amina", "nowhere")):
        assert await ask(graph, viewer, id) == (None, [])


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_how_many_is_bounded(graph: Graph, room: str, first: int) -> None:
    space, errors = await ask(graph, "amina", room, first=first)
    assert space is None
    assert errors == ["'first' must be between 1 and 100."]


async def test_one_change_costs_as_many_statements_as_many(graph: Graph, network: Network, room: str) -> None:
    await network.say("amina", room)
    with graph.counting() as one:
        await ask(graph, "amina", room)
    for _ in range(19):
        await network.say("amina", room)
    with graph.counting() as twenty:
        await ask(graph, "amina", room)
    assert twenty.statements == one.statements
