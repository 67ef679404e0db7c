"""A member's page tells who they are and what links you, to those who may see them and to nobody else."""

import re

import pytest

from graph import member as members
from graph.database import Graph
from tests.network import Network
from tests.web.conftest import Site
from tests.web.test_community import plain

pytestmark = pytest.mark.anyio

CHAPTER = """
MATCH (m:Member {id: $member})
CREATE (m)-[:HAS_CHAPTER]->(:Chapter {id: $id, stage: $stage, since: $since, until: $until, note: $note})"""
ABOUT = "MATCH (m:Member {id: $id}) SET m.about = $about, m.headline = $headline, m.region = 'Lille'"
TOPICS = "MATCH ()-[h:HELPED {thread: $id}]->() SET h.topics = $topics"


@pytest.fixture
async def net(graph: Graph) -> Network:
    net = Network(graph)
    await net.root()
    await net.community("lyon", name="Lyon et alentours")
    for slug, name in (
        ("amina", "Amina Belkacem"),
        ("ines", "Inès Rahmani"),
        ("karim", "Karim Haddad"),
        ("claire", "Claire Delattre"),
        ("theo", "Théo Lemaire"),
    ):
        await net.member(slug, "maille", "lyon", name=name)
    return net


async def test_the_path_is_said_in_words_and_drawn(site: Site, net: Network) -> None:
    await net.helped("amina", "ines", "maille")
    await net.helped("karim", "ines", "maille")
    await net.know("claire", "karim")
    page = await (await site(member="amina")).get("/members/claire")
    assert "Vous avez aidé Inès, Karim a aidé Inès, Karim connaît Claire." in plain(page)
    assert "Le chemin entre vous et Claire" in page.text
    assert "Demander à Inès de vous présenter" in plain(page)


@pytest.mark.parametrize(
    ("giver", "receiver", "said"),
    [
        ("amina", "claire", "Vous avez aidé Claire."),
        ("claire", "amina", "Claire vous a donné un coup de main."),
    ],
)
async def test_help_is_said_the_way_it_went(site: Site, net: Network, giver: str, receiver: str, said: str) -> None:
    await net.helped(giver, receiver, "maille")
    assert said in plain(await (await site(member="amina")).get("/members/claire"))


@pytest.mark.parametrize("pair", [("amina", "claire"), ("claire", "amina")])
async def test_to_know_has_no_direction(site: Site, net: Network, pair: tuple[str, str]) -> None:
    await net.know(*pair)
    assert "Vous connaissez Claire." in plain(await (await site(member="amina")).get("/members/claire"))


async def test_where_nothing_links_two_members_the_page_says_so(site: Site, net: Network) -> None:
    words = plain(await (await site(member="amina")).get("/members/claire"))
    assert "Aucun coup de main ne vous relie encore" in words


async def test_no_path_leads_through_somebody_discreet(site: Site, net: Network) -> None:
    await net.member("ombre", "maille", name="Ombre Cachée", discreet=True)
    await net.helped("amina", "ombre", "maille")
    await net.helped("ombre", "claire", "maille")
    page = await (await site(member="amina")).get("/members/claire")
    assert "Ombre" not in page.text
    assert "Aucun coup de main ne vous relie encore" in plain(page)


async def test_a_discreet_member_is_absent_for_strangers_and_there_for_those_who_share(
    site: Site, net: Network
) -> None:
    await net.community("club")
    await net.member("ombre", "maille", "club", name="Ombre Cachée", discreet=True)
    client = await site(member="amina")
    hidden, absent = await client.get("/members/ombre"), await client.get("/members/personne")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.text.replace("ombre", "personne") == absent.text
    await net.join("amina", "club")
    assert "Ombre Cachée" in (await client.get("/members/ombre")).text


async def test_a_visitor_is_shown_the_way_in(site: Site, net: Network) -> None:
    client = await site()
    for address in ("/members/claire", "/members"):
        page = await client.get(address)
        assert (page.status_code, page.headers["location"]) == (303, f"/sign-in?back={address}")


async def test_the_journey_tells_every_help_given_and_received_and_the_thanks(site: Site, net: Network) -> None:
    given = [await net.helped("claire", "karim", "lyon", f"Merci numéro {n}") for n in range(9)]
    await net.helped("theo", "claire", "lyon", "Merci Théo")
    page = await (await site(member="amina")).get("/members/claire")
    table = page.text.split('<ol class="told">', 1)[1].split("</ol>", 1)[0]
    assert table.count("<li>") == 10
    for number in range(9):
        assert f"Merci numéro {number}" in table
    assert 'href="/members/karim"' in table
    assert 'href="/members/theo"' in table
    assert all(f"/threads/{id}" in table for id in given)
    assert (table.count("donné à"), table.count("reçu de")) == (9, 1)
    assert "Karim remercie Claire" in plain(page)
    assert page.text.count('class="draw wide"') == 1
    assert page.text.count('class="draw narrow"') == 1


async def test_the_journey_shows_graduate_alum_and_mentor(site: Site, net: Network) -> None:
    for place, (stage, since, until) in enumerate(
        [
            ("GRADUATE", 1_300_000_000_000, 1_400_000_000_000),
            ("ALUM", 1_400_000_000_000, None),
            ("MENTOR", 1_600_000_000_000, None),
        ]
    ):
        values = {"stage": stage, "since": since, "until": until, "note": "Sorbier"}
        await net.run(CHAPTER, member="claire", id=f"c{place}", **values)
    words = plain(await (await site(member="amina")).get("/members/claire"))
    for said in ("Diplômé·e", "Alum", "Mentor", "Sorbier", "mars 2011 – mai 2014", "depuis sept. 2020"):
        assert said in words
    assert "Alum et mentor" in words


async def test_what_happened_in_a_hidden_community_is_not_told_outside(site: Site, net: Network) -> None:
    await net.community("cave", "HIDDEN")
    await net.join("karim", "cave")
    await net.join("claire", "cave")
    await net.helped("claire", "karim", "cave", "Merci sous terre")
    page = await (await site(member="amina")).get("/members/claire")
    assert "Merci sous terre" not in page.text
    assert "Merci sous terre" in (await (await site(member="karim")).get("/members/claire")).text


async def test_both_verbs_lead_to_asking_with_what_fits(site: Site, net: Network) -> None:
    for topic in ("audit", "python", "salaire"):
        await net.topic(topic)
    await net.bring("claire", "audit")
    await net.bring("claire", "python")
    await net.seek("claire", "salaire")
    await net.seek("amina", "python")
    page = await (await site(member="amina")).get("/members/claire")
    assert "/ask?kind=REQUEST&amp;community=lyon&amp;topic=python" in page.text
    assert "/ask?kind=OFFER&amp;community=lyon&amp;topic=salaire" in page.text


async def test_what_you_share_is_shown_and_what_only_they_are_in_is_not(site: Site, net: Network) -> None:
    await net.community("club", name="Le club fermé")
    await net.join("claire", "club")
    words = plain(await (await site(member="amina")).get("/members/claire"))
    assert "En commun avec vous" in words
    assert "Lyon et alentours" in words
    assert "Le club fermé" not in words


async def test_what_a_member_writes_is_words_never_marks(site: Site, net: Network) -> None:
    evil = '<script>x()</script><img src=x onerror="x()">'
    await net.member("mal", "maille", "lyon", name=f"Mal {evil}")
    await net.run(ABOUT, id="mal", about=f"{evil} [clic](javascript:x())", headline=evil)
    await net.helped("mal", "karim", "lyon", evil)
    await net.helped("amina", "mal", "lyon")
    client = await site(member="amina")
    for address in ("/members/mal", "/members", "/members?q=mal", "/communities/lyon", "/communities/lyon/members"):
        page = (await client.get(address)).text
        assert "<script>x()" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


async def test_the_directory_finds_by_words_topic_stage_and_community(site: Site, net: Network, graph: Graph) -> None:
    await net.topic("audit")
    await net.bring("claire", "audit")
    await net.run(CHAPTER, member="theo", id="c", stage="ALUM", since=0, until=None, note="")
    await net.member("lointain", "maille", name="Lointain Ami")
    client = await site(member="amina")
    for asked, found, lost in (
        ("q=ines", "Inès", "Claire"),
        ("topic=audit", "Claire", "Inès"),
        ("stage=ALUM", "Théo", "Claire"),
        ("community=lyon", "Claire", "Lointain"),
        ("q=rien+du+tout", "Personne de ce côté-là", "Claire"),
        ("stage=EMPEROR", "Claire", "Personne de ce côté-là"),
        ("after=faux", "Claire", "Personne de ce côté-là"),
    ):
        people = plain(await client.get(f"/members?{asked}")).split("Chercher", 1)[1]
        assert found in people, asked
        assert lost not in people, asked


async def test_the_directory_goes_on_with_its_filters(site: Site, net: Network) -> None:
    for number in range(30):
        await net.member(f"zoe{number:02}", "maille", "lyon", name=f"Zoé {number:02}")
    client = await site(member="amina")
    first = await client.get("/members?community=lyon")
    further = re.search(r'href="(/members\?community=lyon&amp;after=[^"]+)" rel="next"', first.text)
    assert further
    second = await client.get(further[1].replace("&amp;", "&"))
    assert "Zoé 29" in second.text
    assert "Zoé 29" not in first.text
    assert 'href="/members?community=lyon"' in second.text


async def test_a_discreet_member_is_in_no_directory_of_strangers(site: Site, net: Network, graph: Graph) -> None:
    await net.member("ombre", "maille", name="Ombre Cachée", discreet=True)
    client = await site(member="amina")
    for address in ("/members", "/members?q=ombre", "/members?community=maille"):
        assert "Cachée" not in (await client.get(address)).text
    profile: dict[str, str | bool | None] = {"name": "Ombre Cachée", "headline": "", "about": "", "region": ""}
    await members.edit(graph, "ombre", profile | {"timezone": "Europe/Paris", "locale": "fr", "discreet": False})
    assert "Cachée" in (await client.get("/members?q=ombre")).text


async def test_a_page_asks_as_much_for_twenty_as_for_one(site: Site, net: Network, graph: Graph) -> None:
    client = await site(member="amina")
    await net.helped("claire", "amina", "maille")  # one tie: the path is as long then as now

    async def grow(number: int) -> None:
        for place in range(number):
            other = await net.member(f"m{number}{place}", "maille", "lyon")
            await net.topic(f"t{number}{place}")
            await net.bring("claire", f"t{number}{place}")
            await net.seek("claire", f"t{number}{place}")
            await net.bring(other, f"t{number}{place}")
            for giver, receiver in (("claire", other), (other, "claire")):
                id = await net.helped(giver, receiver, "lyon")
                await net.run(TOPICS, id=id, topics=[f"t{number}{place}"])

    async def most(address: str) -> int:
        counts = []
        for _ in range(3):
            with graph.counting() as count:
                assert (await client.get(address)).status_code == 200
            counts.append(count.statements)
        return max(counts)

    addresses = ("/members/claire", "/members")
    await grow(1)
    few = [await most(address) for address in addresses]
    await grow(20)
    many = [await most(address) for address in addresses]
    # what two lists of one page ask alike is read together where they arrive together
    assert all(more <= less + 4 for more, less in zip(many, few, strict=True)), (few, many)
