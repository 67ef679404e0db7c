"""Connections are Relay's: their shape, walks in both directions, cursors that stay when the list grows."""

from typing import Any, LiteralString

import pytest
from graphql import GraphQLObjectType, get_named_type

from graph import log
from graph.database import Graph
from schema.page import cursor
from schema.root import SCHEMA
from tests.network import Network
from tests.schema.conftest import Ask, execute

pytestmark = pytest.mark.anyio

TYPES = SCHEMA._schema.type_map
CONNECTIONS = sorted(name for name in TYPES if name.endswith("Connection"))
ENDS = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
WALK = f"""query ($thread: ID!, $first: Int, $after: String, $last: Int, $before: String) {{ thread(id: $thread) {{
    messages(first: $first, after: $after, last: $last, before: $before) {{ {ENDS} }} }} }}"""

MANY = f"""query ($after: String, $before: String) {{ threads(first: 5) {{ nodes {{ id
    messages(first: 2, after: $after) {{ {ENDS} }}
    latest: messages(last: 3, before: $before) {{ {ENDS} nodes {{ number author {{ id }} }} }} }} }} }}"""
LONG = 2000
LENGTHEN: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = clock.last + $by"


def written(type_: Any) -> dict[str, str]:
    """The types of its fields, as the schema prints them."""
    return {name: str(field.type) for name, field in type_.fields.items()}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_a_connection_has_the_shape_that_relay_knows(name: str) -> None:
    edge = name.removesuffix("Connection") + "Edge"
    fields = written(TYPES[name])
    assert (fields["edges"], fields["pageInfo"]) == (f"[{edge}!]!", "PageInfo!")
    assert written(TYPES[edge])["cursor"] == "String!"
    assert get_named_type(TYPES[edge].fields["node"].type).name == name.removesuffix("Connection")  # type: ignore[attr-defined]


def test_page_info_has_the_shape_that_relay_knows() -> None:
    assert written(TYPES["PageInfo"]) == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }


def test_every_field_that_is_a_connection_pages_forwards_and_has_both_arguments_of_a_direction() -> None:
    for type_ in TYPES.values():
        for name, field in type_.fields.items() if isinstance(type_, GraphQLObjectType) else ():
            if get_named_type(field.type).name in CONNECTIONS:
                given = {one: str(argument.type) for one, argument in field.args.items()}
                assert (given.get("first"), given.get("after")) == ("Int", "String"), f"{type_.name}.{name}"
                assert ("last" in given) == ("before" in given), f"{type_.name}.{name}"


@pytest.mark.parametrize("long", [False, True])
async def test_a_walk_forwards_and_a_walk_backwards_meet_the_same_rows(network: Network, ask: Ask, long: bool) -> None:
    thread = await _talk(network, 5, long)
    whole = await _page(ask, thread, first=50)
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    forwards, page = [], await _page(ask, thread, first=2)
    assert not page["pageInfo"]["hasPreviousPage"]
    while True:
        forwards += [edge["node"]["id"] for edge in page["edges"]]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        page = await _page(ask, thread, first=2, after=page["pageInfo"]["endCursor"])
    backwards, page = [], await _page(ask, thread, last=2)
    assert not page["pageInfo"]["hasNextPage"]
    while True:
        backwards = [edge["node"]["id"] for edge in page["edges"]] + backwards
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        page = await _page(ask, thread, last=2, before=page["pageInfo"]["startCursor"])
    assert forwards == backwards == ids
    assert len(ids) >= 5


@pytest.mark.parametrize("long", [False, True])
async def test_a_cursor_stays_when_the_list_grows_and_an_empty_page_has_none(
    network: Network, ask: Ask, long: bool
) -> None:
    thread = await _talk(network, 3, long)
    before = await _page(ask, thread, first=50)
    await network.say("amina", thread, "Encore")
    after = await _page(ask, thread, first=50)
    assert after["edges"][: len(before["edges"])] == before["edges"]
    (new,) = (await _page(ask, thread, first=50, after=before["pageInfo"]["endCursor"]))["edges"]
    empty = await _page(ask, thread, first=5, after=new["cursor"])
    assert empty["edges"] == []
    assert empty["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


async def test_a_long_list_answers_what_a_walk_answers(network: Network, ask: Ask) -> None:
    """Of several spaces, some long, several pages at once; whatever the cursor."""
    threads = [await _talk(network, 4, long) for long in (True, False, True)]
    middle = (await _page(ask, threads[0], first=2))["edges"][1]["cursor"]
    for after in (middle, cursor("text"), cursor(-5), cursor(10**12)):
        found = await ask("amina", MANY, after=after)
        for thread in threads:
            await network.run(LENGTHEN, space=thread, by=-LONG)
        assert await ask("amina", MANY, after=after) == found
        for thread in (threads[0], threads[2]):
            await network.run(LENGTHEN, space=thread, by=LONG)


async def test_pages_of_long_lists_take_two_statements_more(graph: Graph, network: Network, ask: Ask) -> None:
    told = []
    for long in (False, True):
        for _ in range(2):
            await _talk(network, 4, long)
        with graph.counting() as count:
            await ask("amina", MANY)
        told.append(count.statements)
    assert told[1] == told[0] + 2


async def test_nobody_else_reads_a_long_list(network: Network, ask: Ask) -> None:
    thread = await _talk(network, 4, long=True)
    await network.member("zoe")
    assert (await ask("zoe", WALK, thread=thread))["thread"] is None


async def test_an_index_that_fails_is_told_at_its_field(
    network: Network, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise OSError("the database is away")

    thread = await _talk(network, 4, long=True)
    monkeypatch.setattr(log, "united", fails)
    result = await execute(graph, "amina", WALK, {"thread": thread})
    assert result.data == {"thread": None}
    assert [error.path for error in result.errors or ()] == [["thread", "messages"]]
    assert "away" not in str(result.errors)


async def _talk(network: Network, messages: int, long: bool = False) -> str:
    if not await network.graph.read("MATCH (m:Member {id: 'amina'}) RETURN m.id AS id"):
        await network.member("amina", await network.root())
    thread = await network.thread("amina", "maille")
    for number in range(messages):
        await network.say("amina", thread, f"Message {number}")
    if long:
        await network.run(LENGTHEN, space=thread, by=LONG)
    return thread


async def _page(ask: Ask, thread: str, **slice_: Any) -> Any:
    return (await ask("amina", WALK, thread=thread, **slice_))["thread"]["messages"]
