"""What a live space says: the same for all who may read it, and the same as on the page."""

from datetime import UTC, datetime

import pytest

from graph import message, pin, thread
from graph.database import Graph
from graph.identity import new_id, now
from schema.language import LANGUAGES
from tests.network import Network
from tests.web.conftest import Site
from web.house import House
from web.live import news
from web.templates import Templates
from web.visit import Reader, Visit

pytestmark = pytest.mark.anyio

MEMBERS = ("amina", "karim", "claire", "sofia", "ines")


@pytest.fixture
async def space(graph: Graph, network: Network) -> str:
    """A thread in which everything happened: amina asks, karim helps, sofia curates, ines is of the staff."""
    await network.root()
    await network.community("audit")
    for member in MEMBERS:
        await network.member(member, "maille", "audit")
    await network.curate("sofia", "audit")
    await network.curate("ines", "maille")
    id = await network.thread("amina", "audit")
    await thread.take_side(graph, "karim", id, "BRINGS", now())
    await network.say("karim", id, "Du *gras* & <script>alert(1)</script> [un lien](https://exemple.fr)")
    edited = await network.say("amina", id, "Avant")
    await message.edit(graph, "amina", edited, "Après", now())
    await message.withdraw(graph, "karim", await network.say("karim", id, "Retiré par lui"), "", now())
    await message.withdraw(graph, "sofia", await network.say("karim", id, "Retiré par elle"), "Pas ici", now())
    await pin.pin(graph, "sofia", id, True, now())
    await thread.take_side(graph, "claire", id, "SEEKS", now())
    await thread.take_side(graph, "claire", id, "", now())
    return id


def as_member(slug: str) -> Reader:
    return Reader(slug, slug.capitalize(), slug)


async def test_whoever_asks_for_all_gets_what_is_the_same_for_all(house: House, space: str) -> None:
    found = [await news.read(house, as_member(member), space, 0) for member in MEMBERS]
    assert found[0] is not None
    assert len(found[0].changes) == 8
    assert found[0].space is not None
    assert all(one == found[0] for one in found)


async def test_why_a_message_was_withdrawn_is_told_to_nobody_here(house: House, space: str) -> None:
    found = await news.read(house, as_member("sofia"), space, 0)
    assert found is not None
    told = str(news.data(found)) + str(news.html(house, found, "fr", "UTC"))
    assert "Pas ici" not in told
    assert "Retiré par elle" not in told
    assert "Une personne qui veille ici a retiré ce message." in told


async def test_what_arrives_live_is_what_the_page_shows(house: House, site: Site, space: str) -> None:
    found = await news.read(house, as_member("claire"), space, 0)
    assert found is not None
    page = (await (await site(member="claire")).get(f"/threads/{space}")).text
    for change in news.html(house, found, "fr", "Europe/Paris"):
        if change["kind"] == "message":
            assert change["html"] in page
        else:
            assert 'id="side-list-bring"' in change["html"]


async def test_only_what_is_ones_own_is_shown_as_such_and_only_on_the_page(house: House, space: str) -> None:
    found = await news.read(house, as_member("amina"), space, 0)
    assert found is not None
    said = next(one["message"] for one in found.changes if one["message"]["body"] == "Après")
    visit = Visit(LANGUAGES["fr"], datetime.now(UTC), "Europe/Paris")
    own = Visit(LANGUAGES["fr"], visit.now, "Europe/Paris", reader=as_member("amina"))
    shared = Templates().render("fragments/message.html", visit, message=said)
    mine = Templates().render("fragments/message.html", own, message=said)
    assert mine == shared.replace('class="msg yarn"', 'class="msg yarn mine"')


async def test_what_a_member_writes_reaches_nobody_as_a_script(house: House, space: str) -> None:
    found = await news.read(house, as_member("claire"), space, 0)
    assert found is not None
    html = "".join(change["html"] for change in news.html(house, found, "fr", "Europe/Paris"))
    assert "<script" not in html
    assert 'rel="nofollow noopener"' in html


async def test_who_may_not_read_a_space_has_no_news_of_it(house: House, network: Network, space: str) -> None:
    await network.member("outside", "maille")
    for member, where in (("outside", space), ("visitor", space), ("amina", new_id())):
        assert await news.read(house, as_member(member), where, 0) is None


async def test_a_frame_without_a_fact_leaves_the_space_alone(house: House, network: Network, space: str) -> None:
    first = await news.read(house, as_member("amina"), space, 0)
    assert first is not None
    await network.say("karim", space, "Encore un mot")
    found = await news.read(house, as_member("amina"), space, first.position)
    assert found is not None
    assert (found.space, found.said(), found.more) == (None, ["karim"], False)
    assert found.position == first.position + 1
