"""What is hidden never shows: secrets are planted, everything is asked as everybody, absent and forbidden are equal."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Graph
from schema.root import SCHEMA
from tests.network import Network

pytestmark = pytest.mark.anyio

Ask = Callable[..., Awaitable[Any]]

EVERYTHING = """
query Everything($text: String!) {
  viewer { ...Who }
  members(first: 100) { totalCount nodes { ...Who } }
  communities(first: 100) { totalCount nodes { ...Where } }
  threads(first: 100) { totalCount nodes { ...What } }
  myThreads { ...What }
  rooms { ...Talk }
  gatherings { ...Talk coming { name } }
  withinReach(first: 20) { ...What }
  topics(first: 100) { nodes { slug seekers { nodes { ...Who } } bringers { nodes { name } totalCount }
    threads { totalCount nodes { ...What } } seekerCount bringerCount openThreadCount } }
  search(text: $text, first: 50) {
    __typename ... on Member { ...Who } ... on Community { ...Where } ... on Thread { ...What } }
  guessThread(text: $text) { title community { ...Where } }
}
fragment Who on Member { id name headline about region communities { totalCount nodes { name } } curates { name }
  threads { totalCount nodes { title } } chapters { note } seeks { slug } brings { slug } givenCount receivedCount
  helpsGiven { totalCount nodes { thanks receiver { name } thread { title } topics { slug } } }
  helpsReceived { nodes { thanks giver { name } } } paths { steps { from { name } to { name } tie } } }
fragment Where on Community { id name purpose rules memberCount openThreadCount members { nodes { name } }
  curators { name } threads { nodes { title } } rooms { name } gatherings { name }
  joinRequests { note member { name } } }
fragment Talk on Space { id name position unread members { nodes { name } } community { name }
  draft waitingFiles { name } mentionable { name }
  messages(last: 50) { nodes { body author { name } withdrawnReason restorable ...Said } } lastMessage { body }
  messageCount }
fragment Said on Message { reactions { names } replyTo { body } mentions { name } versions { body }
  files { name path } }
fragment What on Thread { ...Talk title body author { name } topics { slug } seekers { name } bringers { name }
  helps { thanks giver { name } receiver { name } } }
"""

TALK = """
query Talk($text: String!) {
  mentions { body } rooms { ...In } gatherings { ...In } circles { ...In } threads(first: 100) { nodes { ...In } }
}
fragment In on Space { name draft mentionable { name } said(text: $text) { body } messages(last: 50) { nodes { body
  reactions { names } replyTo { body } mentions { name } versions { body } links { title } restorable
  files { name } } } }
"""

BY_ID = """
query ById($id: ID!) {
  node(id: $id) { __typename id ... on File { name path } }
  space(id: $id) { ...Talk } thread(id: $id) { title body }
  message(id: $id) { ...Said author { name } space { name } }
  member(id: $id) { name }
}
fragment Said on Message { body reactions { names } replyTo { body } mentions { name } versions { body }
  links { title } files { name } }
fragment Talk on Space { id name position unread writable draft waitingFiles { name } mentionable { name } messageCount
  members { nodes { name } }
  messages { nodes { body } } }
"""

WRITES = {
    "postMessage": 'mutation W($id: ID!) { w: postMessage(space: $id, body: "x") { __typename ...M } } ',
    "editMessage": 'mutation W($id: ID!) { w: editMessage(messageId: $id, body: "x") { __typename ...M } } ',
    "withdrawMessage": 'mutation W($id: ID!) { w: withdrawMessage(messageId: $id, reason: "x") { __typename ...M } } ',
    "restoreMessage": "mutation W($id: ID!) { w: restoreMessage(messageId: $id) { __typename ...M } } ",
    "react": "mutation W($id: ID!) { w: react(messageId: $id, reaction: THANKS) { __typename ...M } } ",
    "saveDraft": 'mutation W($id: ID!) { w: saveDraft(space: $id, body: "x") { __typename ...M } } ',
    "describeFile": 'mutation W($id: ID!) { w: describeFile(fileId: $id, alt: "x") { __typename ...M } } ',
    "discardFile": "mutation W($id: ID!) { w: discardFile(fileId: $id) { __typename ...M } } ",
    "takeSide": "mutation W($id: ID!) { w: takeSide(threadId: $id, side: BRINGS) { __typename ...M } } ",
    "closeThread": "mutation W($id: ID!) { w: closeThread(threadId: $id, members: []) { __typename ...M } } ",
    "reopenThread": "mutation W($id: ID!) { w: reopenThread(threadId: $id) { __typename ...M } } ",
    "passThread": "mutation W($id: ID!) { w: passThread(threadId: $id) { __typename ...M } } ",
    "pinThread": "mutation W($id: ID!) { w: pinThread(threadId: $id) { __typename ...M } } ",
    "joinCommunity": "mutation W($id: ID!) { w: joinCommunity(community: $id) { __typename ...M } } ",
    "leaveCommunity": "mutation W($id: ID!) { w: leaveCommunity(community: $id) { __typename ...M } } ",
    "openRoom": 'mutation W($id: ID!) { w: openRoom(community: $id, name: "x") { __typename ...M } } ',
    "stepBack": "mutation W($id: ID!) { w: stepBack(community: $id) { __typename ...M } } ",
    "attendGathering": "mutation W($id: ID!) { w: attendGathering(gatheringId: $id) { __typename ...M } } ",
    "answerGathering": "mutation W($id: ID!) { w: answerGathering(gatheringId: $id, answer: MAYBE)"
    " { __typename ...M } } ",
    "openGathering": 'mutation W($id: ID!) { w: openGathering(community: $id, plan: {name: "x",'
    ' startsAt: "2099-01-01T10:00:00Z", endsAt: "2099-01-01T11:00:00Z"}) { __typename ...M } } ',
    "editGathering": 'mutation W($id: ID!) { w: editGathering(gatheringId: $id, plan: {name: "x",'
    ' startsAt: "2099-01-01T10:00:00Z", endsAt: "2099-01-01T11:00:00Z"}) { __typename ...M } } ',
    "cancelGathering": "mutation W($id: ID!) { w: cancelGathering(gatheringId: $id) { __typename ...M } } ",
    "markAttendance": 'mutation W($id: ID!) { w: markAttendance(gatheringId: $id, members: ["outside"])'
    " { __typename ...M } } ",
    "keepNotes": 'mutation W($id: ID!) { w: keepNotes(gatheringId: $id, body: "x") { __typename ...M } } ',
    "answerInvitation": "mutation W($id: ID!) { w: answerInvitation(circleId: $id, accept: true)"
    " { __typename ...M } } ",
    "leaveCircle": "mutation W($id: ID!) { w: leaveCircle(circleId: $id) { __typename ...M } } ",
    "closeCircle": 'mutation W($id: ID!) { w: closeCircle(circleId: $id, helped: "x") { __typename ...M } } ',
    "editCircle": 'mutation W($id: ID!) { w: editCircle(circleId: $id, name: "x", purpose: "x") { __typename ...M } } ',
    "editCircleEnd": "mutation W($id: ID!) { w: editCircleEnd(circleId: $id) { __typename ...M } } ",
    "inviteToCircle": 'mutation W($id: ID!) { w: inviteToCircle(circleId: $id, members: ["outside"])'
    " { __typename ...M } } ",
    "takeBackInvitation": 'mutation W($id: ID!) { w: takeBackInvitation(circleId: $id, member: "outside")'
    " { __typename ...M } } ",
    "reportMessage": "mutation W($id: ID!) { w: reportMessage(messageId: $id) { __typename ...M } } ",
    "revokeToken": "mutation W($id: ID!) { w: revokeToken(id: $id) { __typename ...M } } ",
    "settleReport": "mutation W($id: ID!) { w: settleReport(reportId: $id) { __typename ...M } } ",
    "markRead": "mutation W($id: ID!) { w: markRead(space: $id, position: 9) { __typename ...M } } ",
    "openThread": 'mutation W($id: ID!) { w: openThread(kind: OFFER, title: "x", body: "x", community: $id, topics: [])'
    " { __typename ...M } } ",
    "answerJoinRequest": 'mutation W($id: ID!) { w: answerJoinRequest(community: $id, member: "outside", admit: true)'
    " { __typename ...M } } ",
    "appointCurator": 'mutation W($id: ID!) { w: appointCurator(community: $id, member: "outside")'
    " { __typename ...M } } ",
    "editCommunity": 'mutation W($id: ID!) { w: editCommunity(community: $id, name: "x", purpose: "x", rules: "x",'
    " door: OPEN) { __typename ...M } } ",
}
REFUSAL = "fragment M on Refusal { message }"


class Planted:
    """The ids of what is hidden, by what it is; every text of it holds `canary`."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}


@pytest.fixture
async def planted(network: Network) -> Planted:
    """A hidden community and a circle of insider and friend, and a discreet member; outside is in the root alone."""
    made = Planted()
    await network.root()
    await network.topic("audit")
    for slug in ("outside", "insider", "friend", "ines"):
        await network.member(slug, "maille", name=f"{slug} audit")
    await network.curate("ines", "maille")
    secret = made.ids["community"] = await network.community("canary-place", "HIDDEN", name="canary audit")
    for slug in ("insider", "friend"):
        await network.join(slug, secret)
    await network.curate("insider", secret)
    discreet = made.ids["member"] = await network.member(
        "canary-discreet", "maille", secret, name="canary audit", discreet=True
    )
    await network.bring(discreet, "audit")
    thread = made.ids["thread"] = await network.thread("insider", secret, "canary audit", "audit", body="canary")
    made.ids["message"] = await network.say("friend", thread, "canary")
    room = made.ids["room"] = await network.room(secret, "canary room")
    await network.say("insider", room, "canary")
    made.ids["gathering"] = await network.gathering(secret, "canary gathering")
    circle = made.ids["circle"] = await network.circle("maille", "insider", "friend", name="canary circle")
    made.ids["whisper"] = await network.say("friend", circle, "canary whisper")
    await network.helped("friend", "insider", secret, "canary thanks")
    for kind, space in (("file", thread), ("secret", circle)):
        made.ids[kind] = await network.bring_file("friend", space, "canary.pdf")
        await network.say("friend", space, "canary", made.ids[kind])
    made.ids["unsaid"] = await network.bring_file("friend", circle, "canary.pdf")
    return made


@pytest.mark.parametrize("viewer", ["outside", "visitor"])
async def test_no_secret_ever_reaches_an_outsider(ask: Ask, limitless: None, planted: Planted, viewer: str) -> None:
    for text in ("audit", "canary"):
        for document in (EVERYTHING, TALK):
            assert "canary" not in json.dumps(await ask(viewer, document, text=text)).replace(f'"title": "{text}"', "")


async def test_the_same_questions_show_it_to_those_who_may_see_it(ask: Ask, limitless: None, planted: Planted) -> None:
    told = json.dumps(await ask("insider", EVERYTHING, text="canary"))
    for secret in ("canary audit", "canary room", "canary gathering", "canary thanks", "canary-discreet"):
        assert secret in told, secret


async def test_staff_see_hidden_communities_and_no_circle(ask: Ask, limitless: None, planted: Planted) -> None:
    told = json.dumps(await ask("ines", EVERYTHING, text="canary"))
    assert "canary audit" in told
    assert "canary circle" not in told
    assert "whisper" not in told
    assert "whisper" not in json.dumps(await ask("ines", TALK, text="canary"))
    assert "canary whisper" in json.dumps(await ask("friend", TALK, text="canary"))
    assert (await ask("ines", BY_ID, id=planted.ids["circle"]))["space"] is None
    assert (await ask("ines", BY_ID, id=planted.ids["whisper"]))["message"] is None
    assert (await ask("friend", BY_ID, id=planted.ids["whisper"]))["message"]["body"] == "canary whisper"


@pytest.mark.parametrize("viewer", ["outside", "visitor"])
@pytest.mark.parametrize(
    "hidden",
    ["community", "member", "thread", "message", "room", "gathering", "circle", "whisper", "file", "secret", "unsaid"],
)
async def test_by_its_id_a_hidden_thing_is_as_absent(ask: Ask, planted: Planted, viewer: str, hidden: str) -> None:
    answer = await ask(viewer, BY_ID, id=planted.ids[hidden])
    assert answer == await ask(viewer, BY_ID, id="nothing-of-that-id")


@pytest.mark.parametrize("viewer", ["outside", "visitor"])
async def test_every_write_on_a_hidden_thing_is_refused_as_on_an_absent_one(
    ask: Ask, graph: Graph, planted: Planted, viewer: str
) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    before = await graph.read(count)
    for write in WRITES.values():
        absent = await ask(viewer, write + REFUSAL, id="nothing-of-that-id")
        assert absent["w"]["__typename"] in ("NotFound", "NotSignedIn")
        for id in planted.ids.values():
            assert await ask(viewer, write + REFUSAL, id=id) == absent
    assert await graph.read(count) == before


def test_every_write_that_takes_an_id_is_tried_here() -> None:
    fields = SCHEMA._schema.type_map["Mutation"].fields  # type: ignore[attr-defined]
    about_oneself = {
        "openChapter",
        "closeChapter",
        "editProfile",
        "openCommunity",
        "markAllRead",
        "openCircle",
        "makeToken",
    }
    assert set(fields) - about_oneself == set(WRITES)


CARRY = """
mutation C($space: ID!, $ids: [ID!]!) { w: postMessage(space: $space, body: "x", files: $ids) { __typename ...M } }"""


async def test_nobody_says_a_file_of_somebody_elses(ask: Ask, network: Network, planted: Planted) -> None:
    room = await network.room("maille")
    for viewer in ("outside", "insider", "ines"):
        absent = await ask(viewer, CARRY + REFUSAL, space=room, ids=["nothing-of-that-id"])
        assert absent["w"]["__typename"] == "Invalid"
        for id in planted.ids.values():
            assert await ask(viewer, CARRY + REFUSAL, space=room, ids=[id]) == absent


async def test_a_file_that_waits_is_its_uploaders_alone(ask: Ask, planted: Planted) -> None:
    asked = "query W($id: ID!) { node(id: $id) { ... on File { name } } circles { waitingFiles { name } } }"
    waits = {"node": {"name": "canary.pdf"}, "circles": [{"waitingFiles": [{"name": "canary.pdf"}]}]}
    assert await ask("friend", asked, id=planted.ids["unsaid"]) == waits
    nothing = {"node": None, "circles": [{"waitingFiles": []}]}
    assert await ask("insider", asked, id=planted.ids["unsaid"]) == nothing
    assert (await ask("insider", BY_ID, id=planted.ids["secret"]))["node"]["name"] == "canary.pdf"
    assert (await ask("ines", BY_ID, id=planted.ids["secret"]))["node"] is None


INVITE = """
mutation I($ids: [ID!]!) { w: openCircle(name: "x", purpose: "x", members: $ids) { __typename ...M } }"""


async def test_nobody_invites_whom_they_may_not_see(ask: Ask, graph: Graph, planted: Planted) -> None:
    absent = await ask("outside", INVITE + REFUSAL, ids=["nothing-of-that-id"])
    assert absent["w"]["__typename"] == "Invalid"
    for id in planted.ids.values():
        assert await ask("outside", INVITE + REFUSAL, ids=[id]) == absent
    assert len(await graph.read("MATCH (c:Circle) RETURN c.id AS id")) == 1


async def test_who_is_invited_to_a_circle_reads_nothing_of_it(ask: Ask, network: Network, planted: Planted) -> None:
    circle = planted.ids["circle"]
    await network.run(
        "MATCH (m:Member {id: 'outside'}) MATCH (c:Circle {id: $id})"
        " CREATE (m)-[:INVITED_TO {key: 'k', since: 1, by: 'insider'}]->(c)",
        id=circle,
    )
    asked = "{ invitations { circleId name by { slug } members { slug } } circles { id } reports { id } }"
    told = await ask("outside", asked)
    assert [one["circleId"] for one in told["invitations"]] == [circle]
    assert (told["circles"], told["reports"]) == ([], [])
    assert (await ask("outside", BY_ID, id=circle))["space"] is None
    assert (await ask("outside", BY_ID, id=planted.ids["whisper"]))["message"] is None
    for other in ("ines", "visitor"):
        assert (await ask(other, asked))["invitations"] == []


async def test_of_a_circle_the_staff_are_shown_what_was_reported(ask: Ask, network: Network, planted: Planted) -> None:
    for number in range(4):
        await network.say("insider", planted.ids["circle"], f"later {number}")
    report = "mutation W($id: ID!) { w: reportMessage(messageId: $id) { __typename } }"
    asked = "{ reports { by { slug } messages { body reported files { name alt path pagePath preview { path } } } } }"
    assert (await ask("ines", report, id=planted.ids["whisper"]))["w"]["__typename"] == "NotFound"
    assert (await ask("insider", report, id=planted.ids["whisper"]))["w"]["__typename"] == "Reported"
    (shown,) = (await ask("ines", asked))["reports"]
    assert [one["body"] for one in shown["messages"]] == ["canary whisper", "canary", "later 0"]
    (beside,) = [some for one in shown["messages"] for some in one["files"]]
    assert beside == {"name": "canary.pdf", "alt": None, "path": None, "pagePath": None, "preview": None}
    for other in ("insider", "friend", "outside", "visitor"):
        assert (await ask(other, asked))["reports"] == []
    assert (await ask("ines", BY_ID, id=planted.ids["circle"]))["space"] is None
