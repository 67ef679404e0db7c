"""The rules of voice, without a socket, a clock or a database."""

import hashlib
import hmac
import random
from base64 import b64decode
from typing import Any

import orjson
import pytest

from server.live import spoken
from server.live.protocol import LONGEST, Close, Refused, parse
from server.live.relay import LASTS, Relay
from server.live.spoken import Entry, Signal
from server.live.voice import CAMERAS, FADES, HELD, SEATS, Rooms, State, settled

QUIET, FILMED = State(), State(camera=True)
STATE = {"hand": False, "muted": True, "camera": False}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.2 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0} | {
    "usernameFragment": None
}
OFFER = {"description": {"type": "offer", "sdp": "v=0"}}


def enter(rooms: Rooms, member: str, at: int, again: str = "", state: State = QUIET) -> str:
    """The peer, or ''."""
    seat = rooms.enter("s", member, member.capitalize(), state, f"{member}-{at}", at, again)
    return seat.peer if seat else ""


def names(rooms: Rooms) -> list[str]:
    return [seat.member for seat in rooms.seats("s")]


def exchange(*processes: Rooms) -> list[tuple[str, str]]:
    """Each tells the others all that it has, until nothing is lost any more; what was."""
    lost: list[tuple[str, str]] = []
    while True:
        for number, one in enumerate(processes):
            for other in processes:
                if other is not one:
                    seats: Any = orjson.loads(orjson.dumps({"s": one.passing("s")}))
                    other.told(str(number), seats, 0, all=True)
        found = [gone for one in processes for gone in one.settle("s")]
        if not found:
            return lost
        lost += found


def test_six_sit_and_a_seventh_finds_it_full_until_one_leaves() -> None:
    rooms = Rooms()
    peers = [enter(rooms, f"m{n}", n) for n in range(SEATS)]
    assert all(peers)
    assert not enter(rooms, "late", 99)
    rooms.leave("s", peers[2])
    assert enter(rooms, "late", 100)
    assert names(rooms) == ["m0", "m1", "m3", "m4", "m5", "late"]


def test_one_more_device_of_a_member_takes_their_seat_over_even_where_all_are_taken() -> None:
    rooms = Rooms()
    first, *_ = [enter(rooms, f"m{n}", n) for n in range(SEATS)]
    second = enter(rooms, "m0", 50)
    assert rooms.settle("s") == [(first, "elsewhere")]
    assert next(seat.peer for seat in rooms.seats("s")) == second
    assert len(names(rooms)) == SEATS


def test_who_comes_back_is_the_peer_that_they_were_and_nobody_else_is() -> None:
    rooms = Rooms()
    peer = enter(rooms, "amina", 1)
    before = rooms.seats("s")[0]
    rooms.hold("s", peer, 2)
    assert enter(rooms, "amina", 3, again=peer) == peer
    (after,) = rooms.seats("s")
    assert (after.since, after.peer) == (before.since, before.peer)
    assert after.taken > before.taken
    assert enter(rooms, "karim", 4, again=peer) != peer
    assert rooms.fade(2 + HELD) == set()


def test_a_seat_whose_line_stays_cut_is_given_back() -> None:
    rooms = Rooms()
    rooms.hold("s", enter(rooms, "amina", 1), 1000)
    assert rooms.fade(1000 + HELD - 1) == set()
    assert names(rooms) == ["amina"]
    assert rooms.fade(1000 + HELD) == {"s"}
    assert names(rooms) == []


def test_four_cameras_are_on_and_a_fifth_waits_for_one_to_go_off() -> None:
    rooms = Rooms()
    peers = [enter(rooms, f"m{n}", n, state=FILMED if n < CAMERAS else QUIET) for n in range(SEATS)]
    assert [bool(seat.camera) for seat in rooms.seats("s")] == [True] * CAMERAS + [False] * 2
    assert not rooms.change("s", peers[5], FILMED, 10)
    assert rooms.change("s", peers[0], FILMED, 11)
    assert rooms.change("s", peers[0], QUIET, 12)
    assert rooms.change("s", peers[5], FILMED, 13)


def test_two_processes_that_gave_one_seat_too_many_away_come_to_the_same_end() -> None:
    for seed in range(300):
        luck = random.Random(seed)
        processes = [Rooms() for _ in range(luck.randint(2, 3))]
        for number in range(12):
            luck.choice(processes).enter(
                "s",
                f"m{luck.randrange(9)}",
                "",
                luck.choice((QUIET, FILMED)),
                f"p{number:02}",
                luck.randrange(5) if luck.random() < 0.5 else number,
            )
            if luck.random() < 0.3:
                exchange(*processes)
        exchange(*processes)
        seats = processes[0].seats("s")
        assert all(one.seats("s") == seats for one in processes)
        assert len(seats) <= SEATS
        assert sum(bool(seat.camera) for seat in seats) <= CAMERAS
        assert len({seat.member for seat in seats}) == len(seats)
        assert sorted(seat.peer for one in processes for seat in one.mine("s")) == sorted(seat.peer for seat in seats)


def test_a_clock_that_is_behind_evicts_nobody() -> None:
    ahead, behind = Rooms(), Rooms()
    for n in range(SEATS - 1):
        enter(ahead, f"m{n}", 1_000_000 + n)
    exchange(ahead, behind)
    assert enter(behind, "late", 5)
    assert exchange(ahead, behind) == []
    assert names(ahead) == [*(f"m{n}" for n in range(SEATS - 1)), "late"]


def test_who_was_later_is_told_that_it_is_full() -> None:
    one, other = Rooms(), Rooms()
    for n in range(SEATS - 1):
        enter(one, f"m{n}", n)
    exchange(one, other)
    first, second = enter(one, "first", 100), enter(other, "second", 101)
    assert exchange(one, other) == [(second, "full")]
    assert first in [seat.peer for seat in other.seats("s")]


def test_seats_of_a_process_that_is_heard_of_no_more_fade() -> None:
    here, there = Rooms(), Rooms()
    enter(there, "amina", 1)
    here.told("there", {"s": there.passing("s")}, 1000, all=False)
    assert here.fade(1000 + FADES - 1) == set()
    assert names(here) == ["amina"]
    assert here.fade(1000 + FADES) == {"s"}
    assert names(here) == []


def test_the_order_in_which_seats_are_told_does_not_matter() -> None:
    rooms = Rooms()
    for n in range(9):
        rooms.told(str(n), {"s": [(f"p{n}", f"m{n % 7}", "", n, n, False, True, n)]}, 0, all=True)
    seats = list(rooms._all("s"))
    for seed in range(50):
        random.Random(seed).shuffle(seats)
        assert settled(seats) == rooms.seats("s")


@pytest.mark.parametrize(
    ("given", "verb", "about"),
    [
        ({"voice": "s", "enter": STATE}, "enter", Entry(State())),
        ({"voice": "s", "enter": STATE, "as": "p"}, "enter", Entry(State(), "p")),
        ({"voice": "s", "state": STATE | {"hand": True}}, "state", State(hand=True)),
        ({"voice": "s", "leave": True}, "quit", None),
        ({"signal": "s", "to": "p", "data": OFFER}, "signal", Signal("p", OFFER)),
        (
            {"signal": "s", "to": "p", "data": {"candidates": [CANDIDATE]}},
            "signal",
            Signal("p", {"candidates": [CANDIDATE]}),
        ),
        ({"signal": "s", "to": "p", "data": {"again": True}}, "signal", Signal("p", {"again": True})),
    ],
)
def test_what_may_be_said_about_voice_is_understood(given: Any, verb: str, about: Any) -> None:
    said = parse(orjson.dumps(given).decode())
    assert (said.verb, said.space, said.about) == (verb, "s", about)


@pytest.mark.parametrize(
    "given",
    [
        {"voice": "s"},
        {"voice": "", "leave": True},
        {"voice": "s", "leave": False},
        {"voice": "s", "leave": True, "enter": STATE},
        {"voice": "s", "enter": {}},
        {"voice": "s", "enter": STATE | {"name": "Karim"}},
        {"voice": "s", "enter": STATE | {"hand": 1}},
        {"voice": "s", "enter": STATE, "as": 7},
        {"voice": "s", "enter": STATE, "id": "karim"},
        {"signal": "s", "data": OFFER},
        {"signal": "s", "to": "p" * 65, "data": OFFER},
        {"signal": "s", "to": "p", "data": OFFER, "from": "q"},
        {"signal": "s", "to": "p", "data": {}},
        {"signal": "s", "to": "p", "data": {"description": {"type": "rollback", "sdp": ""}}},
        {"signal": "s", "to": "p", "data": {"description": {"type": "offer", "sdp": 1}}},
        {"signal": "s", "to": "p", "data": {"description": {"type": "offer", "sdp": "", "more": 1}}},
        {"signal": "s", "to": "p", "data": OFFER | {"candidates": [CANDIDATE]}},
        {"signal": "s", "to": "p", "data": {"candidates": []}},
        {"signal": "s", "to": "p", "data": {"again": False}},
        {"signal": "s", "to": "p", "data": OFFER | {"again": True}},
        {"signal": "s", "to": "p", "data": {"again": True, "more": 1}},
        {"signal": "s", "to": "p", "data": {"candidates": [CANDIDATE] * (spoken.CANDIDATES + 1)}},
        {"signal": "s", "to": "p", "data": {"candidates": [CANDIDATE | {"sdpMLineIndex": True}]}},
        {"signal": "s", "to": "p", "data": {"candidates": [{"candidate": "x"}]}},
    ],
)
def test_anything_else_about_voice_is_garbage(given: Any) -> None:
    with pytest.raises(Refused) as refused:
        parse(orjson.dumps(given).decode())
    assert refused.value.code is Close.GARBAGE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            '{"signal":"s","to":"p","data":{"description":{"type":"offer","sdp":"'
            + "x" * (spoken.LONGEST - 80)
            + '"}}}',
            None,
        ),
        ('{"signal":"s","to":"p","data":{"description":{"type":"offer","sdp":"' + "x" * spoken.LONGEST + '"}}}', 1009),
        ('{"to":"p","signal":"s","data":{"description":{"type":"offer","sdp":"' + "x" * LONGEST + '"}}}', 1009),
        ('{"voice":"s","enter":' + " " * LONGEST + "}", 1009),
    ],
)
def test_a_signal_alone_may_be_long_and_that_is_bounded_too(text: str, code: int | None) -> None:
    if code is None:
        assert parse(text).length == len(text)
        return
    with pytest.raises(Refused) as refused:
        parse(text)
    assert refused.value.code == code


def test_credentials_of_the_relay_are_those_that_coturn_expects() -> None:
    rtc = Relay(("turn:turn.maille.test:3478",), "secret", ("stun:stun.maille.test",)).rtc("amina", 1_000_000)
    stun, turn = rtc["iceServers"]
    assert stun == {"urls": ["stun:stun.maille.test"]}
    assert turn["username"] == f"{1000 + LASTS}:amina"
    assert b64decode(turn["credential"]) == hmac.new(b"secret", turn["username"].encode(), hashlib.sha1).digest()
    assert rtc["iceTransportPolicy"] == "all"


def test_nobody_else_is_asked_where_nothing_is_set() -> None:
    assert Relay().rtc("amina", 0) == {"iceServers": [], "iceTransportPolicy": "all"}
    assert Relay(("turn:turn.maille.test",)).rtc("amina", 0)["iceServers"] == []
    assert list(Relay().problems()) == []


@pytest.mark.parametrize(
    "relay",
    [
        Relay(("turn.maille.test",), "secret"),
        Relay(("turn:turn.maille.test",)),
        Relay((), "secret"),
        Relay(stun=("turn:turn.maille.test",)),
        Relay(only=True),
    ],
)
def test_settings_that_cannot_work_are_told(relay: Relay) -> None:
    assert len(list(relay.problems())) == 1
