"""Replies stay in their space, and a mention names nobody who is hidden from the readers."""

import pytest

from graph import mention, message
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

NAMED = "MATCH (:Message {id: $id})-[:MENTIONS]->(m:Member) RETURN m.id AS id ORDER BY id"
ANSWERS = "MATCH (:Message {id: $id})-[:REPLIES_TO]->(m:Message) RETURN m.id AS id"


@pytest.fixture
async def place(network: Network) -> str:
    await network.root()
    await network.community("lyon")
    for member in ("amina", "karim"):
        await network.member(member, "maille", "lyon")
    await network.member("secret", "maille", discreet=True)
    await network.member("shy", "maille", "lyon", discreet=True)
    await network.member("far", "maille")
    return await network.room("lyon")


async def named(graph: Graph, id: str) -> list[str]:
    return [row["id"] for row in await graph.read(NAMED, id=id)]


def test_a_slug_is_named_after_an_at_outside_of_code_and_addresses() -> None:
    text = "@amina, (@karim-b) a@mail.fr https://x.fr/@no `@code`\n```\n@fence\n``` @amina"
    assert mention.named(text) == ["amina", "karim-b"]


async def test_only_who_reads_the_space_is_named(graph: Graph, network: Network, place: str) -> None:
    id = await network.say("amina", place, "@karim @shy @far @secret @visitor @nobody")
    assert await named(graph, id) == ["karim", "shy"]


async def test_a_discreet_member_of_the_root_alone_is_named_where_they_talk(graph: Graph, network: Network) -> None:
    await network.root()
    await network.member("amina", "maille")
    await network.member("secret", "maille", discreet=True)
    hall = await network.room("maille")
    assert await named(graph, await network.say("amina", hall, "@secret ?")) == []
    await network.say("secret", hall)
    assert await named(graph, await network.say("amina", hall, "@secret !")) == ["secret"]


async def test_in_a_circle_only_its_members_are_named(graph: Graph, network: Network, place: str) -> None:
    circle = await network.circle("lyon", "amina", "shy")
    assert await named(graph, await network.say("amina", circle, "@karim @shy")) == ["shy"]


async def test_changing_a_message_changes_whom_it_names(graph: Graph, network: Network, place: str) -> None:
    id = await network.say("amina", place, "@karim")
    await message.edit(graph, "amina", id, "@shy", now())
    assert await named(graph, id) == ["shy"]


async def test_those_who_may_be_named_are_found_by_a_beginning(graph: Graph, network: Network, place: str) -> None:
    await network.say("karim", place)
    assert await mention.mentionable(graph, "amina", place, "", 5) == ["karim"]
    assert await mention.mentionable(graph, "amina", place, "kar", 5) == ["karim"]
    for hidden in ("secret", "far", "amina"):
        assert await mention.mentionable(graph, "amina", place, hidden, 5) == []


async def test_what_names_me_waits_until_it_is_read(graph: Graph, network: Network, place: str) -> None:
    id = await network.say("amina", place, "@karim")
    gone = await network.say("amina", place, "encore @karim")
    await message.withdraw(graph, "amina", gone, "", now())
    assert await mention.unread(graph, "karim", 5) == [id]
    await network.say("karim", place)
    assert await mention.unread(graph, "karim", 5) == []
    assert await mention.unread(graph, "shy", 5) == []


async def test_a_reply_is_tied_to_what_it_answers(graph: Graph, network: Network, place: str) -> None:
    first, id = await network.say("amina", place), new_id()
    assert await message.post(graph, "karim", place, id, "Oui", now(), first)
    assert await graph.read(ANSWERS, id=id) == [{"id": first}]
    again = await message.post(graph, "karim", place, id, "Oui", now(), first)
    assert again is not None
    assert again.repeated


async def test_nobody_replies_to_what_was_said_elsewhere(graph: Graph, network: Network, place: str) -> None:
    circle = await network.circle("lyon", "amina", "shy")
    whisper, id = await network.say("shy", circle), new_id()
    for reply in (whisper, "no-such-message"):
        for member in ("amina", "karim"):
            assert await message.post(graph, member, place, id, "Oui", now(), reply) is None
    assert await message.post(graph, "far", place, id, "Oui", now(), await network.say("amina", place)) is None
    assert await graph.read("MATCH (m:Message {id: $id}) RETURN m.id AS id", id=id) == []
