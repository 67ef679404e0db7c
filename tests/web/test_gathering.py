"""A gathering, and a circle: who comes, who is in it, and who sees nothing of it."""

import pytest

from graph.database import Graph
from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, bodies, plain, without

pytestmark = pytest.mark.anyio


async def test_one_comes_and_one_does_not_after_all(network: Network, site: Site) -> None:
    id = await network.gathering(await audit(network), "Entretiens blancs", seats=3)
    melanie = await site("melanie")
    page = plain((await melanie.get(f"/gatherings/{id}")).text)
    assert ("Je viens" in page, "Encore 3 places" in page, "Lille" in page) == (True, True, True)
    assert (await melanie.send_form(f"/gatherings/{id}/attend", coming="yes")).status_code == 303
    page = plain((await melanie.get(f"/gatherings/{id}")).text)
    assert ("Je ne viens plus" in page, "Encore 2 places" in page) == (True, True)
    await melanie.send_form(f"/gatherings/{id}/attend", coming="no")
    assert "Encore 3 places" in plain((await melanie.get(f"/gatherings/{id}")).text)


async def test_the_last_seat_is_taken_once(network: Network, site: Site) -> None:
    id = await network.gathering(await audit(network), seats=1)
    melanie, yasmine = await site("melanie"), await site("yasmine")
    await melanie.send_form(f"/gatherings/{id}/attend", coming="yes")
    page = plain((await yasmine.get(f"/gatherings/{id}")).text)
    assert ("C’est complet." in page, "Attendre une place" in page) == (True, True)
    answer = await yasmine.send_form(f"/gatherings/{id}/attend", coming="yes")
    assert (answer.status_code, "complet" in answer.text) == (422, True)


async def test_what_is_over_has_nothing_to_say_yes_to(network: Network, site: Site) -> None:
    id = await network.gathering(await audit(network), in_hours=-48)
    page = (await (await site("melanie")).get(f"/gatherings/{id}")).text
    assert ("c’est passé" in page, f"/gatherings/{id}/answer" in page) == (True, False)


async def test_a_link_that_is_no_address_is_not_shown(network: Network, site: Site) -> None:
    id = await network.gathering(await audit(network))
    await network.run("MATCH (g:Gathering {id: $id}) SET g.link = $link", id=id, link="javascript:alert(1)")
    assert "javascript:" not in (await (await site("melanie")).get(f"/gatherings/{id}")).text


async def test_who_is_in_a_circle_reads_and_writes(network: Network, site: Site) -> None:
    id = await network.circle(await audit(network), "melanie", "ousmane", name="Préparer l’oral")
    melanie = await site("melanie")
    answer = await melanie.send_form(f"/spaces/{id}/messages", body="Jeudi je bloque")
    assert answer.headers["location"].startswith(f"/circles/{id}#m-")
    page = plain((await (await site("ousmane")).get(f"/circles/{id}")).text)
    assert bodies(page) == ["Jeudi je bloque"]
    assert ("2 personnes, entre vous" in page, "Entretiens d’audit" in page) == (True, True)


@pytest.mark.parametrize("member", ["zoe", "yasmine", "sarah", "ines"])
async def test_nobody_else_sees_a_circle_not_even_staff(network: Network, site: Site, member: str) -> None:
    id, absent = await network.circle(await audit(network), "melanie", "ousmane"), new_id()
    await network.say("melanie", id, "Entre nous")
    client = await site(member)
    there, nowhere = await client.get(f"/circles/{id}"), await client.get(f"/circles/{absent}")
    assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
    assert (await client.send_form(f"/spaces/{id}/messages", body="Moi")).status_code == 404


async def test_who_is_not_a_member_does_not_see_a_gathering(network: Network, site: Site) -> None:
    id, absent, zoe = await network.gathering(await audit(network)), new_id(), await site("zoe")
    for act in ("", "/attend"):
        there, nowhere = [
            await (zoe.send_form(f"/gatherings/{one}{act}", coming="yes") if act else zoe.get(f"/gatherings/{one}"))
            for one in (id, absent)
        ]
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))


async def test_names_and_places_never_become_tags(network: Network, site: Site) -> None:
    community = await audit(network)
    await network.member("mallory", community, name=ATTACK)
    gathering, circle = (
        await network.gathering(community, ATTACK),
        await network.circle(community, "mallory", "melanie"),
    )
    await network.run(
        "MATCH (s:Space) WHERE s.id IN $ids SET s.name = $text, s.place = $text, s.body = $text, s.purpose = $text,"
        " s.link = 'https://x.fr/' + $text",
        ids=[gathering, circle],
        text=ATTACK,
    )
    await (await site("mallory")).send_form(f"/gatherings/{gathering}/attend", coming="yes")
    melanie = await site("melanie")
    for page in (await melanie.get(f"/gatherings/{gathering}"), await melanie.get(f"/circles/{circle}")):
        assert "alert(1)" in page.text
        assert not TAGS.search(page.text)


async def test_one_guest_or_ten_ask_the_same_number_of_statements(graph: Graph, network: Network, site: Site) -> None:
    gathering = await network.gathering(await audit(network), in_hours=0)
    circle = await network.circle("audit", "melanie", "sarah")
    melanie = await site("melanie")
    await melanie.send_form(f"/gatherings/{gathering}/attend", coming="yes")
    await network.say("sarah", circle)
    await network.say("sarah", gathering)
    asked: list[list[int]] = []
    for more in (0, 6):
        for number in range(more):
            await network.member(f"m{number}", "audit")
            await network.bring(f"m{number}", "oraux")
            await (await site(f"m{number}")).send_form(f"/gatherings/{gathering}/attend", coming="yes")
            await network.run(
                "MATCH (m:Member {id: $m}) MATCH (s:Space {id: $s})"
                " CREATE (m)-[:TAKES_PART {key: $m + ':' + $s, since: 1, read: 0}]->(s)",
                m=f"m{number}",
                s=circle,
            )
            await network.say(f"m{number}", circle)
        counted = []
        for address in (f"/gatherings/{gathering}", f"/circles/{circle}"):
            with graph.counting() as count:
                assert (await melanie.get(address)).status_code == 200
            counted.append(count.statements)
        asked.append(counted)
    assert asked[0] == asked[1]
