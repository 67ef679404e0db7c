"""One's own page and what one may change of it: profile, topics, chapters."""

import re

import pytest

from graph.database import Graph
from graph.identity import now
from tests.network import Network
from tests.web.conftest import Site
from tests.web.test_community import plain

pytestmark = pytest.mark.anyio

PROFILE = {
    "name": "Théo Lemaire",
    "headline": "",
    "about": "",
    "region": "",
    "timezone": "Europe/Paris",
    "locale": "fr",
}
CHAPTERS = """
MATCH (:Member {id: $id})-[:HAS_CHAPTER]->(c:Chapter)
RETURN c.id AS id, c.stage AS stage, c.since AS since, c.until AS until ORDER BY stage"""
CHAPTER = (
    "MATCH (m:Member {id: $member}) CREATE (m)-[:HAS_CHAPTER]->(:Chapter {id: $id, stage: $stage, since: 0, note: ''})"
)
SIDES = (
    "MATCH (:Member {id: $id})-[r:SEEKS|BRINGS]->(t:Topic) RETURN type(r) AS side, t.id AS topic ORDER BY side, topic"
)


@pytest.fixture
async def net(graph: Graph) -> Network:
    net = Network(graph)
    await net.root()
    await net.member("theo", "maille", name="Théo Lemaire")
    await net.member("amina", "maille", name="Amina Belkacem")
    for topic, name in (("audit", "Entretiens d'audit"), ("python", "Python"), ("cv", "CV")):
        await net.topic(topic, name)
    return net


async def sides(graph: Graph, member: str) -> list[tuple[str, str]]:
    return [(row["side"], row["topic"]) for row in await graph.read(SIDES, id=member)]


async def test_ones_own_address_leads_to_me(site: Site, net: Network) -> None:
    client = await site(member="theo")
    assert (await client.get("/members/theo")).headers["location"] == "/me"
    page = plain(await client.get("/me"))
    assert "Théo Lemaire" in page
    assert "Ce qui vous relie" not in page
    assert "Demander à Théo" not in page


async def test_a_visitor_has_no_page_and_changes_nothing(site: Site, net: Network, graph: Graph) -> None:
    client = await site()
    for address in ("/me", "/me/edit", "/me/topics", "/me/chapters"):
        assert (await client.get(address)).headers["location"] == f"/sign-in?back={address}"
    for address in ("/me/edit", "/me/topics", "/me/chapters", "/me/chapters/end"):
        sent = await client.send_form(address, **PROFILE, brings="audit", on="yes", stage="MENTOR", chapter="x")
        assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?back=/")
    assert await sides(graph, "theo") == []


async def test_a_profile_is_kept_and_read_by_others(site: Site, net: Network) -> None:
    theo = await site(member="theo")
    words = PROFILE | {"headline": "Data analyst", "about": "J'aide **volontiers**.", "region": "Lyon"}
    saved = await theo.send_form("/me/edit", **words)
    assert (saved.status_code, saved.headers["location"]) == (303, "/me")
    page = await (await site(member="amina")).get("/members/theo")
    assert "Data analyst" in page.text
    assert "<strong>volontiers</strong>" in page.text
    assert "Lyon" in page.text
    assert 'value="Data analyst"' in (await theo.get("/me/edit")).text


@pytest.mark.parametrize(
    ("field", "value"), [("name", "  "), ("headline", "x" * 200), ("timezone", "Mars/Olympus"), ("locale", "tlh")]
)
async def test_what_cannot_be_kept_is_said_at_its_field_and_stays_typed(
    site: Site, net: Network, field: str, value: str
) -> None:
    theo = await site(member="theo")
    refused = await theo.send_form("/me/edit", **PROFILE | {"about": "Un long texte", field: value})
    assert refused.status_code == 422
    assert "Un long texte" in refused.text
    assert f'href="#{field}"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert "Un long texte" not in (await theo.get("/me")).text


async def test_who_stays_discreet_is_gone_for_strangers(site: Site, net: Network) -> None:
    theo, amina = await site(member="theo"), await site(member="amina")
    assert (await amina.get("/members/theo")).status_code == 200
    await theo.send_form("/me/edit", **PROFILE, discreet="yes")
    assert (await amina.get("/members/theo")).status_code == 404
    assert "Vous êtes en retrait" in plain(await theo.get("/me"))
    await theo.send_form("/me/edit", **PROFILE)
    assert (await amina.get("/members/theo")).status_code == 200


async def test_the_language_that_one_chooses_is_that_of_the_next_page(site: Site, net: Network) -> None:
    theo = await site(member="theo")
    await theo.send_form("/me/edit", **PROFILE | {"locale": "en"})
    assert "Your journey" in (await theo.get("/me")).text


async def test_an_alum_becomes_a_mentor_says_what_they_bring_and_is_found_by_it(
    site: Site, net: Network, graph: Graph
) -> None:
    await net.run(CHAPTER, member="theo", id="c1", stage="ALUM")
    theo = await site(member="theo")
    opened = await theo.send_form("/me/chapters", stage="MENTOR", since="2026-01-15", note="Ferrane")
    assert (opened.status_code, opened.headers["location"]) == (303, "/me/topics")
    kept = await graph.read(CHAPTERS, id="theo")
    assert [(row["stage"], row["until"]) for row in kept] == [("ALUM", None), ("MENTOR", None)]
    found = await theo.get("/me/topics?q=entretien")
    assert "Entretiens d" in found.text
    assert "Python" not in plain(found).split("Trouver un sujet", 1)[1].split("Chercher", 1)[1]
    await theo.send_form("/me/topics", brings="audit", on="yes", q="entretien")
    amina = await site(member="amina")
    assert "Théo" in plain(await amina.get("/members?topic=audit&stage=MENTOR"))
    words = plain(await amina.get("/members/theo"))
    assert "Alum et mentor" in words
    assert "Ferrane" in words


async def test_a_topic_is_put_on_a_side_and_taken_off_and_the_rest_stays(
    site: Site, net: Network, graph: Graph
) -> None:
    theo = await site(member="theo")
    await theo.send_form("/me/edit", **PROFILE | {"headline": "Data analyst", "region": "Lyon"})
    for sent in ({"brings": "audit"}, {"brings": "cv"}, {"seeks": "python"}):
        done = await theo.send_form("/me/topics", **sent, on="yes", q="")
        assert done.headers["location"] == "/me/topics"
    assert await sides(graph, "theo") == [("BRINGS", "audit"), ("BRINGS", "cv"), ("SEEKS", "python")]
    await theo.send_form("/me/topics", brings="audit", on="no", q="")
    await theo.send_form("/me/topics", on="yes", q="")
    assert await sides(graph, "theo") == [("BRINGS", "cv"), ("SEEKS", "python")]
    assert "Data analyst" in plain(await theo.get("/me"))


async def test_a_topic_that_is_none_is_kept_nowhere(site: Site, net: Network, graph: Graph) -> None:
    await (await site(member="theo")).send_form("/me/topics", brings="nothing", on="yes", q="")
    assert await sides(graph, "theo") == []


async def test_twenty_topics_a_side_are_enough(site: Site, net: Network, graph: Graph) -> None:
    for number in range(20):
        await net.topic(f"t{number}")
        await net.bring("theo", f"t{number}")
    refused = await (await site(member="theo")).send_form("/me/topics", brings="audit", on="yes", q="entretien")
    assert refused.status_code == 422
    assert "Vingt sujets au plus" in plain(refused)
    assert 'value="entretien"' in refused.text
    assert ("BRINGS", "audit") not in await sides(graph, "theo")


async def test_a_search_of_topics_is_words_never_marks(site: Site, net: Network) -> None:
    page = await (await site(member="theo")).get('/me/topics?q="><script>x()</script>')
    assert "<script>x()" not in page.text
    sent = await (await site(member="theo")).send_form("/me/topics", brings="cv", on="yes", q="a&b=c#d")
    assert sent.headers["location"] == "/me/topics?q=a%26b%3Dc%23d#found"


async def test_a_chapter_ends_today_and_stays_in_the_journey(site: Site, net: Network, graph: Graph) -> None:
    await net.run(CHAPTER, member="theo", id="c1", stage="GRADUATE")
    theo = await site(member="theo")
    done = await theo.send_form("/me/chapters/end", chapter="c1")
    assert done.headers["location"] == "/me/chapters"
    [row] = await graph.read(CHAPTERS, id="theo")
    assert now() - row["until"] < 60_000
    assert "Diplômé·e" in plain(await theo.get("/me"))


async def test_nobody_ends_the_chapter_of_somebody_else(site: Site, net: Network, graph: Graph) -> None:
    await net.run(CHAPTER, member="theo", id="c1", stage="GRADUATE")
    refused = await (await site(member="amina")).send_form("/me/chapters/end", chapter="c1")
    assert refused.status_code == 404
    assert (await graph.read(CHAPTERS, id="theo"))[0]["until"] is None


@pytest.mark.parametrize(
    ("stage", "since", "where"),
    [
        ("EMPEROR", "", "stage"),
        ("", "", "stage"),
        ("MENTOR", "2026-02-31", "since"),
        ("MENTOR", "2999-01-01", "since"),
        ("ALUM", "", "stage"),
    ],
)
async def test_a_chapter_that_cannot_be_is_not_opened(
    site: Site, net: Network, graph: Graph, stage: str, since: str, where: str
) -> None:
    await net.run(CHAPTER, member="theo", id="c1", stage="ALUM")
    refused = await (await site(member="theo")).send_form("/me/chapters", stage=stage, since=since, note="Chez <b>")
    assert refused.status_code == 422
    assert f'href="#{where}"' in refused.text
    assert "Chez &lt;b&gt;" in refused.text
    assert len(await graph.read(CHAPTERS, id="theo")) == 1


async def test_the_journey_of_who_has_none_yet_says_what_will_begin_it(site: Site, net: Network) -> None:
    assert "Le fil commence ici." in plain(await (await site(member="theo")).get("/me"))


async def test_every_form_holds_the_token(site: Site, net: Network) -> None:
    theo = await site(member="theo")
    for address in ("/me", "/me/edit", "/me/topics?q=cv", "/me/chapters", "/communities/new"):
        page = (await theo.get(address)).text
        posts = len(re.findall(r'<form[^>]*method="post"', page))
        assert posts == page.count(f'name="csrf" value="{theo.csrf}"'), address
