"""Closing: who held the other end, a word of thanks, and the page that keeps it."""

import re

import pytest

from graph.database import Graph
from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, plain, without

pytestmark = pytest.mark.anyio


async def helps(graph: Graph) -> set[tuple[str, str, str]]:
    rows = await graph.read(
        "MATCH (g:Member)-[h:HELPED]->(r:Member) RETURN g.id AS giver, r.id AS receiver, h.thanks AS thanks"
    )
    return {(row["giver"], row["receiver"], row["thanks"]) for row in rows}


async def answered(network: Network, site: Site, kind: str = "REQUEST") -> str:
    """A thread of Mélanie's with three others in it, of whom Ousmane and Yasmine took the other end."""
    id = await network.thread("melanie", await audit(network), "Un oral d’audit jeudi", "oraux", kind=kind)
    for member in ("ousmane", "yasmine"):
        side = "BRINGS" if kind == "REQUEST" else "SEEKS"
        await (await site(member)).send_form(f"/threads/{id}/side", side=side)
    await network.say("sarah", id, "Bon courage")
    return id


async def test_two_of_three_are_named_thanked_and_see_it(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie = await site("melanie")
    form = plain((await melanie.get(f"/threads/{id}/close")).text)
    assert "Qui vous a donné un coup de main, Mélanie ?" in form
    assert re.findall(r'name="member" value="(\w+)"( checked)?', form) == [
        ("ousmane", " checked"),
        ("yasmine", " checked"),
        ("sarah", ""),
    ]
    answer = await melanie.send_form(f"/threads/{id}/close", member=["ousmane", "yasmine"], thanks="Ils m’ont rappelée")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/threads/{id}")
    assert await helps(graph) == {(giver, "melanie", "Ils m’ont rappelée") for giver in ("ousmane", "yasmine")}
    page = plain((await (await site("yasmine")).get(f"/threads/{id}")).text)
    assert "« Ils m’ont rappelée »" in page
    assert "Voir dans votre parcours" in page
    assert "clos avec un merci" in page
    assert "Voir dans votre parcours" not in (await (await site("sarah")).get(f"/threads/{id}")).text


async def test_who_offers_gave_to_those_it_names(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site, "OFFER")
    melanie = await site("melanie")
    assert "À qui cela a-t-il servi, Mélanie ?" in plain((await melanie.get(f"/threads/{id}/close")).text)
    await melanie.send_form(f"/threads/{id}/close", member=["ousmane"], thanks="")
    assert await helps(graph) == {("melanie", "ousmane", "")}


async def test_closing_without_more_names_nobody(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie = await site("melanie")
    answer = await melanie.send_form(f"/threads/{id}/close", member=["ousmane"], thanks="Non", status="CLOSED")
    assert answer.status_code == 303
    assert await helps(graph) == set()
    assert 'data-status="CLOSED"' in (await melanie.get(f"/threads/{id}")).text


async def test_thanks_to_nobody_are_kept_and_told_what_is_missing(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie = await site("melanie")
    answer = await melanie.send_form(f"/threads/{id}/close", thanks="Une phrase vraie")
    assert answer.status_code == 422
    assert "Une phrase vraie</textarea>" in answer.text
    assert 'href="#members"' in answer.text
    assert await helps(graph) == set()


async def test_thanks_too_long_are_kept_with_their_ticks(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    answer = await (await site("melanie")).send_form(f"/threads/{id}/close", member=["sarah"], thanks="merci " * 200)
    assert answer.status_code == 422
    assert answer.text.count("merci ") >= 200
    assert 'value="sarah" checked' in answer.text
    assert 'value="ousmane" checked' not in answer.text
    assert await helps(graph) == set()


async def test_who_did_not_take_part_cannot_be_named(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie = await site("melanie")
    assert (await melanie.send_form(f"/threads/{id}/close", member=["zoe", "melanie"])).status_code == 422
    await melanie.send_form(f"/threads/{id}/close", member=["zoe", "ousmane"])
    assert {giver for giver, _, _ in await helps(graph)} == {"ousmane"}


async def test_nobody_else_closes_it(graph: Graph, network: Network, site: Site) -> None:
    id, absent = await answered(network, site), new_id()
    for member in ("ousmane", "sarah", "ines", "zoe"):
        client = await site(member)
        there, nowhere = await client.get(f"/threads/{id}/close"), await client.get(f"/threads/{absent}/close")
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
        assert (await client.send_form(f"/threads/{id}/close", member=["ousmane"])).status_code == 404
    assert await helps(graph) == set()


async def test_it_is_closed_once(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie = await site("melanie")
    for thanks in ("Le premier", "Le second"):
        answer = await melanie.send_form(f"/threads/{id}/close", member=["ousmane"], thanks=thanks)
        assert answer.headers["location"] == f"/threads/{id}"
    assert await helps(graph) == {("ousmane", "melanie", "Le premier")}
    assert (await melanie.get(f"/threads/{id}/close")).headers["location"] == f"/threads/{id}"


async def test_with_nobody_there_it_can_still_be_closed(network: Network, site: Site) -> None:
    id = await network.thread("melanie", await audit(network))
    melanie = await site("melanie")
    assert "il n’y a personne à nommer" in plain((await melanie.get(f"/threads/{id}/close")).text)
    assert (await melanie.send_form(f"/threads/{id}/close", status="CLOSED")).status_code == 303


async def test_thanks_and_names_never_become_tags(network: Network, site: Site) -> None:
    community = await audit(network)
    await network.member("mallory", community, name=ATTACK)
    id = await network.thread("melanie", community, ATTACK)
    await network.say("mallory", id)
    melanie = await site("melanie")
    pages = [await melanie.get(f"/threads/{id}/close"), await melanie.send_form(f"/threads/{id}/close", thanks=ATTACK)]
    await melanie.send_form(f"/threads/{id}/close", member=["mallory"], thanks=ATTACK)
    for page in [*pages, await melanie.get(f"/threads/{id}")]:
        assert "alert(1)" in page.text
        assert not TAGS.search(page.text)


async def test_one_helper_or_ten_ask_the_same_number_of_statements(graph: Graph, network: Network, site: Site) -> None:
    id = await answered(network, site)
    melanie, asked = await site("melanie"), []
    for more in (0, 9):
        for number in range(more):
            await network.member(f"m{number}", "audit")
            await network.say(f"m{number}", id)
        with graph.counting() as count:
            await melanie.get(f"/threads/{id}/close")
        asked.append(count.statements)
    assert asked[0] == asked[1]
