"""A room, and the log that all spaces share: permalinks, older messages, and the list of rooms."""

import re

import pytest

from graph.database import Graph
from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, bodies, plain, without

pytestmark = pytest.mark.anyio


async def full_room(network: Network, messages: int) -> str:
    """A room where Sarah and Mélanie said « 1 », « 2 » … by turns."""
    id = await network.room(await audit(network), "Le comptoir du chiffre")
    for number in range(1, messages + 1):
        await network.say(("sarah", "melanie")[number % 2], id, f"Mot {number}")
    return id


async def test_it_shows_its_latest_messages_and_the_way_to_the_older_ones(network: Network, site: Site) -> None:
    id = await full_room(network, 95)
    melanie, address = await site("melanie"), f"/rooms/{id}"
    seen: list[str] = []
    while True:
        page = (await melanie.get(address)).text
        seen = bodies(page) + seen
        older = re.search(r'<li class="more"><a class="btn" href="([^"]+)"', page)
        if older is None:
            break
        address = older[1]
    assert seen == [f"Mot {number}" for number in range(1, 96)]


async def test_a_permalink_shows_a_message_in_its_place(network: Network, site: Site) -> None:
    id = await full_room(network, 95)
    melanie = await site("melanie")
    latest = (await melanie.get(f"/rooms/{id}?before=51")).text
    message = re.findall(r'id="m-([\w-]+)"', latest)[-1]
    answer = await melanie.get(f"/messages/{message}")
    assert answer.headers["location"] == f"/rooms/{id}?message=50#m-{message}"
    page = (await melanie.get(answer.headers["location"])).text
    assert bodies(page) == [f"Mot {number}" for number in range(25, 76)]
    assert f'id="m-{message}"' in page
    assert f"/rooms/{id}?before=25" in page
    assert f"/rooms/{id}?after=75" in page
    assert "data-space" not in page  # what arrives live would stand below a gap
    newer = (await melanie.get(f"/rooms/{id}?after=75")).text
    assert bodies(newer) == [f"Mot {number}" for number in range(76, 96)]
    assert f'data-space="{id}"' in newer


async def test_an_address_that_names_no_number_shows_the_latest(network: Network, site: Site) -> None:
    id = await full_room(network, 3)
    melanie = await site("melanie")
    for query in ("message=", "message=zz", "before=-1", "after=²", "before=99999999999999999999"):
        assert bodies((await melanie.get(f"/rooms/{id}?{query}")).text) == ["Mot 1", "Mot 2", "Mot 3"]


async def test_a_page_joins_the_stream_no_later_than_what_it_shows(network: Network, site: Site) -> None:
    id = await full_room(network, 20)
    position = re.search(r'data-position="(\d+)"', (await (await site("sarah")).get(f"/rooms/{id}")).text)
    assert position
    assert 0 < int(position[1]) <= 20


async def test_a_batch_of_older_messages_ends_with_the_day_that_follows(network: Network, site: Site) -> None:
    id = await full_room(network, 45)
    await network.run("MATCH (m:Message)-[:SAID_IN]->(:Room) WHERE m.number <= 5 SET m.at = 1700000000000")
    melanie = await site("melanie")
    page = (await melanie.get(f"/rooms/{id}")).text
    more = re.search(r'hx-get="([^"]+)"', page)
    assert more
    log = page[page.index('role="log"') :].partition("<template")[0]
    assert log.count("Aujourd’hui") == 1
    batch = (await melanie.get(more[1].replace("&amp;", "&"))).text
    assert batch.index("Mot 5") < batch.index("Aujourd’hui")
    assert "Aujourd’hui" not in (await melanie.get(more[1].partition("&")[0])).text


async def test_everybody_in_the_community_may_talk_and_nobody_else(network: Network, site: Site) -> None:
    id, absent = await full_room(network, 2), new_id()
    yasmine, zoe = await site("yasmine"), await site("zoe")
    answer = await yasmine.send_form(f"/spaces/{id}/messages", body="Coucou")
    assert answer.headers["location"].startswith(f"/rooms/{id}#m-")
    assert "Coucou" in (await yasmine.get(f"/rooms/{id}")).text
    for path in ("/rooms/", "/spaces/"):
        there, nowhere = await zoe.get(f"{path}{id}"), await zoe.get(f"{path}{absent}")
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
    assert (await zoe.send_form(f"/spaces/{id}/messages", body="Coucou")).status_code == 404


async def test_each_kind_of_space_has_its_own_address(network: Network, site: Site) -> None:
    community = await audit(network)
    ids = {
        "rooms": await network.room(community),
        "threads": await network.thread("melanie", community),
        "gatherings": await network.gathering(community),
        "circles": await network.circle(community, "melanie", "sarah"),
    }
    melanie = await site("melanie")
    for folder, id in ids.items():
        assert (await melanie.get(f"/spaces/{id}")).headers["location"] == f"/{folder}/{id}"
        for other in ids:
            assert (await melanie.get(f"/{other}/{id}")).status_code == (200 if other == folder else 404)


async def test_the_list_shows_the_rooms_of_ones_communities(network: Network, site: Site) -> None:
    await full_room(network, 2)
    await network.say("melanie", await network.room("audit", "La relecture"), "Une page, c’est **peu**")
    await network.gathering("audit", "Entretiens blancs")
    page = plain((await (await site("sarah")).get("/rooms")).text)
    assert ("Le comptoir du chiffre" in page, "La relecture" in page, "Entretiens blancs" in page) == (True, True, True)
    assert "Mélanie : Une page, c’est peu" in page
    assert "1 nouveau" in plain((await (await site("melanie")).get("/rooms")).text)
    assert "1 nouveau" not in page
    absent = (await (await site("zoe")).get("/rooms")).text
    assert "Pas encore de salon" in absent
    assert "comptoir" not in absent


async def test_the_list_shows_ones_own_circles_and_nobody_elses(network: Network, site: Site) -> None:
    community = await audit(network)
    id = await network.circle(community, "melanie", "sarah", name="Les lettres du mardi")
    page = (await (await site("melanie")).get("/rooms")).text
    assert f'href="/circles/{id}"' in page
    assert "Avec Sarah" in plain(page)
    other = (await (await site("yasmine")).get("/rooms")).text
    assert "Les lettres du mardi" not in other
    assert id not in other


async def test_names_and_words_never_become_tags(network: Network, site: Site) -> None:
    community = await audit(network)
    await network.member("mallory", community, name=ATTACK)
    id = await network.room(community, ATTACK)
    await network.run("MATCH (r:Room {id: $id}) SET r.purpose = $text", id=id, text=ATTACK)
    await network.say("mallory", id, ATTACK)
    melanie = await site("melanie")
    for page in (await melanie.get(f"/rooms/{id}"), await melanie.get("/rooms")):
        assert "alert(1)" in page.text
        assert not TAGS.search(page.text)


async def test_one_row_or_twenty_ask_the_same_number_of_statements(graph: Graph, network: Network, site: Site) -> None:
    id = await full_room(network, 2)
    await network.say("yasmine", id, "à lire")  # what is unread is counted where something is
    sarah = await site("sarah")
    asked: list[list[int]] = []
    for more in (0, 18):
        for number in range(more):
            await network.say(("yasmine", "ousmane")[number % 2], id)
            await network.say("melanie", await network.room("audit", f"Salon {number}"))
        counted = []
        for address in (f"/rooms/{id}", "/rooms"):
            with graph.counting() as count:
                assert (await sarah.get(address)).status_code == 200
            counted.append(count.statements)
        asked.append(counted)
    assert asked[0] == asked[1]
