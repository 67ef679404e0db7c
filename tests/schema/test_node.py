"""`node(id)` finds every type that is a Node, as what it is; a member is asked for by one of two."""

from typing import Any

import pytest
from graphql import is_interface_type

from graph.database import Graph
from schema.root import SCHEMA
from tests.network import Network
from tests.schema.conftest import Ask, execute

pytestmark = pytest.mark.anyio

NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


async def test_every_type_that_is_a_node_is_found_by_its_id(network: Network, ask: Ask) -> None:
    root = await network.root()
    await network.member("amina", root)
    thread = await network.thread("amina", root)
    ids = {
        "Member": "amina",
        "Community": root,
        "Topic": await network.topic("audit"),
        "Thread": thread,
        "Room": await network.room(root),
        "Gathering": await network.gathering(root),
        "Circle": await network.circle(root, "amina"),
        "Message": await network.say("amina", thread),
        "File": await network.bring_file("amina", thread),
    }
    interface: Any = SCHEMA._schema.type_map["Node"]
    types = {one.name for one in SCHEMA._schema.get_possible_types(interface) if not is_interface_type(one)}
    assert types == set(ids)
    for name, id in ids.items():
        assert (await ask("amina", NODE, id=id))["node"] == {"__typename": name, "id": id}
    assert (await ask("amina", NODE, id="nowhere"))["node"] is None


async def test_a_member_is_asked_for_by_id_or_by_slug_and_not_by_both(network: Network, ask: Ask, graph: Graph) -> None:
    await network.member("amina", await network.root())
    document = "query ($by: MemberBy!) { member(by: $by) { name } }"
    for by in ({"id": "amina"}, {"slug": "amina"}):
        assert (await ask("amina", document, by=by))["member"] == {"name": "Amina"}
    for wrong in ({}, {"id": "amina", "slug": "amina"}, {"id": None}):
        assert (await execute(graph, "amina", document, {"by": wrong})).errors
