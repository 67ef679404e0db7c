"""Why something was not said: who reads the space is told, who doesn't finds nothing."""

import pytest

from graph import gathering, thread
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.schema.conftest import Ask

pytestmark = pytest.mark.anyio

READ = """mutation($space: ID!) { result: markRead(space: $space, position: 3) {
  __typename ... on MarkedRead { space { __typename ... on Gathering { cancelled } } } } }"""
SAY = """mutation($space: ID!, $reply: ID) { result: postMessage(space: $space, body: "Un mot", replyTo: $reply) {
  __typename ... on Refusal { message } } }"""


async def test_a_closed_thread_says_that_it_is_closed_to_its_readers_alone(
    graph: Graph, network: Network, ask: Ask
) -> None:
    await network.root()
    await network.community("audit")
    await network.member("amina", "maille", "audit")
    await network.member("karim", "maille")
    id = await network.thread("amina", "audit")
    assert await _told(ask, "amina", id) == ("Message", "")
    nothing = await _told(ask, "karim", id)
    assert nothing[0] == "NotFound"
    await thread.close(graph, "amina", id, [], "", now())
    kind, words = await _told(ask, "amina", id)
    assert (kind, "clos" in words) == ("NotAllowed", True)
    assert await _told(ask, "karim", id) == await _told(ask, "karim", new_id()) == nothing


async def test_who_reads_without_writing_is_told_so(network: Network, ask: Ask) -> None:
    await network.root()
    await network.community("audit")
    await network.member("amina", "maille", "audit")
    await network.member("ines", "maille")
    await network.curate("ines", "maille")
    id = await network.thread("amina", "audit")
    kind, words = await _told(ask, "ines", id)
    assert (kind, "clos" in words) == ("NotAllowed", False)


async def test_a_gathering_that_was_called_off_is_read_to_its_end_and_takes_no_word(
    graph: Graph, network: Network, ask: Ask
) -> None:
    await network.root()
    await network.member("amina", "maille")
    await network.curate("amina", "maille")
    id = await network.gathering("maille")
    assert await _told(ask, "amina", id) == ("Message", "")
    assert await gathering.cancel(graph, "amina", id, now())
    read = await ask("amina", READ, space=id)
    assert read["result"] == {"__typename": "MarkedRead", "space": {"__typename": "Gathering", "cancelled": True}}
    kind, words = await _told(ask, "amina", id)
    assert (kind, "clos" in words) == ("NotAllowed", True)


async def test_an_answer_to_what_is_not_there_finds_nothing(network: Network, ask: Ask) -> None:
    await network.root()
    await network.member("amina", "maille")
    id = await network.thread("amina", "maille")
    assert (await _told(ask, "amina", id, reply=new_id()))[0] == "NotFound"


async def _told(ask: Ask, viewer: str, space: str, reply: str | None = None) -> tuple[str, str]:
    result = (await ask(viewer, SAY, space=space, reply=reply))["result"]
    return result["__typename"], result.get("message", "")
