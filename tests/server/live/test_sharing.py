"""Equal documents are run once and share their bytes, and only where everybody would be answered the same."""

import zlib
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, parse, print_ast

from graph import draft, file, history, message
from graph.database import Graph
from graph.file import Picture, Upload
from graph.identity import new_id, now
from schema.context import Context
from schema.language import LANGUAGES
from schema.listening import listening
from schema.root import SCHEMA
from server.subscriptions.follow import Follow
from server.subscriptions.payload import Payload
from tests.network import Network
from tests.server.live.conftest import Place
from tests.server.live.speaker import CHANGES, Speaker, speaker
from web.documents import document

pytestmark = pytest.mark.anyio

OF = "subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) { %s } }"
OF_MESSAGES, OF_SPACE = OF % "changes { message { %s } }", OF % "space { %s }"


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks by themselves: each statement is there for a change."""
    monkeypatch.setattr("server.live.watch.CHECK", 3600.0)
    monkeypatch.setattr("server.live.own.CHECK", 3600.0, raising=False)
    monkeypatch.setattr(Follow, "look", 3600.0)


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


def listened(text: str, language: str = "fr", **variables: Any) -> Any:
    """What is found of a document before the graph is asked."""
    graph: Any = None
    context = Context(graph=graph, language=LANGUAGES[language], viewer="amina")
    return listening(SCHEMA, text, {"space": "x"} | variables, None, context)


@pytest.mark.parametrize(
    "selection",
    [
        "id kind body number at editedAt withdrawn side",
        "author { id slug name headline }",
        "replyTo { id body author { name } files { name } }",
        "files { id name type size at width height pages path preview { path width height } pagePath }",
        "mentions { slug } links { path title } reactions { reaction count members names }",
        "space { id name members(first: 3) { totalCount nodes { name } pageInfo { hasNextPage } } }",
        "space { ... on Thread { title topics { fr } seekers { name } bringers { name } seekerCount } }",
        "__typename",
    ],
)
def test_what_is_the_same_for_all_is_known_to_be(selection: str) -> None:
    assert listened(OF_MESSAGES % selection).key is not None


@pytest.mark.parametrize(
    "selection",
    [
        "restorable",
        "withdrawnReason",
        "versions { body }",
        "author { communities { nodes { name } } }",
        "author { shared { name } }",
        "author { givenCount }",
        "author { inCommon { __typename } }",
        "replyTo { author { threads { nodes { id } } } }",
        "space { draft }",
        "space { waitingFiles { name } }",
        "files { name } restorable",
        "space { unread }",
        "space { readTo }",
        "space { writable }",
        "space { community { name } }",
        "space { ... on Thread { helps { thanks } } }",
        "space { ... on Thread { mySide } }",
        "space { ... on Circle { invited { name } } }",
    ],
)
def test_what_may_differ_is_answered_each_for_themselves(selection: str) -> None:
    assert listened(OF_MESSAGES % selection).key is None


def test_what_the_pages_are_told_is_the_same_for_all_and_known_to_be() -> None:
    for selected, fragment, name in ((OF_MESSAGES, "Message", "live/changes"), (OF_SPACE, "Space", "live/space")):
        definitions = parse(document(name)).definitions
        named = (
            one
            for one in definitions
            if isinstance(one, FragmentDefinitionNode) and one.name.value in (fragment, "File")
        )
        fragments = [print_ast(one) for one in named]
        assert listened("\n".join([selected % f"...{fragment}", *fragments])).key is not None


def test_equal_is_all_that_an_answer_depends_on() -> None:
    key = listened(CHANGES, since=1).key
    assert key == listened(CHANGES, since=2).key == listened(CHANGES).key
    assert key != listened(CHANGES + " ", since=1).key
    assert key != listened(CHANGES, "en", since=1).key
    limited = (
        OF_MESSAGES.replace("$since: Int", "$since: Int, $n: Int") % "space { members(first: $n) { nodes { id } } }"
    )
    assert listened(limited, n=1).key != listened(limited, n=2).key
    assert listened(limited, n=1, since=1).key == listened(limited, n=1, since=2, other=3).key
    twice = OF_MESSAGES % "space { members(first: $since) { nodes { id } } }"
    assert listened(twice, since=1).key != listened(twice, since=2).key


def test_bytes_are_made_once_whatever_the_client_calls_it() -> None:
    payload = Payload({"data": {"words": "mot " * 100}})
    assert payload.message("1") is payload.message("1")
    uuids = [payload.message(f"un-nom-assez-long-{number}") for number in range(3)]
    for number, frame in enumerate(uuids):
        assert frame.text.startswith(f'{{"id":"un-nom-assez-long-{number}","type":"next","payload":{{"data"')
        assert zlib.decompressobj(-12).decompress(frame.deflated[2:] + b"\0\0\xff\xff").decode() == frame.text
        assert frame.deflated.endswith(payload.squeezed)
    assert payload.squeezed is payload.squeezed
    assert payload.event == b'event: next\ndata: {"data":{"words":"' + b"mot " * 100 + b'"}}\n\n'


class Counting:
    """How often the graph was asked."""

    def __init__(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        read = graph.read

        async def counted(statement: Any, **parameters: Any) -> Any:
            self.asked.append(statement)
            return await read(statement, **parameters)

        monkeypatch.setattr(graph, "read", counted)


async def heard(place: Place, members: list[str], document: str, space: str) -> list[Speaker]:
    made = []
    for number, member in enumerate(members):
        made.append(await (await speaker(place, member)).init())
        await made[-1].subscribe(f"le-nom-{number}", document, space=space, since=0)
        await made[-1].down()
    return made


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("readers", [1, 12])
async def test_a_change_is_read_once_for_all_who_sent_the_same(
    place: Place, network: Network, room: str, readers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    speakers = await heard(place, ["amina", "karim", "claire"] * 4 if readers > 1 else ["amina"], CHANGES, room)
    await network.say("karim", room, "une fois")
    counting = Counting(place.graph, monkeypatch)
    await place.hub.tell(room)
    told = [await one.down() for one in speakers]
    assert len({str(one["payload"]) for one in told}) == 1
    assert len([one for one in counting.asked if "Message" in one]) == 2  # which changed, and what they say


@pytest.mark.usefixtures("still")
async def test_a_change_is_found_once_also_for_documents_that_differ(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speakers = await heard(place, ["amina"] * 4, OF_MESSAGES % "body restorable", room)
    await network.say("amina", room, "chacun")
    counting = Counting(place.graph, monkeypatch)
    await place.hub.tell(room)
    for one in speakers:
        await one.down()
    assert len([one for one in counting.asked if "message.changed" in one and "ORDER BY" in one]) == 1
    assert place.hub.desk.loops == 4


async def test_a_secret_of_one_is_not_in_what_another_is_told(place: Place, network: Network, room: str) -> None:
    await network.community("cachee", "HIDDEN", name="La communauté cachée")
    for member in ("amina", "karim"):
        await network.join(member, "cachee")
    asked = OF_MESSAGES % "body author { communities { nodes { name } } } space { draft unread }"
    await draft.save(place.graph, "claire", room, "brouillon de claire", now())
    amina, claire = await heard(place, ["amina", "claire"], asked, room)
    await place.post("karim", room, "bonjour")
    (hers,) = (await amina.down())["payload"]["data"]["spaceChanges"]["changes"]
    (others,) = (await claire.down())["payload"]["data"]["spaceChanges"]["changes"]
    assert "cachée" in str(hers)
    assert "cachée" not in str(others)
    assert hers["message"]["space"]["draft"] is None
    assert others["message"]["space"]["draft"] == "brouillon de claire"


async def test_what_only_its_author_may_restore_is_told_to_each_as_it_is(
    place: Place, network: Network, room: str
) -> None:
    amina, karim = await heard(place, ["amina", "karim"], OF_MESSAGES % "withdrawn restorable", room)
    said = await network.say("karim", room, "oups")
    await message.withdraw(place.graph, "karim", said, "", now())
    await place.hub.tell(room)
    for one, may in ((amina, False), (karim, True)):
        (change,) = (await one.down())["payload"]["data"]["spaceChanges"]["changes"]
        assert change["message"] == {"withdrawn": True, "restorable": may}


FILES = OF_MESSAGES % "number withdrawn files { name path } replyTo { files { name } }"


async def bring(graph: Graph, member: str, space: str, name: str) -> str:
    small = Picture("bb", 480, 679)
    id = await file.keep(graph, member, space, new_id(), Upload(name, "PDF", name, 1000, small=small), now())
    assert id
    return id


async def told(speakers: list[Speaker]) -> Any:
    """The one message that each of them is told of, the same."""
    changes = [(await one.down())["payload"]["data"]["spaceChanges"]["changes"] for one in speakers]
    assert all(one == changes[0] for one in changes)
    (change,) = changes[0]
    return change["message"]


@pytest.mark.usefixtures("still")
async def test_files_are_told_once_for_all_from_when_they_are_said_until_they_are_withdrawn(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speakers = await heard(place, ["amina", "karim", "claire"], FILES, room)
    brought = await bring(place.graph, "amina", room, "cv.pdf")
    await bring(place.graph, "amina", room, "pas-encore.pdf")
    said = await network.say("amina", room, "Mon CV", brought)
    counting = Counting(place.graph, monkeypatch)
    await place.hub.tell(room)
    assert (await told(speakers))["files"] == [{"name": "cv.pdf", "path": f"/files/{brought}/cv.pdf"}]
    assert len([one for one in counting.asked if "Message" in one]) == 2  # which changed, and what they say
    assert place.hub.desk.loops == 1
    await message.withdraw(place.graph, "amina", said, "", now())
    await place.hub.tell(room)
    withdrawn = await told(speakers)
    assert (withdrawn["withdrawn"], withdrawn["files"]) == (True, [])
    await message.post(place.graph, "karim", room, new_id(), "je réponds", now(), said)
    await place.hub.tell(room)
    assert (await told(speakers))["replyTo"] == {"files": []}
    await history.restore(place.graph, "amina", said, now())
    await place.hub.tell(room)
    assert [one["name"] for one in (await told(speakers))["files"]] == ["cv.pdf"]


async def test_who_lost_the_space_is_told_of_no_file_and_takes_none_from_the_others(
    place: Place, network: Network, room: str
) -> None:
    amina, karim = await heard(place, ["amina", "karim"], FILES, room)  # amina asks for both
    await network.run("MATCH (:Member {id: 'amina'})-[of:MEMBER_OF]->() DELETE of")
    await network.say("karim", room, "Mon CV", await bring(place.graph, "karim", room, "cv.pdf"))
    await place.hub.tell("amina")
    await place.hub.tell(room)
    assert (await amina.down())["payload"]["data"]["spaceChanges"] == {"changes": []}
    assert [one["name"] for one in (await told([karim]))["files"]] == ["cv.pdf"]
