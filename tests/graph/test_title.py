"""A link of this site has its title only where all readers of the message may follow it."""

import pytest

from graph import message, title
from graph.database import Graph
from graph.identity import new_id, now
from graph.title import Link
from tests.network import Network

pytestmark = pytest.mark.anyio
SITE = "https://maille.test"


@pytest.fixture
async def places(network: Network) -> dict[str, str]:
    await network.root()
    await network.community("lyon")
    for member in ("amina", "karim"):
        await network.member(member, "maille", "lyon")
    return {
        "here": await network.room("lyon", "Le café"),
        "thread": await network.thread("amina", "lyon", "Un oral jeudi"),
        "elsewhere": await network.thread("amina", "maille", "Ailleurs"),
        "circle": await network.circle("lyon", "amina", "karim"),
        "other": await network.circle("lyon", "amina", name="Secret"),
    }


async def told(graph: Graph, network: Network, where: str, text: str) -> list[Link]:
    id = await network.say("amina", where, text)
    return (await title.titles(graph, [(id, text)], SITE)).get(id, [])


async def test_what_is_held_in_the_same_community_has_its_title(
    graph: Graph, network: Network, places: dict[str, str]
) -> None:
    text = f"Voir https://maille.test/threads/{places['thread']} et https://maille.test/spaces/{places['here']}"
    found = await told(graph, network, places["here"], text)
    assert {one.title for one in found} == {"Un oral jeudi", "Le café"}
    assert {one.path for one in found} == {f"/spaces/{places['thread']}", f"/spaces/{places['here']}"}


async def test_what_some_reader_may_not_follow_stays_an_address(
    graph: Graph, network: Network, places: dict[str, str]
) -> None:
    for name in ("elsewhere", "circle", "other"):
        assert await told(graph, network, places["here"], f"https://maille.test/spaces/{places[name]}") == []
    for name in ("thread", "other"):
        assert await told(graph, network, places["circle"], f"https://maille.test/spaces/{places[name]}") == []
    whisper = await network.say("amina", places["other"], "Chut")
    assert await told(graph, network, places["circle"], f"https://maille.test/messages/{whisper}") == []
    assert await told(graph, network, places["here"], f"https://maille.test/threads/{new_id()}") == []


async def test_a_message_is_named_by_who_said_it_and_where(
    graph: Graph, network: Network, places: dict[str, str]
) -> None:
    said = await network.say("karim", places["thread"])
    text = f"https://maille.test/messages/{said}"
    assert await told(graph, network, places["here"], text) == [Link(text, f"/messages/{said}", "Karim, Un oral jeudi")]
    whisper = await network.say("karim", places["circle"])
    assert await told(graph, network, places["circle"], f"https://maille.test/messages/{whisper}") != []
    await message.withdraw(graph, "karim", said, "", now())
    assert await told(graph, network, places["here"], text) == []


async def test_members_communities_and_topics_have_their_names_on_this_site_alone(
    graph: Graph, network: Network, places: dict[str, str]
) -> None:
    await network.topic("python", "Python")
    await network.community("cache", door="HIDDEN")
    await network.member("zoe", "maille", "cache")
    await network.member("shy", "maille", discreet=True)
    kinds = ("members/karim", "communities/lyon", "topics/python")
    assert [one.title for one in await told(graph, network, places["here"], _text(SITE, kinds))] == [
        "Karim",
        "lyon",
        "Python",
    ]
    for strange in ("https://ailleurs.example", "https://maille.test.example", "http://maille.test"):
        assert await told(graph, network, places["here"], _text(strange, kinds)) == []
    hidden = ("members/zoe", "members/shy", "members/nobody", "communities/cache", "topics/none", "members/karim/edit")
    assert await told(graph, network, places["here"], _text(SITE, hidden)) == []


async def test_a_text_that_is_not_said_yet_has_the_same_titles(
    graph: Graph, network: Network, places: dict[str, str]
) -> None:
    text = _text(SITE, (f"threads/{places['thread']}", f"circles/{places['other']}", "members/karim"))
    said = await told(graph, network, places["here"], text)
    assert await title.titles_in(graph, places["here"], text, SITE) == said
    assert [one.title for one in said] == ["Un oral jeudi", "Karim"]


def _text(site: str, paths: tuple[str, ...]) -> str:
    return " et ".join(f"{site}/{path}" for path in paths)
