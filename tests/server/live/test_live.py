"""The promises of a live space, kept over real sockets of a real server."""

import asyncio
import re
import socket
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from websockets.exceptions import InvalidStatus

from graph import changes, membership, message, session
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.server.live.conftest import HTML, Place
from tests.writes import EDIT, LEAVE, SIDE, WITHDRAW

pytestmark = pytest.mark.anyio

AT = 1_795_385_939_055  # ms: a moment that is told by another hour in another zone


@pytest.fixture
async def room(network: Network) -> str:
    await network.root()
    for member in ("amina", "karim", "claire"):
        await network.member(member, "maille")
    return await network.room("maille")


async def test_two_readers_get_what_is_said_in_one_order_with_the_same_numbers(place: Place, room: str) -> None:
    readers = [await place.read(member) for member in ("amina", "karim")]
    for reader in readers:
        assert await reader.join(room) == {"space": room, "from": 0, "to": 0, "changes": []}
    await asyncio.gather(*(place.post("claire", room, f"n° {n}") for n in range(12)))
    one, other = [await reader.bodies(12) for reader in readers]
    assert [number for number, _ in one] == list(range(1, 13))
    assert one == other


async def test_what_was_missed_while_the_line_was_cut_comes_at_the_join(place: Place, room: str) -> None:
    await place.post("amina", room, "avant")
    reader = await place.read("karim")
    assert (await reader.join(room))["to"] == 1
    await reader.socket.close()
    first = await place.post("amina", room, "pendant")
    await place.post("amina", room, "encore")
    await place.ask("amina", EDIT, id=first["id"], body="pendant, mieux dit")
    frame = await (await place.read("karim")).join(room, 1)
    assert (frame["from"], frame["to"]) == (1, 4)
    assert [(one["changed"], one["data"]["body"]) for one in frame["changes"]] == [
        (3, "encore"),
        (4, "pendant, mieux dit"),
    ]


async def test_an_edit_and_a_withdrawal_arrive_under_the_id_of_the_message(place: Place, room: str) -> None:
    said = await place.post("amina", room, "Bonjour")
    reader = await place.read("karim", HTML)
    assert (await reader.join(room, 1))["changes"] == []
    await place.ask("amina", EDIT, id=said["id"], body="Bonsoir")
    (edited,) = (await reader.frame())["changes"]
    assert (edited["id"], edited["kind"], edited["changed"]) == (said["id"], "message", 2)
    assert f'id="m-{said["id"]}"' in edited["html"]
    assert "Bonsoir" in edited["html"]
    assert "modifié" in edited["html"]
    await place.ask("amina", WITHDRAW, id=said["id"])
    (withdrawn,) = (await reader.frame())["changes"]
    assert "Bonsoir" not in withdrawn["html"]
    assert "Amina a retiré son message." in withdrawn["html"]


async def test_who_takes_a_side_is_told_as_a_line_and_with_both_ends(place: Place, network: Network, room: str) -> None:
    thread = await network.thread("amina", "maille")
    html, data = await place.read("amina", HTML), await place.read("claire")
    await html.join(thread)
    await data.join(thread)
    await place.ask("karim", SIDE, id=thread, side="BRINGS")
    line, ends = (await html.frame())["changes"]
    assert "Karim peut aider" in line["html"]
    assert (ends["kind"], ends["id"]) == ("space", thread)
    assert 'id="side-list-bring"' in ends["html"]
    assert 'id="standing" data-status="OPEN"' in ends["html"]
    _, ends = (await data.frame())["changes"]
    assert [one["slug"] for one in ends["data"]["bringers"]] == ["karim"]


async def test_all_readers_of_a_space_get_the_same_bytes(place: Place, room: str) -> None:
    readers = [await place.read(member, HTML) for member in ("amina", "karim", "claire")]
    for reader in readers:
        await reader.join(room)
    await place.post("amina", room, "Le *même* pour tous")
    frames = [await reader.frame() for reader in readers]
    assert frames[0] == frames[1] == frames[2]
    assert "mine" not in frames[0]["changes"][0]["html"]


async def test_each_reader_is_told_in_their_language_and_zone(place: Place, network: Network, room: str) -> None:
    await network.run("MATCH (m:Member {id: 'karim'}) SET m.locale = 'en', m.timezone = 'Indian/Reunion'")
    french, english = await place.read("amina", HTML), await place.read("karim", HTML)
    await french.join(room)
    await english.join(room)
    said = await place.post("claire", room, "Bonjour")
    await network.run("MATCH (m:Message {id: $id}) SET m.at = $at", id=said["id"], at=AT)
    await place.ask("claire", EDIT, id=said["id"], body="Bonsoir")
    pages = []
    for reader in (french, english):
        while "Bonsoir" not in (html := (await reader.frame())["changes"][0]["html"]):
            pass
        pages.append(html)
    assert "modifié" in pages[0]
    assert "edited" in pages[1]
    paris, reunion = (datetime.fromtimestamp(AT / 1000, ZoneInfo(zone)) for zone in ("Europe/Paris", "Indian/Reunion"))
    assert re.search(rf">{paris.hour}\sh\s{paris.minute:02}<", pages[0])
    assert f">{reunion.hour}:{reunion.minute:02}<" in pages[1]


async def test_a_lost_nudge_does_no_harm(place: Place, graph: Graph, room: str) -> None:
    reader = await place.read("karim")
    await reader.join(room)
    assert await message.post(graph, "amina", room, new_id(), "Sans un mot au serveur", now())
    assert await reader.bodies(1) == [(1, "Sans un mot au serveur")]


async def test_who_is_here_and_who_types_is_told_and_goes_with_them(place: Place, room: str) -> None:
    amina, karim = await place.read("amina"), await place.read("karim")
    await amina.join(room)
    await karim.join(room)
    await amina.say(here=room)
    await karim.say(typing=room)
    both = [{"id": "amina", "name": "Amina"}, {"id": "karim", "name": "Karim"}]
    for reader in (amina, karim):
        await reader.presence(lambda told: told["here"] == both and told["typing"] == both[1:])
    await place.post("karim", room)
    await amina.presence(lambda told: told["typing"] == [])
    late = await place.read("claire")
    await late.join(room)
    await late.presence(lambda told: told["here"] == both)
    await karim.socket.close()
    await amina.presence(lambda told: told["here"] == both[:1])


async def test_nobody_is_present_in_a_space_that_they_do_not_hear(place: Place, network: Network, room: str) -> None:
    other = await network.room("maille")
    amina, karim = await place.read("amina"), await place.read("karim")
    await amina.join(room)
    await karim.join(other)
    await karim.say(here=room)
    await karim.say(here=other)
    await karim.presence(lambda told: len(told["here"]) == 1)
    await amina.say(here=room)
    await amina.presence(lambda told: told["here"] == [{"id": "amina", "name": "Amina"}])


async def test_who_leaves_the_community_hears_no_more_of_its_spaces(place: Place, network: Network, room: str) -> None:
    await network.community("audit")
    for member in ("amina", "karim"):
        await network.join(member, "audit")
    inside = await network.room("audit")
    amina, karim = await place.read("amina"), await place.read("karim")
    await amina.join(inside)
    await karim.join(inside)
    await karim.join(room)
    await place.ask("karim", LEAVE, id="audit")
    assert await karim.frame() == {"space": inside, "gone": True}
    await place.post("amina", inside, "Entre nous")
    assert await amina.bodies(1) == [(1, "Entre nous")]
    await place.post("amina", room, "À tous")
    assert (await karim.frame())["space"] == room


async def test_access_that_is_lost_without_a_word_is_lost_all_the_same(
    place: Place, network: Network, graph: Graph, room: str
) -> None:
    await network.community("audit")
    await network.join("karim", "audit")
    inside = await network.room("audit")
    karim = await place.read("karim")
    await karim.join(inside)
    assert await membership.leave(graph, "karim", "audit")
    assert await karim.frame() == {"space": inside, "gone": True}


async def test_who_loses_access_while_it_is_read_as_them_keeps_nobody_waiting(
    place: Place, network: Network, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.live.loop.AGAIN", 3600.0)
    await network.community("data")
    for member in ("amina", "karim", "claire"):
        await network.join(member, "data")
    theirs = await network.room("data")
    readers = [await place.read(member) for member in ("amina", "karim")]
    for reader in readers:
        await reader.join(theirs)
    read = changes.changes

    async def lost(*given: Any) -> Any:
        monkeypatch.setattr("graph.changes.changes", read)
        found = await read(*given)
        assert await membership.leave(place.graph, "amina", "data")
        return found

    monkeypatch.setattr("graph.changes.changes", lost)
    await place.post("claire", theirs, "Bonjour")
    assert await readers[1].bodies(1) == [(1, "Bonjour")]
    assert await readers[0].frame() == {"space": theirs, "gone": True}


async def test_hidden_and_absent_get_the_same_frame(place: Place, network: Network, room: str) -> None:
    await network.community("discret", door="HIDDEN")
    hidden, circle = await network.room("discret"), await network.circle("maille", "amina")
    karim = await place.read("karim")
    for space in (hidden, circle, "n-existe-pas"):
        assert await karim.join(space) == {"space": space, "gone": True}
    assert (await (await place.read("amina")).join(circle))["changes"] == []


async def test_who_signs_out_loses_the_socket(place: Place, graph: Graph, room: str) -> None:
    amina, karim = await place.read("amina"), await place.read("karim")
    await amina.join(room)
    await karim.join(room)
    await session.end(graph, place.tokens["karim"])
    assert await karim.code() == 4001
    await place.post("amina", room)
    assert await amina.bodies(1)


async def test_a_visitor_joins_nothing(place: Place, room: str) -> None:
    assert await (await place.read()).code() == 4001


async def test_too_far_behind_is_told_to_load_the_page_again(place: Place, network: Network, room: str) -> None:
    for _ in range(110):
        await network.say("amina", room)
    reader = await place.read("karim")
    assert await reader.join(room, 3) == {"space": room, "reload": True}
    assert len((await reader.join(room, 60))["changes"]) == 50


async def test_a_position_that_the_space_never_had_is_told_to_load_the_page_again(
    place: Place, network: Network, room: str
) -> None:
    await network.say("amina", room)
    reader = await place.read("karim")
    assert await reader.join(room, 500) == {"space": room, "reload": True}
    assert (await reader.join(room, 1))["to"] == 1


async def test_a_slow_reader_is_closed_and_the_others_are_not(place: Place, network: Network, room: str) -> None:
    for _ in range(40):
        await network.say("amina", room, "x" * 7900)
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.connect(("127.0.0.1", place.port))
    slow, quick = await place.read("karim", HTML, sock=small, max_queue=1), await place.read("claire", HTML)
    for reader in (slow, quick):
        await reader.join(room)
    await slow.say(here=room)
    await quick.presence(lambda told: len(told["here"]) == 1)
    gone = False
    while not gone:
        await slow.say(join=room, since=0)  # all of it, again and again, without reading any
        await place.post("amina", room)
        while "changes" not in (frame := await quick.any_frame()):
            gone = gone or not frame["here"]
    assert await slow.code() == 4008


async def test_a_page_of_another_site_is_refused(place: Place, room: str) -> None:
    for origin in ("https://ailleurs.example", f"http://127.0.0.1:{place.port + 1}", "null"):
        with pytest.raises(InvalidStatus) as refused:
            await place.read("amina", origin=origin)
        assert refused.value.response.status_code == 403
    assert await (await place.read("amina", origin=f"http://127.0.0.1:{place.port}")).join(room)


async def test_a_socket_that_speaks_nothing_of_ours_is_refused(place: Place, room: str) -> None:
    for protocol in (None, "graphql-transport-ws"):
        with pytest.raises(InvalidStatus) as refused:
            await place.read("amina", protocol)
        assert refused.value.response.status_code == 400


@pytest.mark.parametrize(
    ("said", "code"),
    [("bonjour", 4000), ('{"post": "x"}', 4000), ('{"leave": "' + "s" * 2000 + '"}', 1009), (b"{}", 1003)],
)
async def test_what_is_not_understood_closes_the_socket(place: Place, room: str, said: str | bytes, code: int) -> None:
    reader = await place.read("amina")
    await reader.socket.send(said)
    assert await reader.code() == code


async def test_too_much_talk_closes_the_socket(place: Place, room: str) -> None:
    talker = await place.read("amina")
    for _ in range(100):
        await talker.say(typing=room)
    assert await talker.code() == 4029


async def test_too_many_sockets_of_one_member_are_refused(place: Place, room: str) -> None:
    sockets = [await place.read("amina") for _ in range(33)]
    assert await sockets[-1].code() == 4010
    assert (await sockets[0].join(room))["space"] == room
