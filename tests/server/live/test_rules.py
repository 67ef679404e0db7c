"""The rules of live spaces, without a socket, a clock or a database."""

import asyncio
import random

import pytest

from server.live.audience import Audience
from server.live.buffer import Buffer
from server.live.pace import BURST, Bucket
from server.live.position import Track, beyond, missed, taken
from server.live.presence import HERE, TYPING, Presence, Present
from server.live.protocol import LAST, LONGEST, Close, Refused, Said, parse
from server.live.pulse import Pulse
from server.live.rest import LONG, TURN, after, turns


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"join": "s", "since": 41}', Said("join", "s", 41)),
        ('{"join": "s", "since": 0}', Said("join", "s", 0)),
        ('{"leave": "s"}', Said("leave", "s")),
        ('{"here": "s"}', Said("here", "s")),
        ('{"typing": "s"}', Said("typing", "s")),
    ],
)
def test_what_may_be_said_is_understood(text: str, said: Said) -> None:
    assert parse(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "[]",
        "null",
        '"join"',
        "{}",
        '{"join": "s"}',
        '{"join": 1, "since": 1}',
        '{"join": "", "since": 1}',
        '{"join": "s", "since": -1}',
        '{"join": "s", "since": 1.5}',
        '{"join": "s", "since": true}',
        '{"join": "s", "since": "1"}',
        f'{{"join": "s", "since": {LAST + 1}}}',
        f'{{"leave": "{"s" * 65}"}}',
        '{"leave": null}',
        '{"post": "s"}',
        "[" * 500,
    ],
)
def test_anything_else_is_garbage(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)
    assert refused.value.code is Close.GARBAGE


def test_too_much_at_once_is_not_even_read() -> None:
    with pytest.raises(Refused) as refused:
        parse('{"leave": "s"}' + " " * LONGEST)
    assert refused.value.code is Close.TOO_LARGE


def test_nobody_misses_a_change_however_joins_and_frames_fall() -> None:
    for seed in range(300):
        luck = random.Random(seed)
        track, last = Track(), 0
        has: dict[int, int] = {}
        for turn in range(40):
            last += luck.randrange(3)
            if luck.random() < 0.4:  # a reader comes from anywhere and is caught up
                has[turn] = last
                track.caught_up(last)
            elif track.sent is not None and last > track.sent:  # a frame to all
                start, to = track.sent, luck.randint(track.sent + 1, last)
                track.sent_to(to)
                for reader, position in has.items():
                    assert not missed(position, start)
                    has[reader] = taken(position, to)
                assert all(position >= to for position in has.values())


def test_a_reader_who_was_caught_up_from_an_older_copy_finds_no_gap() -> None:
    track = Track()
    track.caught_up(44)
    track.caught_up(42)  # a replica that lags
    assert track.sent == 42
    assert not missed(42, track.sent)
    track.sent_to(45)
    assert track.sent == 45


def test_a_skipped_number_is_seen() -> None:
    assert missed(41, 42)
    assert not missed(41, 41)
    assert not missed(41, 30)
    assert taken(41, 44) == 44
    assert taken(41, 30) == 41


def test_a_position_that_the_space_never_had_is_known_by_what_is_not_there() -> None:
    assert beyond(7, [])
    assert not beyond(7, [7])
    assert not beyond(0, [])


def test_only_those_who_joined_a_space_hear_it() -> None:
    audience: Audience[str] = Audience()
    audience.enter("a", ["amina", "session-a"])
    audience.enter("b", ["amina"])
    audience.join("a", "salon")
    audience.join("a", "fil")
    audience.join("stranger", "salon")
    assert (audience.readers("salon"), audience.readers("fil"), audience.readers("nowhere")) == (["a"], ["a"], [])
    assert (audience.known("amina"), audience.known("session-a"), audience.known("karim")) == (["a", "b"], ["a"], [])
    audience.leave("a", "fil")
    assert (audience.spaces("a"), audience.heard()) == (["salon"], ["salon"])
    assert audience.depart("a") == ["salon"]
    assert (audience.heard(), audience.known("session-a"), list(audience)) == ([], [], ["b"])


def test_a_full_buffer_takes_no_more_and_loses_nothing_of_what_it_has() -> None:
    buffer: Buffer[str] = Buffer(frames=2, bytes=10)
    assert [buffer.offer(frame) for frame in ("12345", "12345", "1")] == [True, True, False]
    assert buffer.take() == "12345"
    assert not buffer.offer("123456")
    assert buffer.offer("12345")
    assert [buffer.take() for _ in range(3)] == ["12345", "12345", None]


def test_one_frame_always_fits_into_an_empty_buffer() -> None:
    buffer: Buffer[str] = Buffer(frames=2, bytes=3)
    assert buffer.offer("much too long")
    assert not buffer.offer("1")
    buffer.clear()
    assert (len(buffer), buffer.take(), buffer.offer("123")) == (0, None, True)


def test_who_is_here_is_told_once_and_fades() -> None:
    presence = Presence()
    presence.here("salon", "amina", "Amina", at=0)
    assert presence.news("salon", 0) == Present(here=(("amina", "Amina"),))
    assert presence.news("salon", HERE - 1) is None
    assert presence.told("salon").here
    assert presence.news("salon", HERE) == Present()
    assert presence.news("elsewhere", 0) is None


def test_who_types_does_so_until_they_stop_or_have_said_it() -> None:
    presence = Presence()
    presence.typing("salon", "amina", "Amina", at=0)
    presence.typing("salon", "karim", "Karim", at=1)
    both = (("amina", "Amina"), ("karim", "Karim"))
    assert presence.news("salon", 1) == Present(here=both, typing=both)
    presence.said("salon", "karim")
    assert presence.news("salon", 1) == Present(here=both, typing=both[:1])
    assert presence.news("salon", TYPING) == Present(here=both)
    presence.left("salon", "amina")
    assert presence.news("salon", TYPING) == Present(here=both[1:])
    presence.forget("salon")
    assert presence.told("salon") == Present()


def test_who_says_too_much_waits_until_the_bucket_fills() -> None:
    bucket = Bucket()
    assert all(bucket.take(1, at=100) for _ in range(int(BURST)))
    assert not bucket.take(1, at=100)
    assert bucket.take(1, at=101)
    assert not bucket.take(BURST + 1, at=10_000)


def test_a_small_space_never_rests_and_a_large_one_not_for_long() -> None:
    assert after(0.00005) == 0
    assert 0 < after(0.01) <= LONG
    assert after(60) == LONG


def test_readers_are_told_a_few_at_a_time_and_nobody_twice() -> None:
    readers = list(range(TURN * 2 + 1))
    assert [one for some in turns(readers) for one in some] == readers
    assert max(len(some) for some in turns(readers)) == TURN
    assert not list(turns([]))


class Socket:
    """Notes its pings, and leaves a pulse after some."""

    def __init__(self, pulse: Pulse, most: int) -> None:
        self.pulse, self.most, self.pings = pulse, most, 0
        self.done = asyncio.Event()
        self.turn = pulse.enter(self)

    def ping(self) -> None:
        self.pings += 1
        if self.pings == self.most:
            self.pulse.depart(self, self.turn)
            self.done.set()


@pytest.mark.anyio
async def test_one_pulse_pings_all_in_their_turns_and_nobody_who_left() -> None:
    pulse = Pulse(0.02)
    sockets = [Socket(pulse, most) for most in (1, 2, 3)]
    assert len({one.turn for one in sockets}) == 3
    async with asyncio.timeout(20):
        for one in sockets:
            await one.done.wait()
    late = Socket(pulse, 1)  # after it had nobody left
    await asyncio.wait_for(late.done.wait(), 20)
    assert [one.pings for one in (*sockets, late)] == [1, 2, 3, 1]
