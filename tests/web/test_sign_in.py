"""Coming in by a link, for the first time and every other, and going out again."""

import re
from urllib.parse import urlsplit

import httpx
import pytest

from graph import entry, membership, session
from graph.database import Graph
from graph.identity import now
from tests.network import Network
from tests.web.conftest import Client, Letters, Site
from tests.web.cookie import kept

pytestmark = pytest.mark.anyio

ADDRESS = "lea@exemple.fr"


async def rooted(graph: Graph, door: str = "OPEN") -> Network:
    network = Network(graph)
    await network.community("maille", door, root=True)
    await network.member("ines", "maille", name="Inès Rahmani")
    await network.curate("ines", "maille")
    return network


def link_in(letters: Letters) -> str:
    found = re.search(r"http://maille\.test(/sign-in/\S+)", letters.kept[0][0].text)
    assert found
    return found[1]


async def ask_for_link(client: Client, letters: Letters, email: str = ADDRESS, back: str = "/") -> str:
    answer = await client.send_form("/sign-in", email=email, back=back)
    assert answer.status_code == 303
    return link_in(letters)


async def enter_by(client: Client, address: str, **fields: str | list[str]) -> httpx.Response:
    return await client.send_form(urlsplit(address).path, **fields)


async def test_who_is_new_gets_a_link_says_their_name_and_is_in(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    client = await site()
    address = await ask_for_link(client, letters)
    page = await client.get(address)
    assert "Faisons connaissance" in page.text
    answer = await enter_by(client, address, name="Léa  Faure", stage=["GRADUATE", "ALUM", "KING"], headline="Audit")
    assert answer.headers["location"] == "/"
    rows = await graph.read(
        "MATCH (m:Member {email: $email})-[:HAS_CHAPTER]->(c:Chapter) RETURN m.name AS name, c.stage AS stage",
        email=ADDRESS,
    )
    assert {(row["name"], row["stage"]) for row in rows} == {("Léa Faure", "GRADUATE"), ("Léa Faure", "ALUM")}
    assert "Vous, Léa Faure" in (await client.get("/me/sessions")).text


async def test_who_is_known_comes_back_without_questions_and_where_they_were_going(
    graph: Graph, site: Site, letters: Letters
) -> None:
    await rooted(graph)
    client = await site()
    address = await ask_for_link(client, letters, " INES@Exemple.fr ", back="/threads/1?a=b&c=d")
    assert letters.kept[0][0].to == "ines@exemple.fr"
    page = await client.get(address)
    assert "Vous revoilà" in page.text
    assert "Faisons connaissance" not in page.text
    back = re.search(r'name="back" value="([^"]*)"', page.text)
    assert back
    answer = await enter_by(client, address, back=back[1].replace("&amp;", "&"))
    assert answer.headers["location"] == "/threads/1?a=b&c=d"


async def test_nothing_tells_whether_an_address_is_known(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    client, answers = await site(), []
    for email in ("ines@exemple.fr", "nova@exemple.fr"):
        sent = await client.send_form("/sign-in", email=email)
        page = await client.get(sent.headers["location"])
        mail = re.sub(r"sign-in/\S+", "", f"{letters.kept[0][0].subject} {letters.kept[0][0].text}")
        answers.append((sent.status_code, sent.headers["location"], page.text.replace(email, ""), mail))
    assert answers[0] == answers[1]


async def test_opening_a_link_uses_nothing_up_and_its_button_works_once(
    graph: Graph, site: Site, letters: Letters
) -> None:
    await rooted(graph)
    client = await site()
    address = await ask_for_link(client, letters)
    for _ in range(3):
        assert (await client.get(address)).status_code == 200
        assert (await client.head(address)).status_code == 200
    assert (await enter_by(client, address, name="Léa")).status_code == 303
    other = await site()
    for answer in (await other.get(address), await other.send_form(address, name="Léo")):
        assert answer.status_code == 410
        assert "Ce lien a déjà servi" in answer.text
        assert 'action="/sign-in"' in answer.text
    assert "token" not in kept(other.cookies["maille"])


async def test_a_link_that_is_old_or_unknown_says_so_and_offers_another(graph: Graph, site: Site) -> None:
    await rooted(graph)
    client = await site()
    old = await entry.link(graph, ADDRESS, "fr", now() - entry.LASTS)
    for secret, words in ((old, "plus de quinze minutes"), ("pas-un-lien", "n’ouvre rien")):
        for answer in (await client.get(f"/sign-in/{secret}"), await client.send_form(f"/sign-in/{secret}", name="A")):
            assert answer.status_code == 410
            assert words in answer.text
            assert 'action="/sign-in"' in answer.text


@pytest.mark.parametrize(
    "email", ["", "lea", "lea@", "@exemple.fr", "a b@exemple.fr", "lea@exemple", "x" * 250 + "@a.fr"]
)
async def test_an_address_that_is_none_is_kept_and_said_at_its_field(
    graph: Graph, site: Site, letters: Letters, email: str
) -> None:
    await rooted(graph)
    answer = await (await site()).send_form("/sign-in", email=email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{email[:254]}"' in answer.text
    assert letters.kept == []


async def test_an_address_that_would_write_headers_writes_none(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    answer = await (await site()).send_form("/sign-in", email="lea@exemple.fr\r\nBcc: all@exemple.fr")
    assert (answer.status_code, letters.kept) == (422, [])


async def test_who_forgets_their_name_is_told_and_keeps_what_they_typed(
    graph: Graph, site: Site, letters: Letters
) -> None:
    await rooted(graph)
    client = await site()
    address = await ask_for_link(client, letters)
    answer = await enter_by(client, address, name="  ", headline="Contrôle & audit", stage="MENTOR")
    assert answer.status_code == 422
    assert "Contrôle &amp; audit" in answer.text
    assert re.search(r'value="MENTOR" checked', answer.text)
    assert not re.search(r'value="ALUM" checked', answer.text)
    assert (await enter_by(client, address, name="Léa")).status_code == 303


async def test_a_mail_that_cannot_leave_is_said_and_nothing_is_lost(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    letters.broken = True
    answer = await (await site()).send_form("/sign-in", email=ADDRESS)
    assert answer.status_code == 503
    assert f'value="{ADDRESS}"' in answer.text
    assert "pas parti" in answer.text


async def test_the_mail_is_in_the_language_of_who_asks(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    await ask_for_link(await site(language="en"), letters)
    mail = letters.kept[0][0]
    assert mail.subject == "Your link to enter Maille"
    assert "15 minutes" in mail.text
    await ask_for_link(await site(), letters)
    assert "dans les 15 minutes" in letters.kept[0][0].text.replace("\u00a0", " ")


async def test_who_sends_too_many_is_told_when_to_come_back(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    asked: list[tuple[str, str]] = []

    def slow(what: str, who: str) -> int:
        asked.append((what, who))
        return 130 if what == "sign-in as" else 0

    answer = await (await site(pace=slow)).send_form("/sign-in", email=ADDRESS)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "130")
    assert "dans 3 minutes" in answer.text.replace("\u00a0", " ")
    assert asked == [("sign-in from", "127.0.0.1"), ("sign-in as", ADDRESS)]
    assert letters.kept == []


async def test_back_leads_nowhere_else(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    client = await site()
    for elsewhere in ("https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "javascript:alert(1)"):
        address = await ask_for_link(client, letters, "ines@exemple.fr", back=elsewhere)
        assert "back" not in address
        assert (await (await site()).send_form(address, back=elsewhere)).headers["location"] == "/"


async def test_before_a_door_on_request_one_waits_as_a_visitor_until_it_opens(
    graph: Graph, site: Site, letters: Letters
) -> None:
    await rooted(graph, "ON_REQUEST")
    client = await site()
    await enter_by(client, await ask_for_link(client, letters), name="Léa Faure")
    assert "Votre demande est arrivée" in (await client.get("/waiting")).text
    assert (await client.get("/sign-in")).headers["location"] == "/waiting"
    asked = await client.post("/graphql", json={"query": "{ viewer { id } members { totalCount } }"})
    assert asked.json()["data"] == {"viewer": None, "members": {"totalCount": 0}}
    lea = (await graph.read("MATCH (m:Member {email: $email}) RETURN m.id AS id", email=ADDRESS))[0]["id"]
    await membership.decline(graph, "ines", "maille", lea)
    assert "Frappez" in (await client.get("/waiting")).text
    await client.send_form("/waiting", note="Promotion 2024")
    note = await graph.read("MATCH (:Member {id: $id})-[a:ASKS_TO_JOIN]->(:Community) RETURN a.note AS note", id=lea)
    assert note == [{"note": "Promotion 2024"}]
    await membership.admit(graph, "ines", "maille", lea, now())
    assert (await client.get("/waiting")).headers["location"] == "/"
    asked = await client.post("/graphql", json={"query": "{ viewer { id } }"})
    assert asked.json()["data"]["viewer"]["id"] == lea


async def test_a_curator_sees_who_waits_and_no_other_member_does(graph: Graph, site: Site, letters: Letters) -> None:
    network = await rooted(graph, "ON_REQUEST")
    await network.member("theo", "maille")
    client = await site()
    await enter_by(client, await ask_for_link(client, letters), name="Léa Faure")
    query = '{ community(slug: "maille") { joinRequests { member { name } } } members { nodes { name } } }'
    seen = [(await (await site(member=one)).post("/graphql", json={"query": query})).json() for one in ("ines", "theo")]
    assert seen[0]["data"]["community"]["joinRequests"] == [{"member": {"name": "Léa Faure"}}]
    assert "Léa" not in str(seen[1])


async def test_a_hidden_network_lets_in_whom_it_knows_and_keeps_nothing_of_others(
    graph: Graph, site: Site, letters: Letters
) -> None:
    await rooted(graph, "HIDDEN")
    client = await site()
    address = await ask_for_link(client, letters)
    for answer in (await client.get(address), await enter_by(client, address, name="Léa")):
        assert answer.status_code == 403
        assert "sur invitation" in answer.text
    assert not await graph.read("MATCH (m:Member {email: $email}) RETURN m.id AS id", email=ADDRESS)
    assert (await enter_by(client, await ask_for_link(client, letters, "ines@exemple.fr"))).status_code == 303


async def test_the_first_of_the_staff_says_their_own_address(graph: Graph, site: Site) -> None:
    network = Network(graph)
    await network.community("maille", "HIDDEN", root=True)
    address = f"/sign-in/{await entry.link(graph, '', 'fr', now(), staff=True)}"
    client = await site()
    assert (await enter_by(client, address, name="Inès", email="pas une adresse")).status_code == 422
    assert (await enter_by(client, address, name="Inès", email="Ines@exemple.fr")).status_code == 303
    rows = await graph.read("MATCH (m:Member)-[:CURATES]->(:Community {root: true}) RETURN m.email AS email")
    assert rows == [{"email": "ines@exemple.fr"}]


async def test_leaving_one_device_leaves_the_others(graph: Graph, site: Site) -> None:
    await rooted(graph)
    here, there = await site(member="ines"), await site(member="ines")
    answer = await here.send_form("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert (await here.get("/me/sessions")).status_code == 303
    assert (await there.get("/me/sessions")).status_code == 200


async def test_a_copied_cookie_is_worth_nothing_after_leaving(graph: Graph, site: Site) -> None:
    await rooted(graph)
    here = await site(member="ines")
    copied = here.cookies["maille"]
    await here.send_form("/sign-out")
    thief = await site()
    thief.cookies.set("maille", copied, domain="maille.test")
    assert (await thief.get("/me/sessions")).status_code == 303


async def test_leaving_everywhere_leaves_every_device_and_nobody_elses(graph: Graph, site: Site) -> None:
    network = await rooted(graph)
    await network.member("theo", "maille")
    here, there, theo = await site(member="ines"), await site(member="ines"), await site(member="theo")
    assert (await here.get("/me/sessions")).text.count('class="device"') == 2
    await here.send_form("/me/sessions")
    assert [(await one.get("/me/sessions")).status_code for one in (here, there, theo)] == [303, 303, 200]


async def test_leaving_is_told_so_that_the_live_stream_ends_too(graph: Graph, site: Site) -> None:
    await rooted(graph)
    told: list[str] = []

    async def tell(id: str) -> None:
        told.append(id)

    here, there = await site(member="ines", tell=tell), await site(member="ines", tell=tell)
    id = session.hashed(kept(here.cookies["maille"])["token"])
    await here.send_form("/sign-out")
    await there.send_form("/me/sessions")
    assert told == [id, "ines"]


async def test_one_device_is_left_from_another(graph: Graph, site: Site) -> None:
    await rooted(graph)
    here, there = await site(member="ines"), await site(member="ines")
    id = session.hashed(kept(there.cookies["maille"])["token"])
    assert (await here.send_form("/me/sessions", session=id)).headers["location"] == "/me/sessions"
    assert [(await one.get("/me/sessions")).status_code for one in (here, there)] == [200, 303]


async def test_the_page_of_devices_asks_as_much_for_ten_as_for_one(graph: Graph, site: Site) -> None:
    await rooted(graph)
    client = await site(member="ines")
    with graph.counting() as one:
        await client.get("/me/sessions")
    for _ in range(9):
        await session.open_session(graph, "ines", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", now())
    with graph.counting() as ten:
        page = await client.get("/me/sessions")
    assert "Firefox sur Linux" in page.text
    assert one.statements == ten.statements


async def test_in_the_demo_one_enters_as_a_persona(graph: Graph, site: Site) -> None:
    network = await rooted(graph)
    await network.member("amina", "maille", name="Amina Diallo")
    client = await site()
    page = await client.get("/enter?back=/threads")
    assert "Amina Diallo" in page.text
    assert "Inès Rahmani" in page.text
    answer = await client.send_form("/enter", member="amina", back="/threads")
    assert answer.headers["location"] == "/threads"
    assert "Vous, Amina Diallo" in (await client.get("/me/sessions")).text


async def test_the_door_of_the_demo_names_no_hidden_community(graph: Graph, site: Site) -> None:
    network = await rooted(graph)
    await network.member("amina", "maille")
    for slug, door in (("ouverte", "OPEN"), ("cachette", "HIDDEN")):
        await network.community(slug, door)
        await network.join("amina", slug)
        await network.curate("amina", slug)
    page = await (await site()).get("/enter")
    assert "ouverte" in page.text
    assert "cachette" not in page.text


async def test_in_the_demo_nobody_enters_as_another_member(graph: Graph, site: Site) -> None:
    network = await rooted(graph)
    await network.member("zoe", "maille")
    client = await site()
    for slug in ("zoe", "visitor", ""):
        assert (await client.send_form("/enter", member=slug)).status_code == 404
    assert "token" not in kept(client.cookies["maille"])


async def test_outside_the_demo_there_is_no_persona_and_no_outbox(graph: Graph, site: Site) -> None:
    await rooted(graph)
    client = await site(outbox=None, personas=())
    assert (await client.get("/enter")).status_code == 404
    assert (await client.send_form("/enter", member="ines")).status_code == 404
    assert (await client.get("/outbox")).status_code == 404
    assert "/outbox" not in (await client.get("/sign-in")).text


async def test_the_outbox_shows_the_mails_with_their_link(graph: Graph, site: Site, letters: Letters) -> None:
    await rooted(graph)
    client = await site()
    assert "Aucun mail" in (await client.get("/outbox")).text
    address = await ask_for_link(client, letters)
    page = await client.get("/outbox")
    assert f'href="http://maille.test{address}"' in page.text
    assert ADDRESS in page.text
