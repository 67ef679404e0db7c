"""The list of threads: one's own with what is new, then those of one's communities, filtered and paged."""

import re

import pytest

from graph import thread
from graph.database import Graph
from graph.identity import now
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import audit, plain

pytestmark = pytest.mark.anyio


def titles(page: str) -> list[str]:
    return re.findall(r'<a class="t" href="/threads/[^"]+">([^<]+)</a>', page)


async def test_ones_own_come_first_with_what_is_new_and_once(network: Network, site: Site) -> None:
    community = await audit(network)
    mine = await network.thread("melanie", community, "Mon oral")
    await network.thread("sarah", community, "Une autre")
    await network.say("yasmine", mine, "Oui")
    page = (await (await site("melanie")).get("/threads")).text
    assert titles(page) == ["Mon oral", "Une autre"]
    assert plain(page).count("1 nouveau") == 1


async def test_each_filter_keeps_what_it_says(graph: Graph, network: Network, site: Site) -> None:
    community = await audit(network)
    await network.community("lille")
    for member in ("sarah", "yasmine"):
        await network.join(member, "lille")
    await network.thread("sarah", community, "Demande", "oraux")
    await network.thread("sarah", community, "Offre", kind="OFFER")
    await network.thread("sarah", "lille", "Ailleurs")
    closed = await network.thread("sarah", community, "Close")
    await thread.close(graph, "sarah", closed, [], "", now())
    yasmine = await site("yasmine")

    async def found(query: str) -> set[str]:
        return set(titles((await yasmine.get(f"/threads?{query}")).text))

    assert await found("kind=OFFER") == {"Offre"}
    assert await found("status=CLOSED") == {"Close"}
    assert await found("status=ALL") == {"Demande", "Offre", "Ailleurs", "Close"}
    assert await found("topic=oraux") == {"Demande"}
    assert await found("community=lille") == {"Ailleurs"}
    assert await found("community=lille&kind=OFFER") == set()
    assert await found("kind=NOTHING&status=ODD") == {"Demande", "Offre", "Ailleurs"}


async def test_the_pages_hold_every_thread_once(network: Network, site: Site) -> None:
    community = await audit(network)
    for number in range(45):
        await network.thread("sarah", community, f"Fil {number}")
    yasmine, address, seen = await site("yasmine"), "/threads", []
    while address:
        page = (await yasmine.get(address)).text
        seen += titles(page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"Fil {number}" for number in reversed(range(45))]


async def test_a_made_up_cursor_begins_at_the_beginning(network: Network, site: Site) -> None:
    await network.thread("sarah", await audit(network), "Le fil")
    yasmine = await site("yasmine")
    for after in ("zz", "%00", "MQ"):
        assert titles((await yasmine.get(f"/threads?after={after}")).text) == ["Le fil"]


async def test_who_has_none_is_told_how_to_begin(network: Network, site: Site) -> None:
    await network.thread("melanie", await audit(network), "Invisible d’ici")
    page = (await (await site("zoe")).get("/threads")).text
    assert ("Pas encore de fil" in page, "/ask?kind=REQUEST" in page) == (True, True)
    assert "Invisible" not in page
    nothing = (await (await site("melanie")).get("/threads?kind=OFFER")).text
    assert "Rien de tel en ce moment." in nothing


async def test_a_visitor_goes_to_the_door(network: Network, site: Site) -> None:
    await audit(network)
    visitor = await site()
    for address in ("/threads", "/rooms"):
        assert (await visitor.get(address)).status_code == 303


async def test_one_thread_or_twenty_ask_the_same_number_of_statements(
    graph: Graph, network: Network, site: Site
) -> None:
    community = await audit(network)
    await network.say("yasmine", await network.thread("melanie", community, "Le mien", "oraux"))
    await network.thread("sarah", community, "Un autre", "oraux")
    melanie = await site("melanie")
    listed: list[int] = []
    for more in (0, 19):
        for number in range(more):
            one = await network.thread(("melanie", "sarah")[number % 2], community, f"Fil {number}", "oraux")
            await network.say("yasmine", one)  # so that something is unread on either page
        with graph.counting() as count:
            assert (await melanie.get("/threads?kind=REQUEST")).status_code == 200
        listed.append(count.statements)
    assert listed[0] == listed[1]
    with graph.counting() as both:  # two lists: what they ask together depends on which is found first
        await melanie.get("/threads")
    assert both.statements <= 2 * listed[0]
