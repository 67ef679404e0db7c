"""Curators open the door, name one another and pass it on; for anybody else their pages don't exist."""

import pytest

from graph.database import Graph
from graph.shelf import SHELVE
from tests.network import Network
from tests.web.conftest import Site
from tests.web.test_community import plain

pytestmark = pytest.mark.anyio

DUTIES = ("edit", "requests", "curators", "step-back", "rooms")
WORDS = {"name": "Pris", "purpose": "Volé", "rules": "", "door": "OPEN", "member": "karim", "answer": "admit"}
CURATORS = "MATCH (m:Member)-[:CURATES]->(:Community {id: $id}) RETURN m.id AS id ORDER BY id"
MEMBERS = "MATCH (m:Member)-[:MEMBER_OF]->(:Community {id: $id}) RETURN m.id AS id ORDER BY id"
OLD = "MATCH (t:Thread {id: $id}) SET t.openedAt = 0"


@pytest.fixture
async def net(graph: Graph) -> Network:
    net = Network(graph)
    await net.root()
    await net.community("club", "ON_REQUEST", name="Le club")
    await net.member("sofia", "maille", "club")
    await net.member("karim", "maille", "club")
    await net.member("amina", "maille")
    await net.member("ines", "maille")
    await net.curate("sofia", "club")
    await net.curate("ines", "maille")
    return net


async def who(graph: Graph, statement: str) -> list[str]:
    return [row["id"] for row in await graph.read(statement, id="club")]  # type: ignore[arg-type]


async def test_who_opens_a_community_keeps_watch_there(site: Site, net: Network, graph: Graph) -> None:
    client = await site(member="amina")
    words = {"name": "Oraux de janvier", "purpose": "Pour répéter.", "rules": "On rit\nOn recommence", "door": "HIDDEN"}
    opened = await client.send_form("/communities/new", **words)
    assert (opened.status_code, opened.headers["location"]) == (303, "/communities/oraux-de-janvier")
    page = plain(await client.get("/communities/oraux-de-janvier"))
    for said in ("Oraux de janvier", "Pour répéter.", "On recommence", "Cachée", "Vous veillez ici"):
        assert said in page
    assert (await (await site(member="karim")).get("/communities/oraux-de-janvier")).status_code == 404


async def test_a_community_without_a_name_is_not_opened_and_keeps_what_was_typed(site: Site, net: Network) -> None:
    client = await site(member="amina")
    refused = await client.send_form("/communities/new", name=" ", purpose="Pour rire <b>", rules="", door="ON_REQUEST")
    assert refused.status_code == 422
    assert "Pour rire &lt;b&gt;" in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert 'value="ON_REQUEST" checked' in refused.text
    assert "Pour rire" not in (await client.get("/communities")).text


async def test_a_visitor_opens_nothing(site: Site, net: Network) -> None:
    client = await site()
    for address in ("/communities/new", "/communities/club/curate", "/communities/club/edit"):
        page = await client.get(address)
        assert (page.status_code, page.headers["location"]) == (303, f"/sign-in?back={address}")
    assert (await client.send_form("/communities/new", **WORDS)).headers["location"] == "/sign-in?back=/"


async def test_a_curator_rewrites_what_is_read_at_the_door(site: Site, net: Network) -> None:
    client = await site(member="sofia")
    assert 'value="Le club"' in (await client.get("/communities/club/edit")).text
    words = {"name": "Le cercle du club", "purpose": "Pour voir.", "rules": "Se taire", "door": "OPEN"}
    assert (await client.send_form("/communities/club/edit", **words)).headers["location"] == "/communities/club"
    page = plain(await client.get("/communities/club"))
    for said in ("Le cercle du club", "Pour voir.", "Se taire", "Ouverte à tout le monde"):
        assert said in page


async def test_members_and_strangers_are_told_that_the_curators_pages_do_not_exist(
    site: Site, net: Network, graph: Graph
) -> None:
    for member in ("karim", "amina"):
        client = await site(member=member)
        assert "/communities/club/curate" not in (await client.get("/communities/club")).text
        for page in ("curate", "edit"):
            refused = await client.get(f"/communities/club/{page}")
            absent = await client.get(f"/communities/rien/{page}")
            assert refused.status_code == 404
            assert refused.text.replace("club", "rien") == absent.text
        for duty in DUTIES:
            assert (await client.send_form(f"/communities/club/{duty}", **WORDS)).status_code == 404, duty
    assert await who(graph, CURATORS) == ["sofia"]
    assert await who(graph, MEMBERS) == ["karim", "sofia"]
    assert "Le club" in (await (await site(member="karim")).get("/communities/club")).text


async def test_a_curator_lets_in_who_knocked_and_reads_the_note(site: Site, net: Network, graph: Graph) -> None:
    amina, sofia = await site(member="amina"), await site(member="sofia")
    await amina.send_form("/communities/club/join", note="Bonjour <script>x()</script> **vous**")
    assert "1 personne à la porte" in plain(await sofia.get("/communities/club"))
    page = await sofia.get("/communities/club/curate")
    assert "Bonjour" in page.text
    assert "<script>x()" not in page.text
    done = await sofia.send_form("/communities/club/requests", member="amina", answer="admit")
    assert done.headers["location"] == "/communities/club/curate#door"
    assert await who(graph, MEMBERS) == ["amina", "karim", "sofia"]
    assert "Personne n'attend à la porte." in plain(await sofia.get("/communities/club/curate"))


async def test_not_this_time_lets_nobody_in_and_one_may_knock_again(site: Site, net: Network, graph: Graph) -> None:
    amina, sofia = await site(member="amina"), await site(member="sofia")
    await amina.send_form("/communities/club/join", note="")
    await sofia.send_form("/communities/club/requests", member="amina", answer="decline")
    assert await who(graph, MEMBERS) == ["karim", "sofia"]
    assert "Frapper à la porte" in plain(await amina.get("/communities/club"))


async def test_nobody_is_let_in_who_did_not_knock(site: Site, net: Network, graph: Graph) -> None:
    refused = await (await site(member="sofia")).send_form("/communities/club/requests", member="amina", answer="admit")
    assert refused.status_code == 404
    assert await who(graph, MEMBERS) == ["karim", "sofia"]


async def test_a_curator_names_another_and_steps_back(site: Site, net: Network, graph: Graph) -> None:
    sofia = await site(member="sofia")
    assert "/communities/club/step-back" not in (await sofia.get("/communities/club/curate")).text
    await sofia.send_form("/communities/club/curators", member="karim")
    assert await who(graph, CURATORS) == ["karim", "sofia"]
    done = await sofia.send_form("/communities/club/step-back")
    assert (done.status_code, done.headers["location"]) == (303, "/communities/club")
    assert await who(graph, CURATORS) == ["karim"]
    assert "sofia" in await who(graph, MEMBERS)
    assert (await sofia.get("/communities/club/curate")).status_code == 404


async def test_the_last_curator_cannot_step_back(site: Site, net: Network, graph: Graph) -> None:
    refused = await (await site(member="sofia")).send_form("/communities/club/step-back")
    assert refused.status_code == 422
    assert "nommez d'abord quelqu'un d'autre" in plain(refused)
    assert await who(graph, CURATORS) == ["sofia"]


async def test_only_a_member_of_the_community_can_be_named(site: Site, net: Network, graph: Graph) -> None:
    refused = await (await site(member="sofia")).send_form("/communities/club/curators", member="amina")
    assert refused.status_code == 404
    assert await who(graph, CURATORS) == ["sofia"]


async def test_a_curator_opens_a_room_and_a_nameless_one_keeps_its_purpose(site: Site, net: Network) -> None:
    sofia = await site(member="sofia")
    refused = await sofia.send_form("/communities/club/rooms", name="", purpose="Pour causer")
    assert refused.status_code == 422
    assert "Pour causer" in refused.text
    opened = await sofia.send_form("/communities/club/rooms", name="Le comptoir", purpose="Pour causer")
    assert opened.headers["location"].startswith("/rooms/")
    assert "Le comptoir" in (await sofia.get("/communities/club")).text


async def test_what_waits_is_shown_to_curators_with_its_thread(site: Site, net: Network) -> None:
    id = await net.thread("karim", "club", "Personne ne répond")
    await net.run(OLD, id=id)
    await net.run(SHELVE, thread=id)
    sofia = await site(member="sofia")
    assert "1 demande sans réponse depuis 48 h" in plain(await sofia.get("/communities/club"))
    assert f"/threads/{id}" in (await sofia.get("/communities/club/curate")).text
    await net.say("sofia", id)
    assert "Tout le monde a eu une réponse." in plain(await sofia.get("/communities/club/curate"))


async def test_the_staff_keep_watch_everywhere_and_are_named_nowhere(site: Site, net: Network, graph: Graph) -> None:
    ines = await site(member="ines")
    assert "équipe du réseau" in plain(await ines.get("/communities/club"))
    assert (await ines.get("/communities/club/curate")).status_code == 200
    await ines.send_form("/communities/club/curators", member="karim")
    assert await who(graph, CURATORS) == ["karim", "sofia"]
    assert (await ines.send_form("/communities/club/step-back")).status_code == 404


async def test_the_staff_see_no_circle_of_a_community(site: Site, net: Network) -> None:
    await net.circle("club", "sofia", "karim", name="Cercle secret")
    ines = await site(member="ines")
    for address in ("/communities/club", "/communities/club/curate"):
        assert "Cercle secret" not in (await ines.get(address)).text


async def test_curating_asks_as_much_for_twenty_as_for_one(site: Site, net: Network, graph: Graph) -> None:
    sofia = await site(member="sofia")

    async def statements() -> int:
        with graph.counting() as count:
            assert (await sofia.get("/communities/club/curate")).status_code == 200
        return count.statements

    async def grow(number: int) -> None:
        for place in range(number):
            one = await net.member(f"m{number}{place}", "maille", "club")
            asking = await net.member(f"a{number}{place}", "maille")
            await (await site(member=asking)).send_form("/communities/club/join", note="Bonjour")
            await net.run(OLD, id=await net.thread(one, "club", "Personne ?"))
            await net.room("club")

    await grow(1)
    few = await statements()
    await grow(20)
    assert await statements() <= few + 4
