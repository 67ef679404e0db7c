"""What is within a member's reach, why, and that what they let pass never comes again."""

import pytest

from graph import thread
from graph.database import Graph
from graph.identity import now
from graph.reach import reasons
from graph.suggestion import within_reach
from tests.network import Network

pytestmark = pytest.mark.anyio


async def _house(network: Network) -> str:
    root = await network.root()
    for slug in ("amina", "karim", "melanie", "lou"):
        await network.member(slug, root)
    for slug in ("audit", "entretien", "python"):
        await network.topic(slug)
    await network.run(
        "MATCH (a:Topic {id: $narrow}) MATCH (b:Topic {id: $broad}) CREATE (a)-[:WITHIN]->(b)",
        narrow="entretien",
        broad="audit",
    )
    return root


async def test_what_one_brings_comes_first_then_what_is_near_then_what_waits(graph: Graph, network: Network) -> None:
    root = await _house(network)
    await network.bring("amina", "audit")
    exact = await network.thread("lou", root, "Audit", "audit")
    near = await network.thread("lou", root, "Entretien", "entretien")
    waits = await network.thread("lou", root, "Python", "python")
    answered = await network.thread("lou", root, "Python encore", "python")
    await network.say("karim", answered)
    assert await within_reach(graph, "amina", 3) == [exact, near, waits]
    assert await within_reach(graph, "amina", 9) == [exact, near, waits, answered]


async def test_own_requests_offers_and_closed_ones_are_not_within_reach(graph: Graph, network: Network) -> None:
    root = await _house(network)
    await network.thread("amina", root)
    await network.thread("lou", root, kind="OFFER")
    await network.helped("karim", "lou", root)
    hidden = await network.community("coulisses", door="HIDDEN")
    await network.join("karim", hidden)
    await network.thread("karim", hidden)
    assert await within_reach(graph, "amina", 9) == []
    assert await within_reach(graph, "visitor", 9) == []


async def test_what_was_let_pass_never_comes_again_and_only_for_who_did(graph: Graph, network: Network) -> None:
    root = await _house(network)
    id = await network.thread("lou", root)
    assert await thread.let_pass(graph, "amina", id, now())
    assert await within_reach(graph, "amina", 9) == []
    assert await within_reach(graph, "karim", 9) == [id]


async def test_a_reason_names_what_one_brings_and_through_whom(graph: Graph, network: Network) -> None:
    root = await _house(network)
    await network.bring("amina", "audit")
    await network.helped("karim", "amina", root)
    await network.know("karim", "melanie")
    asked = await network.thread("melanie", root, "Oral", "entretien")
    strange = await network.thread("lou", root, "Python", "python")
    found = await reasons(graph, "amina", [asked, strange])
    assert found[asked].topics == ["audit"]
    assert [(tie.source, tie.target, tie.kind) for tie in found[asked].chain] == [
        ("amina", "karim", "HELPED"),
        ("karim", "melanie", "KNOWS"),
    ]
    assert (found[strange].topics, found[strange].chain) == ([], [])


async def test_a_reason_never_goes_through_someone_unseen(graph: Graph, network: Network) -> None:
    root = await _house(network)
    await network.member("secret", root, discreet=True)
    await network.know("amina", "secret")
    await network.know("secret", "melanie")
    asked = await network.thread("melanie", root)
    assert (await reasons(graph, "amina", [asked]))[asked].chain == []


async def test_reasons_cost_the_same_for_one_and_for_twenty(graph: Graph, network: Network) -> None:
    root = await _house(network)
    ids = [await network.thread("lou", root, f"N° {n}") for n in range(20)]
    with graph.counting() as one:
        await reasons(graph, "amina", ids[:1])
    with graph.counting() as many:
        await reasons(graph, "amina", ids)
    assert one.statements == many.statements == 2
