"""The subscription over graphql-transport-ws: what live spaces promise, as a standard client is told it."""

from typing import Any

import pytest

from graph import session
from tests.network import Network
from tests.server.live.conftest import Place
from tests.server.live.speaker import Speaker, speaker

pytestmark = pytest.mark.anyio


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille", "Salon d’audit")


async def hearing(place: Place, member: str, space: str, since: int | None = 0, **more: Any) -> Speaker:
    """Somebody who has subscribed as "1"."""
    made = await (await speaker(place, member, **more)).init()
    await made.subscribe("1", space=space, since=since)
    return made


async def test_the_first_event_answers_also_where_nothing_was_said(place: Place, room: str) -> None:
    amina = await hearing(place, "amina", room)
    assert await amina.event() == {"from": 0, "to": 0, "changes": [], "space": None, "reload": False, "gone": False}


@pytest.mark.parametrize("compression", [None, "deflate"])
async def test_all_that_is_said_arrives_once_and_in_order(place: Place, room: str, compression: str | None) -> None:
    await place.post("karim", room, "avant")
    amina = await hearing(place, "amina", room, compression=compression)
    assert await amina.bodies(1) == [(1, "avant")]
    texts = [f"n° {number}" + " long" * 100 for number in range(2, 8)]
    for text in texts:
        await place.post("karim", room, text)
    assert await amina.bodies(6) == list(enumerate(texts, 2))


@pytest.mark.parametrize("manner", [{"ws": "websockets-sansio"}], indirect=True)
async def test_a_server_that_lends_no_wire_tells_the_same(place: Place, room: str) -> None:
    amina = await hearing(place, "amina", room)
    await amina.event()
    for number in range(3):
        await place.post("karim", room, f"n° {number}")
    assert await amina.bodies(3) == [(1, "n° 0"), (2, "n° 1"), (3, "n° 2")]
    await amina.subscribe("1", space=room)
    assert await amina.code() == 4409
    amina = await hearing(place, "amina", room)
    await session.end(place.graph, place.tokens["amina"])
    await place.hub.tell(session.hashed(place.tokens["amina"]))
    assert await amina.code() == 4401


async def test_events_join_each_other(place: Place, room: str) -> None:
    amina, has = await hearing(place, "amina", room), 0
    for number in range(5):
        await place.post("karim", room, f"n° {number}")
    while has < 5:
        told = await amina.event()
        assert told["from"] <= has <= told["to"]
        has = told["to"]


async def test_who_comes_back_with_a_position_gets_what_came_since(place: Place, room: str) -> None:
    for number in range(4):
        await place.post("karim", room, f"n° {number}")
    amina = await hearing(place, "amina", room, since=2)
    told = await amina.event()
    assert (told["from"], told["to"]) == (2, 4)
    assert [one["number"] for one in told["changes"]] == [3, 4]


async def test_who_says_no_position_is_told_what_comes(place: Place, room: str) -> None:
    await place.post("karim", room, "avant")
    amina = await hearing(place, "amina", room, since=None)
    told = await amina.event()
    assert (told["from"], told["to"], told["changes"]) == (1, 1, [])
    await place.post("karim", room, "après")
    assert await amina.bodies(1) == [(2, "après")]


async def test_a_fact_brings_the_space_and_words_do_not(place: Place, network: Network, room: str) -> None:
    thread = await network.thread("amina", "maille")
    karim = await hearing(place, "karim", thread)
    await karim.event()
    await place.post("amina", thread, "Qui ?")
    assert (await karim.event())["space"] is None
    await place.ask("karim", "mutation ($id: ID!) { takeSide(threadId: $id, side: BRINGS) { __typename } }", id=thread)
    told = await karim.event()
    assert told["space"] == {"__typename": "Thread", "id": thread, "name": "Une demande"}
    assert [one["message"]["kind"] for one in told["changes"]] == ["FACT"]


@pytest.mark.parametrize("since", [7, 2_000_000_000])
async def test_a_position_of_another_space_is_told_to_reload_and_nothing_follows(
    place: Place, room: str, since: int
) -> None:
    await place.post("karim", room)
    amina = await hearing(place, "amina", room, since=since)
    told = await amina.event()
    assert (told["reload"], told["gone"], told["changes"]) == (True, False, [])
    assert await amina.down() == {"id": "1", "type": "complete"}


async def test_who_is_too_far_behind_is_told_to_reload(place: Place, network: Network, room: str) -> None:
    for _ in range(101):
        await network.say("karim", room)
    amina = await hearing(place, "amina", room)
    assert (await amina.event())["reload"] is True
    assert (await amina.down())["type"] == "complete"


async def test_absent_and_forbidden_are_the_same_gone(place: Place, network: Network, room: str) -> None:
    private = await network.circle("maille", "amina", "karim")
    await network.say("karim", private, "secret")
    told = []
    for space in (private, "nowhere"):
        claire = await hearing(place, "claire", space)
        told.append(await claire.event())
        assert await claire.down() == {"id": "1", "type": "complete"}
    assert told[0] == told[1]
    assert told[0]["gone"] is True


@pytest.mark.usefixtures("room")
async def test_who_loses_access_is_told_so_and_hears_nothing_after(place: Place, network: Network) -> None:
    await network.community("audit")
    for member in ("amina", "karim", "claire"):
        await network.join(member, "audit")
    room = await network.room("audit")
    amina, claire = await hearing(place, "amina", room), await hearing(place, "claire", room)
    await amina.event(), await claire.event()
    left = 'mutation { leaveCommunity(community: "audit") { __typename } }'
    assert (await place.ask("amina", left))["leaveCommunity"] == {"__typename": "Left"}
    told = await amina.event()
    assert (told["gone"], told["changes"]) == (True, [])
    assert await amina.down() == {"id": "1", "type": "complete"}
    await place.post("karim", room, "après son départ")
    assert await claire.bodies(1) == [(1, "après son départ")]
    await amina.say(type="ping")
    assert await amina.down() == {"type": "pong"}


async def test_two_subscriptions_of_a_socket_do_not_mix(place: Place, network: Network, room: str) -> None:
    other = await network.room("maille", "Autre")
    amina = await hearing(place, "amina", room)
    await amina.event()
    await amina.subscribe("deux", space=other, since=0)
    await amina.event("deux")
    await place.post("karim", other, "là")
    assert [one["message"]["body"] for one in (await amina.event("deux"))["changes"]] == ["là"]
    await amina.say(type="complete", id="deux")
    await place.post("karim", other, "plus là")
    await place.post("karim", room, "ici")
    assert await amina.bodies(1) == [(1, "ici")]
    await amina.subscribe("deux", space=other, since=1)  # its id is free again
    assert [one["message"]["body"] for one in (await amina.event("deux"))["changes"]] == ["plus là"]


async def test_queries_and_mutations_go_by_it_too(place: Place, room: str) -> None:
    amina = await hearing(place, "amina", room)
    await amina.event()
    await amina.subscribe("q", "{ viewer { name } }")
    assert await amina.down() == {"id": "q", "type": "next", "payload": {"data": {"viewer": {"name": "Amina"}}}}
    assert await amina.down() == {"id": "q", "type": "complete"}
    say = 'mutation ($space: ID!) { postMessage(space: $space, body: "là") { __typename } }'
    await amina.subscribe("m", say, space=room)
    found = [await amina.down() for _ in range(3)]
    assert sorted((one["id"], one["type"]) for one in found) == [("1", "next"), ("m", "complete"), ("m", "next")]


async def test_what_can_not_be_listened_to_is_an_error_of_its_id(place: Place, room: str) -> None:
    amina = await hearing(place, "amina", room)
    await amina.event()
    for document, said in (
        ("subscription {", "Syntax Error"),
        ("subscription { nothing }", "Cannot query field 'nothing'"),
        ('subscription { spaceChanges(space: "x") { to } other: spaceChanges(space: "y") { to } }', "one"),
        ('subscription { spaceChanges(space: "x", since: -1) { to } }', "'since'"),
        ('subscription { spaceChanges(space: "") { to } }', "'space'"),
        ('subscription ($no: Boolean!) { spaceChanges(space: "x") { to @skip(if: $no) } }', "$no"),
        ('subscription ($no: Boolean = true) { spaceChanges(space: "x") { to @skip(if: $no) } }', "null"),
        ("{ nothing }", "Cannot query field 'nothing'"),
        ("", "Syntax Error"),
    ):
        await amina.subscribe("e", document, **({"no": None} if "= true" in document else {}))
        found = await amina.down()
        assert (found["id"], found["type"]) == ("e", "error"), found
        assert said in found["payload"][0]["message"], found
    await place.post("karim", room, "toujours là")
    assert await amina.bodies(1) == [(1, "toujours là")]
