"""One box finds what one may see, however it is spelled, and marks it without becoming markup."""

import pytest

from graph.database import Graph
from graph.directory import Wanted, member_count, members
from graph.search import found as searched
from tests.network import Network
from tests.web.conftest import Site
from tests.web.plain import plain
from web.marked import around, asked, marked

pytestmark = pytest.mark.anyio


async def _house(network: Network) -> str:
    root = await network.root()
    await network.member("amina", root)
    await network.member("elodie", root, name="Élodie Préau")
    await network.member("karim", root)
    await network.topic("salaire", "Négocier un salaire")
    await network.community("lyon", name="Lyon, les négociants")
    await network.thread("karim", root, "Comment négocier mes congés ?", "salaire", body="Deux mots là-dessus.")
    return root


@pytest.mark.parametrize("text", ["negocier", "NÉGOCIER", "négocier", "negoc"])
async def test_accents_capitals_and_beginnings_are_folded(network: Network, site: Site, text: str) -> None:
    await _house(network)
    found = (await (await site(member="amina")).get("/search", params={"q": text})).text
    assert "<mark>négocier</mark> mes congés" in plain(found)
    assert "<mark>Négocier</mark> un salaire" in plain(found)


async def test_plurals_are_folded(network: Network, site: Site) -> None:
    await _house(network)
    amina = await site(member="amina")
    for text in ("salaires", "salaire", "congé", "congés"):
        assert 'id="hit-' in (await amina.get("/search", params={"q": text})).text


async def test_members_threads_communities_and_topics_are_one_list(network: Network, site: Site) -> None:
    await _house(network)
    amina = await site(member="amina")
    assert 'href="/members/elodie"' in (await amina.get("/search?q=elodie")).text
    found = (await amina.get("/search?q=nego")).text
    for address in ("/threads/", "/topics/salaire", "/communities/lyon"):
        assert f'class="t" href="{address}' in found
    assert "3 trouvés" in plain(found)


async def test_filters_leave_less(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.join("amina", "lyon")
    await network.thread("amina", "lyon", "Négocier à Lyon")
    amina = await site(member="amina")

    async def hits(query: str) -> int:
        return (await amina.get(f"/search?q=nego{query}")).text.count('id="hit-')

    assert await hits("") == 4
    assert await hits("&kind=THREAD") == 2
    assert await hits("&kind=TOPIC") == 1
    assert await hits("&kind=THREAD&community=lyon") == 1
    assert await hits(f"&kind=THREAD&community={root}") == 1
    assert await hits("&kind=THREAD&topic=salaire") == 1
    assert await hits("&kind=nonsense&community=nowhere&topic=nothing") == 4


async def test_what_is_held_in_a_hidden_community_is_never_found(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.community("coulisses", door="HIDDEN", name="Coulisses")
    await network.join("karim", "coulisses")
    await network.thread("karim", "coulisses", "Un murmure", body="un chuchotement")
    secret = await network.member("secret", name="Zibeline Secrète", discreet=True)
    await network.join(secret, root)
    amina, karim = await site(member="amina"), await site(member="karim")
    for text in ("murmure", "chuchotement", "coulisses", "zibeline"):
        assert "Rien trouvé." in plain(await amina.get("/search", params={"q": text}))
    assert "Rien trouvé." in plain(await amina.get("/search?q=karim&community=coulisses&kind=THREAD"))
    assert 'id="hit-' in (await karim.get("/search?q=murmure")).text


async def test_who_is_in_a_hidden_community_is_not_told_by_searching_in_it(graph: Graph, network: Network) -> None:
    await _house(network)
    await network.community("coulisses", door="HIDDEN")
    await network.join("karim", "coulisses")
    there = Wanted(community="coulisses")
    assert await searched(graph, "amina", "karim", ["Member"], place="coulisses") == []
    assert await members(graph, "amina", there, None, 10) == []
    assert await member_count(graph, "amina", there) == 0
    await network.join("amina", "coulisses")
    assert await searched(graph, "amina", "karim", ["Member"], place="coulisses") == [("Member", "karim")]
    assert [id for _, id in await members(graph, "amina", there, None, 10)] == ["amina", "karim"]


async def test_a_visitor_finds_no_member_and_no_thread(network: Network, site: Site) -> None:
    await _house(network)
    visitor = await site()
    assert "Rien trouvé." in plain(await visitor.get("/search?q=elodie"))
    found = (await visitor.get("/search?q=nego&kind=THREAD")).text
    assert "/threads/0" not in found
    assert "congés" not in found
    assert "/topics/salaire" in found


async def test_nothing_found_says_what_to_do(network: Network, site: Site) -> None:
    await _house(network)
    amina = await site(member="amina")
    found = plain(await amina.get("/search?q=tricot+jersey&kind=THREAD"))
    assert "Personne n'a encore écrit « tricot jersey » ici" in found
    assert "/ask?kind=REQUEST&text=tricot%20jersey" in found
    assert "Chercher sans filtre" in found
    assert "Chercher sans filtre" not in plain(await amina.get("/search?q=tricot"))


@pytest.mark.parametrize("text", ["", " ", "a", "?!", '+-&&||!(){}[]^"~*?:\\/', "AND", "x" * 5000, "\x00"])
async def test_any_text_is_answered(network: Network, site: Site, text: str) -> None:
    await _house(network)
    assert (await (await site(member="amina")).get("/search", params={"q": text})).status_code == 200


async def test_what_is_found_and_asked_is_never_markup(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.thread("karim", root, "<img src=x onerror=alert(1)>", body="<script>alert(2)</script>")
    amina = await site(member="amina")
    for text in ("img", "alert", "<script>alert(3)</script>", "script"):
        found = (await amina.get("/search", params={"q": text})).text
        assert "<img" not in found
        assert "<script>alert" not in found
    assert "&lt;<mark>img</mark> src=x" in (await amina.get("/search?q=img")).text


async def test_search_costs_the_same_with_one_hit_and_with_twenty(graph: Graph, network: Network, site: Site) -> None:
    root = await _house(network)
    amina = await site(member="amina")
    await network.thread("karim", root, "Tricoter")
    with graph.counting() as one:
        await amina.get("/search?q=tricoter")
    for n in range(20):
        await network.thread("karim", root, f"Tricoter {n}")
    with graph.counting() as many:
        assert (await amina.get("/search?q=tricoter")).text.count('id="hit-') == 21
    assert one.statements == many.statements <= 10


def test_marks_escape_and_fold() -> None:
    assert marked("<b>Élodie</b> & ses écoles", asked("elodie école")) == (
        "&lt;b&gt;<mark>Élodie</mark>&lt;/b&gt; &amp; ses <mark>écoles</mark>"
    )
    assert marked("rien ici", asked("a")) == "rien ici"
    assert marked("Chef d’œuvre", asked("oeuvre")) == "Chef d’<mark>œuvre</mark>"


def test_an_excerpt_stands_around_its_first_word() -> None:
    text = "mot " * 100 + "aiguille " + "fin " * 100
    shown = around(text, asked("aiguille"))
    assert "aiguille" in shown
    assert shown.startswith("… ")
    assert shown.endswith("…")
    assert len(shown) < 200
    assert around("Court.", asked("rien")) == "Court."
    assert len(around("x" * 5000, asked("y"))) < 200
