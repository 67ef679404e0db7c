"""A link lets in once, in time; what the first visit makes of a member depends on the door of the network."""

import asyncio

import pytest

from graph import entry, membership, newcomer, session
from graph.database import Graph
from graph.entry import Gone, Link
from graph.identity import now
from graph.newcomer import Before, Newcomer
from tests.network import Network

pytestmark = pytest.mark.anyio

LEA = Newcomer("Léa Faure", "Cherche en contrôle de gestion", ["GRADUATE", "ALUM", "GRADUATE"])
ADDRESS = "lea@exemple.fr"


async def rooted(graph: Graph, door: str = "OPEN") -> Network:
    network = Network(graph)
    await network.community("maille", door, root=True)
    return network


async def test_the_first_link_makes_the_member_and_lets_them_in(graph: Graph) -> None:
    await rooted(graph)
    secret = await entry.link(graph, ADDRESS, "fr", now())
    assert await entry.found(graph, secret, now()) == Link(ADDRESS, known=False, staff=False, door="OPEN")
    member = await entry.use(graph, secret, now(), LEA)
    rows = await graph.read(
        "MATCH (m:Member {slug: 'lea-faure'})-[:HAS_CHAPTER]->(c:Chapter)"
        " RETURN m.id AS id, m.headline AS headline, m.discreet AS discreet, c.stage AS stage ORDER BY stage"
    )
    assert [row["stage"] for row in rows] == ["ALUM", "GRADUATE"]
    assert (rows[0]["id"], rows[0]["headline"], rows[0]["discreet"]) == (member, LEA.headline, False)
    assert await newcomer.before(graph, str(member)) == Before("OPEN", inside=True, asking=False)


async def test_a_second_link_finds_the_same_member_and_changes_nothing(graph: Graph) -> None:
    await rooted(graph)
    first = await entry.use(graph, await entry.link(graph, ADDRESS, "fr", now()), now(), LEA)
    again = await entry.link(graph, ADDRESS, "en", now())
    assert await entry.found(graph, again, now()) == Link(ADDRESS, known=True, staff=False, door="OPEN")
    assert await entry.use(graph, again, now(), Newcomer("Autre")) == first
    assert (await graph.read("MATCH (m:Member {slug: 'lea-faure'}) RETURN m.name AS name"))[0]["name"] == LEA.name


async def test_a_link_is_used_once_even_by_two_at_a_time(graph: Graph) -> None:
    await rooted(graph)
    secret = await entry.link(graph, ADDRESS, "fr", now())
    both = await asyncio.gather(*(entry.use(graph, secret, now(), LEA) for _ in range(4)))
    assert len([member for member in both if member]) == 1
    assert await entry.found(graph, secret, now()) is Gone.USED


async def test_a_link_ends_after_fifteen_minutes_and_is_forgotten_later(graph: Graph) -> None:
    await rooted(graph)
    secret = await entry.link(graph, ADDRESS, "fr", now())
    late = now() + entry.LASTS
    assert await entry.found(graph, secret, late) is Gone.OLD
    assert await entry.use(graph, secret, late, LEA) is None
    await entry.forget_old(graph, late)
    assert await entry.found(graph, secret, late) is Gone.OLD
    await entry.forget_old(graph, late + entry.KEPT)
    assert await entry.found(graph, secret, late) is Gone.UNKNOWN


async def test_nobody_guesses_a_link(graph: Graph) -> None:
    await rooted(graph)
    assert await entry.found(graph, "pas-un-lien", now()) is Gone.UNKNOWN
    assert await entry.use(graph, "pas-un-lien", now(), LEA) is None


async def test_before_a_door_on_request_one_waits_unseen_until_let_in(graph: Graph) -> None:
    network = await rooted(graph, "ON_REQUEST")
    await network.member("ines", "maille")
    await network.curate("ines", "maille")
    member = str(await entry.use(graph, await entry.link(graph, ADDRESS, "fr", now()), now(), LEA))
    assert await newcomer.before(graph, member) == Before("ON_REQUEST", inside=False, asking=True)
    secret = await session.open_session(graph, member, "", now())
    who = await session.who(graph, secret, now())
    assert who is not None
    assert not who.inside
    assert await membership.admit(graph, "ines", "maille", member, now())
    rows = await graph.read("MATCH (m:Member {id: $id}) RETURN m.discreet AS discreet", id=member)
    assert rows == [{"discreet": False}]
    who = await session.who(graph, secret, now())
    assert who is not None
    assert who.inside


async def test_who_was_sent_away_may_knock_again_and_comes_in_once_the_door_is_open(graph: Graph) -> None:
    network = await rooted(graph, "ON_REQUEST")
    await network.member("ines", "maille")
    await network.curate("ines", "maille")
    member = str(await entry.use(graph, await entry.link(graph, ADDRESS, "fr", now()), now(), LEA))
    await membership.decline(graph, "ines", "maille", member)
    assert not (await newcomer.before(graph, member)).asking
    await newcomer.knock(graph, member, "Je suis de la promotion 2024", now())
    assert (await newcomer.before(graph, member)).asking
    await network.run("MATCH (c:Community {slug: 'maille'}) SET c.door = 'OPEN'")
    await newcomer.knock(graph, member, "", now())
    assert await newcomer.before(graph, member) == Before("OPEN", inside=True, asking=False)


async def test_a_hidden_network_invites_only_whom_it_knows(graph: Graph) -> None:
    network = await rooted(graph, "HIDDEN")
    await network.member("ines", "maille")
    links = [
        await entry.found(graph, await entry.link(graph, a, "fr", now()), now()) for a in (ADDRESS, "ines@exemple.fr")
    ]
    assert [isinstance(link, Link) and link.invited for link in links] == [False, True]


async def test_the_staff_link_needs_no_address_and_opens_a_hidden_network(graph: Graph) -> None:
    await rooted(graph, "HIDDEN")
    secret = await entry.link(graph, "", "fr", now(), staff=True)
    found = await entry.found(graph, secret, now() + entry.LASTS)
    assert isinstance(found, Link)
    assert found.invited
    member = str(await entry.use(graph, secret, now(), LEA, ADDRESS))
    assert (await newcomer.before(graph, member)).inside
    staff = "MATCH (m:Member {id: $id, email: $email})-[:CURATES]->(:Community {root: true}) RETURN m.name AS name"
    assert await graph.read(staff, id=member, email=ADDRESS) == [{"name": LEA.name}]


async def test_devices_are_listed_and_ended_one_or_all_by_their_member_alone(graph: Graph) -> None:
    network = await rooted(graph)
    await network.member("amina", "maille")
    await network.member("theo", "maille")
    phone, desk = [await session.open_session(graph, "amina", name, now()) for name in ("phone", "desk")]
    assert {device.agent for device in await session.devices(graph, "amina", now())} == {"phone", "desk"}
    await session.end_one(graph, "theo", session.hashed(phone))
    assert await session.who(graph, phone, now())
    await session.end_one(graph, "amina", session.hashed(phone))
    assert not await session.who(graph, phone, now())
    await session.end_all(graph, "amina")
    assert not await session.who(graph, desk, now())


async def test_sessions_that_are_over_are_forgotten(graph: Graph) -> None:
    network = await rooted(graph)
    await network.member("amina", "maille")
    await session.open_session(graph, "amina", "old", 1)
    await session.open_session(graph, "amina", "new", now())
    await session.forget_old(graph, now())
    assert [row["agent"] for row in await graph.read("MATCH (s:Session) RETURN s.agent AS agent")] == ["new"]
