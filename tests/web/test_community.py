"""A community page tells what it is for, what is knitted there and who keeps watch, to those who may know."""

import re

import httpx
import pytest

from graph import attention, pin, shelf, weave
from graph.database import Graph
from graph.identity import now
from tests.network import Network
from tests.web.conftest import Site

pytestmark = pytest.mark.anyio

HOUR, DAY = 3_600_000, 86_400_000
OLDER = "MATCH (t:Thread {id: $id}) SET t.openedAt = $at"
WHEN = "MATCH ()-[h:HELPED {thread: $id}]->() SET h.at = $at"
TOLD = "MATCH (c:Community {id: $id}) SET c.purpose = $purpose, c.rules = $rules"


@pytest.fixture
async def net(graph: Graph) -> Network:
    net = Network(graph)
    await net.root()
    await net.community("lyon", name="Lyon et alentours")
    await net.community("club", "ON_REQUEST", name="Le club")
    await net.community("cave", "HIDDEN", name="La cave")
    for slug in ("amina", "karim", "claire"):
        await net.member(slug, "maille", "lyon")
    await net.member("sofia", "maille", "lyon", "club", "cave")
    await net.member("ines", "maille")
    for place in ("lyon", "club", "cave"):
        await net.curate("sofia", place)
    await net.curate("ines", "maille")
    return net


def plain(page: httpx.Response) -> str:
    words = re.sub(r"<[^>]+>", " ", page.text.split("<main", 1)[1].split("<footer", 1)[0])
    return re.sub(
        r"\s+", " ", words.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'").replace("&#39;", "'")
    )


async def test_yours_come_first_then_the_others_with_their_door(site: Site, net: Network) -> None:
    client = await site(member="amina")
    words = plain(await client.get("/communities"))
    assert words.index("Les vôtres") < words.index("Lyon et alentours") < words.index("Les autres portes")
    assert words.index("Les autres portes") < words.index("Le club") < words.index("On frappe, quelqu'un ouvre")


async def test_a_hidden_community_is_in_no_list_but_its_members_and_the_staffs(site: Site, net: Network) -> None:
    for member, seen in (("amina", False), ("sofia", True), ("ines", True), ("", False)):
        client = await site(member=member)
        assert ("La cave" in (await client.get("/communities")).text) is seen, member


async def test_a_hidden_community_is_the_same_page_as_none(site: Site, net: Network) -> None:
    client = await site(member="amina")
    for path in ("", "/members", "/edit", "/curate"):
        hidden, absent = await client.get(f"/communities/cave{path}"), await client.get(f"/communities/rien{path}")
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert hidden.text.replace("cave", "rien") == absent.text
    for path in ("join", "leave", "edit", "requests", "curators", "step-back", "rooms"):
        words = {"name": "x", "purpose": "x", "door": "OPEN", "member": "amina"}
        hidden = await client.send_form(f"/communities/cave/{path}", **words)
        absent = await client.send_form(f"/communities/rien/{path}", **words)
        assert (hidden.status_code, absent.status_code) == (404, 404), path
        assert hidden.text.replace("cave", "rien") == absent.text


async def test_the_staff_see_a_hidden_community_without_being_in_it(site: Site, net: Network) -> None:
    await net.thread("sofia", "cave", "Un fil de la cave")
    page = await (await site(member="ines")).get("/communities/cave")
    assert "Un fil de la cave" in page.text
    assert "équipe du réseau" in plain(page)


async def test_threads_stand_pinned_first_then_open_then_thanked(site: Site, net: Network, graph: Graph) -> None:
    pinned = await net.thread("amina", "lyon", "À lire d'abord")
    await net.thread("amina", "lyon", "Une vieille demande")
    await net.thread("karim", "lyon", "Une demande fraîche")
    await net.helped("karim", "amina", "lyon")
    assert await pin.pin(graph, "sofia", pinned, True, now())
    words = plain(await (await site(member="claire")).get("/communities/lyon"))
    order = ["À lire d'abord", "Une demande fraîche", "Une vieille demande", "Clos, merci dit"]
    assert [words.index(title) for title in order] == sorted(words.index(title) for title in order)
    assert words.count("À lire d'abord") == 1


async def test_who_is_outside_reads_the_purpose_and_no_thread(site: Site, net: Network) -> None:
    await net.run(TOLD, id="club", purpose="Pour jouer cartes sur table.", rules="Se taire\nÉcouter")
    await net.thread("sofia", "club", "Un fil du club")
    for member in ("amina", ""):
        page = await (await site(member=member)).get("/communities/club")
        words = plain(page)
        assert "Pour jouer cartes sur table." in words
        assert "Écouter" in words
        assert "Les fils se lisent une fois la porte passée." in words
        assert "Un fil du club" not in page.text
        assert "la demande qui attend" in words  # the loop on the needle, never which


async def test_a_visitor_sees_no_member(site: Site, net: Network) -> None:
    page = await (await site()).get("/communities/lyon")
    assert page.status_code == 200
    assert "Sofia" not in page.text
    assert "/sign-in?back=/communities/lyon" in page.text
    members = await (await site()).get("/communities/lyon/members")
    assert (members.status_code, members.headers["location"]) == (303, "/sign-in?back=/communities/lyon/members")


async def test_one_joins_an_open_door_and_leaves_again(site: Site, net: Network) -> None:
    client = await site(member="ines")
    assert "Vous en êtes" not in (await client.get("/communities/lyon")).text
    joined = await client.send_form("/communities/lyon/join")
    assert (joined.status_code, joined.headers["location"]) == (303, "/communities/lyon")
    assert "Vous en êtes" in (await client.get("/communities/lyon")).text
    left = await client.send_form("/communities/lyon/leave")
    assert (left.status_code, left.headers["location"]) == (303, "/communities/lyon")
    assert "Vous en êtes" not in (await client.get("/communities/lyon")).text


async def test_at_a_door_on_request_one_knocks_with_a_note(site: Site, net: Network) -> None:
    client = await site(member="amina")
    assert "Frapper à la porte" in plain(await client.get("/communities/club"))
    await client.send_form("/communities/club/join", note="Sofia m'a parlé de vous")
    words = plain(await client.get("/communities/club"))
    assert "Vous avez frappé" in words
    assert "Vous en êtes" not in words
    assert "Sofia m'a parlé de vous" not in words


async def test_who_leaves_a_hidden_community_is_shown_the_list(site: Site, net: Network) -> None:
    await net.join("karim", "cave")
    left = await (await site(member="karim")).send_form("/communities/cave/leave")
    assert (left.status_code, left.headers["location"]) == (303, "/communities")


async def test_the_last_curator_cannot_leave_and_is_told_to_name_a_successor(site: Site, net: Network) -> None:
    client = await site(member="sofia")
    refused = await client.send_form("/communities/lyon/leave")
    assert refused.status_code == 422
    assert "nommez d'abord quelqu'un d'autre" in plain(refused)
    assert "Vous en êtes" in plain(await client.get("/communities/lyon"))


async def test_nobody_joins_without_the_forms_token(site: Site, net: Network) -> None:
    client = await site(member="ines")
    refused = await client.post("/communities/lyon/join", data={"csrf": "faux"})
    assert refused.status_code == 403
    assert "Vous en êtes" not in (await client.get("/communities/lyon")).text


async def test_the_knitting_has_a_stitch_for_each_help_of_its_week(net: Network, graph: Graph) -> None:
    at = now()
    for days in (1, 3, 8, 200):
        thread = await net.helped("karim", "amina", "lyon")
        await net.run(WHEN, id=thread, at=at - days * DAY)
    await net.helped("karim", "amina", "maille")
    woven = await weave.weave(graph, ["lyon", "club"], 4, at)
    assert woven == {"lyon": [0, 0, 1, 2], "club": [0, 0, 0, 0]}


async def test_the_table_tells_what_the_knitting_draws(site: Site, net: Network) -> None:
    for _ in range(3):
        await net.helped("karim", "amina", "lyon")
    page = await (await site(member="amina")).get("/communities/lyon")
    assert page.text.count("l6.9") + page.text.count("9.6") >= 3  # stitches of the cloth
    assert re.search(r"<tr><td><time[^>]*>[^<]*</time></td><td>3</td></tr>", page.text)


async def test_what_nobody_has_answered_for_two_days_waits(net: Network, graph: Graph) -> None:
    alone = await net.thread("amina", "lyon", "Personne ?")
    answered = await net.thread("amina", "lyon", "Répondue")
    young = await net.thread("amina", "lyon", "D'hier")
    offer = await net.thread("amina", "lyon", "Offre", kind="OFFER")
    await net.say("amina", alone, "Je précise")
    await net.say("karim", answered)
    for id in (alone, answered, offer):
        await net.run(OLDER, id=id, at=now() - 49 * HOUR)
        await net.run(shelf.SHELVE, thread=id)
    assert await attention.unanswered(graph, ["lyon"], now() - 48 * HOUR) == {"lyon": [alone]}
    assert young not in str(await attention.unanswered(graph, ["lyon"], now() - 48 * HOUR))


async def test_gatherings_that_are_over_are_not_to_come(site: Site, net: Network) -> None:
    await net.gathering("lyon", "Hier soir", in_hours=-30)
    await net.gathering("lyon", "Demain soir", in_hours=30)
    page = await (await site(member="amina")).get("/communities/lyon")
    assert "Demain soir" in page.text
    assert "Hier soir" not in page.text


async def test_members_come_a_page_at_a_time_and_discreet_ones_not_to_strangers(site: Site, net: Network) -> None:
    for number in range(30):
        await net.member(f"zoe{number:02}", "maille", name=f"Zoé {number:02}")
    await net.member("ombre", "maille", name="Ombre Discrète", discreet=True)
    client = await site(member="amina")
    first = await client.get("/communities/maille/members")
    assert "Zoé 00" in first.text
    assert "Zoé 29" not in first.text
    further = re.search(r'href="(/communities/maille/members\?after=[^"]+)" rel="next"', first.text)
    assert further
    second = await client.get(further[1])
    assert "Zoé 29" in second.text
    assert "Ombre" not in first.text + second.text


async def test_who_is_behind_a_door_on_request_is_told_inside(site: Site, net: Network) -> None:
    await net.member("zoe", "maille", "club", name="Zoé Dedans")
    for member, told in (("amina", False), ("sofia", True), ("zoe", True), ("ines", True)):
        client = await site(member=member)
        page = await client.get("/communities/club")
        assert ("Zoé Dedans" in plain(page)) is told, member
        members = await client.get("/communities/club/members")
        assert members.status_code == (200 if told else 303), member
        assert ("Zoé Dedans" in plain(await client.get("/members?community=club"))) is (member in ("sofia", "zoe"))


async def test_names_and_purposes_are_words_never_marks(site: Site, net: Network) -> None:
    await net.community("mal", name="<script>alert(1)</script>")
    await net.run(TOLD, id="mal", purpose='<img src=x onerror="x()">', rules='<b onclick="x()">Promis</b>')
    client = await site(member="amina")
    for address in ("/communities", "/communities/mal"):
        page = await client.get(address)
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "<b onclick" not in page.text


async def test_a_page_asks_as_much_for_twenty_as_for_one(site: Site, net: Network, graph: Graph) -> None:
    client = await site(member="amina")

    async def grow(number: int) -> None:
        for place in range(number):
            await net.member(f"m{number}{place}", "maille", "lyon")
            await net.gathering("lyon")
            await net.room("lyon")
            await net.thread("karim", "lyon", f"Demande {number} {place}")
            await net.helped("karim", "amina", "lyon")
            await net.community(f"lieu{number}{place}")

    async def most(address: str) -> int:
        counts = []
        for _ in range(3):
            with graph.counting() as count:
                assert (await client.get(address)).status_code == 200
            counts.append(count.statements)
        return max(counts)

    addresses = ("/communities", "/communities/lyon", "/communities/lyon/members")
    await grow(1)
    few = [await most(address) for address in addresses]
    await grow(20)
    many = [await most(address) for address in addresses]
    # what two lists of one page ask alike is read together where they arrive together
    assert all(more <= less + 4 for more, less in zip(many, few, strict=True)), (few, many)
