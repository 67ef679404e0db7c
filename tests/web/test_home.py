"""Home: what is within a member's reach and why, what is theirs; for a visitor, what Maille is and nothing private."""

import pytest

from graph.database import Graph
from schema.language import LANGUAGES
from tests.network import Network
from tests.web.conftest import Site
from tests.web.plain import plain
from web.because import why
from web.pages.home import latest, thanked
from web.visit import Visit

pytestmark = pytest.mark.anyio


async def _house(network: Network) -> str:
    root = await network.root()
    for slug, name in (("amina", "Amina Belkacem"), ("melanie", "Mélanie Carpentier"), ("karim", "Karim Haddad")):
        await network.member(slug, root, name=name)
    await network.topic("audit", "Entretiens d’audit")
    return root


async def test_a_request_within_reach_says_why_and_how_to_answer(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.bring("amina", "audit")
    await network.helped("karim", "amina", root)
    await network.know("karim", "melanie")
    id = await network.thread(
        "melanie", root, "Un oral jeudi : à quoi m’attendre ?", "audit", body="Une heure, deux associés."
    )
    text = plain(await (await site(member="amina")).get("/"))
    assert "Répondre" in text
    assert "à Mélanie" in text
    assert "<strong>Karim</strong>, qui vous a donné un coup de main en" in text
    assert "connaît Mélanie." in text
    assert "<strong>entretiens d'audit</strong>" in text
    assert "personne n'a encore répondu" in text
    assert f'action="/threads/{id}/pass"' in text
    assert "Une heure, deux associés." in text


async def test_what_was_passed_never_comes_again(network: Network, site: Site) -> None:
    root = await _house(network)
    id = await network.thread("melanie", root, "Relire dix lignes")
    amina = await site(member="amina")
    assert "Relire dix lignes" in plain(await amina.get("/"))
    passed = await amina.send_form(f"/threads/{id}/pass")
    assert (passed.status_code, passed.headers["location"]) == (303, "/")
    text = plain(await amina.get("/"))
    assert "Relire dix lignes" not in text
    assert "Rien à votre portée" in text
    assert "Relire dix lignes" in plain(await (await site(member="karim")).get("/"))


async def test_no_more_than_three_and_none_from_a_hidden_community(network: Network, site: Site) -> None:
    root = await _house(network)
    hidden = await network.community("coulisses", door="HIDDEN", name="Les coulisses")
    await network.join("karim", hidden)
    await network.thread("karim", hidden, "Chuchoter")
    for n in range(5):
        await network.thread("melanie", root, f"Question {n}")
    text = plain(await (await site(member="amina")).get("/"))
    assert text.count('class="ask"') == 3
    assert "Chuchoter" not in text
    assert "coulisses" not in text.lower()


async def test_new_members_are_told_what_to_do(network: Network, site: Site) -> None:
    await _house(network)
    text = plain(await (await site(member="amina")).get("/"))
    assert 'href="/me/topics"' in text
    assert "Rien à votre portée" in text
    assert "Vous ne tenez aucun fil" in text
    await network.bring("karim", "audit")
    assert "Personne ne peut deviner" not in plain(await (await site(member="karim")).get("/"))


async def test_home_shows_the_next_gathering_news_thanks_and_who_knocks(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.gathering(root, "Entretiens blancs, à trois", seats=3)
    mine = await network.thread("amina", root, "Mon fil à moi")
    await network.say("karim", mine, "Je t’appelle ce soir")
    await network.helped("amina", "melanie", root, thanks="Tes questions sont tombées.")
    club = await network.community("club", door="ON_REQUEST", name="Le club")
    await network.join("amina", club)
    await network.curate("amina", club)
    await network.run(
        "MATCH (m:Member {id: 'karim'}) MATCH (c:Community {id: 'club'})"
        " CREATE (m)-[:ASKS_TO_JOIN {key: 'karim:club', at: 1, note: 'Toc'}]->(c)"
    )
    text = plain(await (await site(member="amina")).get("/"))
    assert "Entretiens blancs, à trois" in text
    assert 'name="coming" value="yes"' in text
    assert "Il reste 3 places." in text
    assert "1 nouveau" in text
    assert "Je t'appelle ce soir" in text
    assert "Tes questions sont tombées." in text
    assert "Merci, Amina" in text
    assert 'href="/communities/club/curate"' in text
    assert 'href="/communities/club/curate"' not in plain(await (await site(member="melanie")).get("/"))


async def test_a_visitor_reads_what_maille_is_and_nothing_private(network: Network, site: Site) -> None:
    root = await _house(network)
    await network.community("lyon", name="Lyon et alentours")
    await network.community("coulisses", door="HIDDEN", name="Les coulisses")
    await network.thread("melanie", root, "Un oral jeudi")
    text = plain(await (await site()).get("/"))
    assert "Lyon et alentours" in text
    assert 'href="/sign-in"' in text
    for private in ("coulisses", "oral jeudi", "Mélanie", "Karim", "Amina"):
        assert private not in text


@pytest.mark.parametrize("address", ["/", "/?x=1"])
async def test_what_members_write_is_never_markup(network: Network, site: Site, address: str) -> None:
    root = await network.root()
    await network.member("amina", root)
    await network.member("eve", root, name="<b>Eve</b><script>1</script>")
    await network.topic("x", "<i>x</i>")
    await network.bring("amina", "x")
    await network.know("amina", "eve")
    await network.thread("eve", root, "<img src=x onerror=1>", "x", body="<script>alert(1)</script> et <b>gras</b>")
    text = (await (await site(member="amina")).get(address)).text
    for bad in ("<script>alert", "<script>1", "<img src=x", "<i>x</i>", "<b>Eve</b>", "<b>gras</b>"):
        assert bad not in text


async def test_home_costs_the_same_with_one_row_and_with_twenty(graph: Graph, network: Network, site: Site) -> None:
    root = await _house(network)
    await network.bring("amina", "audit")
    await network.know("amina", "melanie")
    mine = await network.thread("amina", root, "À moi")
    await network.say("karim", mine)
    await network.thread("melanie", root, "Oral 0", "audit")
    await network.gathering(root)
    await network.helped("amina", "karim", root)
    amina = await site(member="amina")
    with graph.counting() as one:
        await amina.get("/")
    for n in range(20):
        await network.thread("melanie", root, f"Oral {n}", "audit")
        await network.say("karim", await network.thread("amina", root, f"À moi {n}"))
        await network.gathering(root)
        await network.helped("amina", "karim", root)
    with graph.counting() as many:
        await amina.get("/")
    assert one.statements == many.statements
    assert one.statements <= 32


async def test_home_is_english_whole(network: Network, site: Site) -> None:
    await _house(network)
    await network.run("MATCH (m:Member {id: 'amina'}) SET m.locale = 'en'")
    text = plain(await (await site(member="amina", language="en")).get("/"))
    assert "Within your reach" in text
    assert "Vos fils" not in text


STEPS = [
    ({"tie": "HELPED", "outward": True}, "vous avez donné un coup de main à <strong>Zoé</strong> en mars"),
    ({"tie": "HELPED", "outward": False}, "<strong>Zoé</strong> vous a donné un coup de main en mars"),
    ({"tie": "KNOWS", "outward": True}, "vous connaissez <strong>Zoé</strong>"),
]


@pytest.mark.parametrize(("step", "words"), STEPS)
async def test_a_tie_is_said_as_it_is(step: dict[str, object], words: str) -> None:
    from datetime import UTC, datetime

    visit = Visit(LANGUAGES["fr"], datetime(2026, 11, 25, tzinfo=UTC))
    walked = {"from": {"name": "Amina"}, "to": {"name": "Zoé Roy"}, "at": "2026-03-02T10:00:00Z", **step}
    thread = {"because": {"topics": [], "path": {"steps": [walked]}}, "community": None, "messageCount": 0}
    told = why(thread, visit.calendar, visit.language)
    assert words in told.words
    assert told.chain == ["Amina", "Zoé Roy"]


def test_news_come_first_and_closed_threads_only_while_they_are_news() -> None:
    def thread(id: str, unread: int, status: str = "OPEN") -> dict[str, object]:
        return {"id": id, "unread": unread, "status": status}

    threads = [thread("a", 0), thread("b", 2), thread("c", 0, "HELPED"), thread("d", 1, "HELPED"), thread("e", 0)]
    assert [one["id"] for one in latest(threads)] == ["b", "d", "a", "e"]


def test_thanks_are_those_that_somebody_else_said() -> None:
    def help_(at: str, thanks: str, kind: str | None) -> dict[str, object]:
        return {"at": at, "thanks": thanks, "thread": kind and {"kind": kind}}

    asked, offered = help_("2026-01", "Merci", "REQUEST"), help_("2026-02", "De rien", "OFFER")
    gone = help_("2026-03", "Vu nulle part", None)
    assert thanked([asked, offered, gone, help_("2026-04", "", "REQUEST")]) == asked
    assert thanked([offered]) is None
