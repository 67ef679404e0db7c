"""What goes up and down a socket of /live, and the codes that it is closed with.

Up, one JSON object a text frame, at most LONGEST characters:
    {"join": SPACE, "since": 41}   news of a space after position 41; again at any time (after a gap)
    {"leave": SPACE}               no more of it
    {"here": SPACE}                its page is before my eyes; fades after a while, so it is said again
    {"typing": SPACE}              I write; fades sooner
    {"me": true}                   tell me what is unread, now and whenever it changes
    and about voice: see spoken.py
Down:
    {"space", "from": 41, "to": 44, "changes": [{"id", "kind": "message"|"space", "changed", "html" | "data"}]}
        The first one answers the join, if only with no change. `from` beyond what a reader has is a gap: it joins again
        with the position it has. What it has already may come again: things come by id.
    {"space", "reload": true}      too far behind: ask for the page again
    {"space", "gone": true}        absent or forbidden, now or from the start
    {"space", "here": [{"id", "name"}], "typing": [{"id", "name"}]}     at most once a second, never recorded
    {"me": {"threads", "rooms", "named", "spaces": {SPACE: NUMBER}}}
        Messages of others that one hasn't read, in threads and elsewhere; how many name one; the spaces that have some.
        Within a few seconds of a change, to every device.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import Any

import orjson

from graph.unread import Unread
from server.live import spoken
from server.live.frame import Frame
from server.live.spoken import Spoken

HTML, JSON = "maille.html.v1", "maille.json.v1"
LONGEST = 1024  # characters of a frame that goes up
SIGNAL = '{"signal":'  # how a longer one begins
LAST = 9_999_999_999  # the highest position
MOST_SPACES = 300  # of a frame of what is unread


class Close(IntEnum):
    """Why a socket is closed."""

    DONE = 1000  # all was said
    BINARY = 1003  # a frame that is not text
    TOO_LARGE = 1009  # a frame of more than LONGEST characters, or a signal of more than it may have
    BROKEN = 1011  # a bug of ours
    RESTART = 1012  # the server stops: come back with your position
    GARBAGE = 4000  # not one of the things that may be said
    SIGNED_OUT = 4001  # nobody is signed in, or no longer
    SLOW = 4008  # what was to be sent has piled up: come back with your position
    TOO_MANY = 4010  # sockets of a member, or spaces of a socket
    TOO_OFTEN = 4029  # too much said in too short a time


class Refused(Exception):
    """What came up can't be taken; says which code closes the socket."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(frozen=True)
class Said:
    """One thing that came up: `verb` is join, leave, here, typing or me; about voice enter, state, quit or signal."""

    verb: str
    space: str
    since: int = 0
    about: Spoken = None
    length: int = 0  # characters of a signal


def parse(text: str) -> Said:
    """What a frame says; Refused where it is nothing that may be said."""
    if len(text) > (spoken.LONGEST if text.startswith(SIGNAL) else LONGEST):
        raise Refused(Close.TOO_LARGE)
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Refused(Close.GARBAGE) from None
    match given:
        case {"join": str(space), "since": int(since)} if _is_space(space) and _is_position(since):
            return Said("join", space, since)
        case {"leave": str(space)} if _is_space(space):
            return Said("leave", space)
        case {"here": str(space)} if _is_space(space):
            return Said("here", space)
        case {"typing": str(space)} if _is_space(space):
            return Said("typing", space)
        case {"me": True}:
            return Said("me", "")
    return _voice(given, len(text))


def _voice(given: Any, length: int) -> Said:
    heard = spoken.understood(given)
    if heard is None or not _is_space(heard[1]):
        raise Refused(Close.GARBAGE)
    verb, space, about = heard
    return Said(verb, space, about=about, length=length)


def changes(space: str, since: int, position: int, made: Sequence[dict[str, Any]]) -> Frame:
    """The frame of what changed between two positions."""
    return _frame({"space": space, "from": since, "to": position, "changes": made})


def reload(space: str) -> Frame:
    """The frame for who is too far behind."""
    return _frame({"space": space, "reload": True})


def gone(space: str) -> Frame:
    """The frame for what is absent or forbidden."""
    return _frame({"space": space, "gone": True})


def me(unread: Unread) -> Frame:
    """The frame of what a member hasn't read; of the spaces, the first hundreds."""
    spaces = dict(islice(unread.spaces.items(), MOST_SPACES))
    told = {"threads": unread.threads, "rooms": unread.rooms, "named": unread.named, "spaces": spaces}
    return _frame({"me": told})


def present(space: str, here: Sequence[tuple[str, str]], typing: Sequence[tuple[str, str]]) -> Frame:
    """The frame of who is here and who types, each an id and a name."""
    return _frame({"space": space, "here": _people(here), "typing": _people(typing)})


def _people(people: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": id, "name": name} for id, name in people]


def _frame(value: dict[str, Any]) -> Frame:
    return Frame(orjson.dumps(value))


def _is_space(text: str) -> bool:
    return 0 < len(text) <= 64


def _is_position(number: int) -> bool:
    return number is not True and number is not False and 0 <= number <= LAST
