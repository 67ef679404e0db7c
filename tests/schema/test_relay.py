"""Connections are Relay's: their shape, walks in both directions, cursors that stay when the list grows."""

from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from schema.root import SCHEMA
from tests.network import Network
from tests.schema.conftest import Ask

pytestmark = pytest.mark.anyio

TYPES = SCHEMA._schema.type_map
CONNECTIONS = sorted(name for name in TYPES if name.endswith("Connection"))
ENDS = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
WALK = f"""query ($thread: ID!, $first: Int, $after: String, $last: Int, $before: String) {{ thread(id: $thread) {{
    messages(first: $first, after: $after, last: $last, before: $before) {{ {ENDS} }} }} }}"""


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


async def test_a_walk_forwards_and_a_walk_backwards_meet_the_same_rows(network: Network, ask: Ask) -> None:
    thread = await _talk(network, 5)
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


async def test_a_cursor_stays_when_the_list_grows_and_an_empty_page_has_none(network: Network, ask: Ask) -> None:
    thread = await _talk(network, 3)
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


async def _talk(network: Network, messages: int) -> str:
    await network.member("amina", await network.root())
    thread = await network.thread("amina", "maille")
    for number in range(messages):
        await network.say("amina", thread, f"Message {number}")
    return thread


async def _page(ask: Ask, thread: str, **slice_: Any) -> Any:
    return (await ask("amina", WALK, thread=thread, **slice_))["thread"]["messages"]
