"""What the graph alone can tell, where it helps: who could help, what two share, where a topic is talked about."""

import pytest

from graph.database import Graph
from tests.network import Network
from tests.web.conftest import Site
from tests.web.plain import plain

pytestmark = pytest.mark.anyio


@pytest.fixture
async def net(network: Network) -> Network:
    await network.root()
    for slug in ("amina", "karim", "sonia"):
        await network.member(slug, "maille")
    await network.topic("oral", "Oraux d’audit")
    await network.know("amina", "karim")
    await network.know("karim", "sonia")
    await network.bring("sonia", "oral")
    return network


async def test_a_silent_request_tells_its_author_who_could_help_and_through_whom(net: Network, site: Site) -> None:
    asked = await net.thread("amina", "maille", "Un oral", "oral")
    amina, karim = await site(member="amina"), await site(member="karim")
    page = plain(await amina.get(f"/threads/{asked}"))
    assert "Qui pourrait aider, près de vous" in page
    assert "Oraux d'audit · Vous connaissez Karim, Karim connaît Sonia" in page
    assert "Qui pourrait aider" not in plain(await karim.get(f"/threads/{asked}"))
    await net.say("karim", asked)
    assert "Qui pourrait aider" not in plain(await amina.get(f"/threads/{asked}"))


async def test_who_does_not_want_to_be_suggested_says_so_once(net: Network, site: Site) -> None:
    asked = await net.thread("amina", "maille", "Un oral", "oral")
    amina, sonia = await site(member="amina"), await site(member="sonia")
    profile = {"name": "Sonia", "timezone": "Europe/Paris", "locale": "fr"}
    assert 'name="alone" value="yes">' in (await sonia.get("/me/edit")).text
    await sonia.send_form("/me/edit", **profile, alone="yes")
    assert 'name="alone" value="yes" checked>' in (await sonia.get("/me/edit")).text
    assert "Qui pourrait aider" not in plain(await amina.get(f"/threads/{asked}"))
    assert (await amina.get("/members/sonia")).status_code == 200
    await sonia.send_form("/me/topics", brings="oral")
    assert 'name="alone" value="yes" checked>' in (await sonia.get("/me/edit")).text
    await sonia.send_form("/me/edit", **profile)
    assert 'name="alone" value="yes">' in (await sonia.get("/me/edit")).text


async def test_a_member_page_tells_what_two_share(net: Network, site: Site) -> None:
    await net.seek("amina", "oral")
    circle = await net.circle("maille", "amina", "sonia", name="Duo d’audit")
    page = plain(await (await site(member="amina")).get("/members/sonia"))
    assert "Sonia l'apporte, vous le cherchez" in page
    assert f"/circles/{circle}" in page
    other = plain(await (await site(member="karim")).get("/members/sonia"))
    assert "Duo d'audit" not in other
    assert "En commun avec vous" not in other


async def test_a_topic_tells_where_it_is_talked_about(net: Network, site: Site, graph: Graph) -> None:
    for slug, door in (("lyon", "OPEN"), ("coulisses", "HIDDEN")):
        await net.community(slug, door, name=slug.capitalize())
        await net.join("sonia", slug)
    await net.join("amina", "lyon")
    here = await net.gathering("lyon", "Oraux blancs")
    page = plain(await (await site(member="amina")).get("/topics/oral"))
    assert "Où l'on en parle" in page
    assert "/communities/lyon" in page
    assert f"/gatherings/{here}" in page
    assert "oulisses" not in page
    assert "Où l'on en parle" not in plain(await (await site()).get("/topics/oral"))
