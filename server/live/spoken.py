"""What goes up and down about voice. What WebRTC has to say passes from peer to peer, only its shape is known.

Up:
    {"voice": SPACE, "enter": STATE, "as": PEER}    STATE {"hand", "muted", "camera"}; `as`, where the line was cut
    {"voice": SPACE, "state": STATE}
    {"voice": SPACE, "leave": true}
    {"signal": SPACE, "to": PEER, "data": {"description": {"type", "sdp"}} | {"candidates": [CANDIDATE]} | AGAIN}
        may be LONGEST characters, where `signal` stands first. AGAIN is {"again": true}: no way was found, so
        that the other side is asked for a new connection
Down:
    {"space", "voice": [{"peer", "id", "name", "line", "hand", "muted", "camera"}]}    to all who hear the space; a line
        that was made anew has another number
    {"space", "you": PEER, "rtc": {"iceServers", "iceTransportPolicy"}}                one is in
    {"space", "you": PEER | null, "because": BECAUSE}    one is not, or no longer; BECAUSE "full", "closed",
        "elsewhere" (by another device), "away" (the database), "cameras" (in, with the camera off)
    {"space", "from": PEER, "signal": {…}}
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from server.live.frame import Frame
from server.live.voice import Seat, State

LONGEST: Final = 16 * 1024  # characters of a signal; nothing else is that long
CANDIDATES: Final = 20  # of one signal
KINDS: Final = ("offer", "answer")


@dataclass(frozen=True)
class Entry:
    """Somebody comes in, or comes back as the peer that they were."""

    state: State
    again: str = ""


@dataclass(frozen=True)
class Signal:
    """Something for one peer, and the characters that it took."""

    to: str
    data: dict[str, Any]


Spoken = Entry | State | Signal | None  # None: they leave


def understood(given: Any) -> tuple[str, str, Spoken] | None:
    """(verb, space, what): enter, state, quit or signal. None where it is nothing of these."""
    match given:
        case {"voice": str(space), "enter": state, **more} if more.keys() <= {"as"} and _is_state(state):
            again = more.get("as", "")
            return ("enter", space, Entry(State(**state), again)) if isinstance(again, str) else None
        case {"voice": str(space), "state": state, **more} if not more and _is_state(state):
            return "state", space, State(**state)
        case {"voice": str(space), "leave": True, **more} if not more:
            return "quit", space, None
        case {"signal": str(space), "to": str(to), "data": data, **more} if (
            not more and _is_peer(to) and _is_data(data)
        ):
            return "signal", space, Signal(to, data)
    return None


def voices(space: str, seats: Sequence[Seat]) -> Frame:
    """The frame of who is in."""
    return _frame({"space": space, "voice": [_seat(seat) for seat in seats]})


def yours(space: str, peer: str, rtc: dict[str, Any]) -> Frame:
    """The frame for who came in."""
    return _frame({"space": space, "you": peer, "rtc": rtc})


def refused(space: str, because: str, peer: str | None = None) -> Frame:
    """The frame for who is not in, or not with a camera."""
    return _frame({"space": space, "you": peer, "because": because})


def signal(space: str, by: str, data: dict[str, Any]) -> Frame:
    """The frame of what one peer has for another."""
    return _frame({"space": space, "from": by, "signal": data})


def _seat(seat: Seat) -> dict[str, Any]:
    state = {"hand": seat.hand, "muted": seat.muted, "camera": bool(seat.camera)}
    return {"peer": seat.peer, "id": seat.member, "name": seat.name, "line": seat.taken} | state


def _frame(value: dict[str, Any]) -> Frame:
    return Frame(orjson.dumps(value))


def _is_peer(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= 64


def _is_state(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"hand", "muted", "camera"}
        and all(isinstance(one, bool) for one in value.values())
    )


def _is_data(value: Any) -> bool:
    match value:
        case {"description": {"type": kind, "sdp": str(), **more}, **other} if not more and not other:
            return kind in KINDS
        case {"again": True, **other}:
            return not other
        case {"candidates": [*some], **other} if not other:
            return 0 < len(some) <= CANDIDATES and all(_is_candidate(one) for one in some)
    return False


def _is_candidate(value: Any) -> bool:
    match value:
        case {
            "candidate": str(),
            "sdpMid": str() | None,
            "sdpMLineIndex": line,
            "usernameFragment": str() | None,
            **more,
        }:
            return not more and (line is None or (type(line) is int and 0 <= line < 64))
    return False
