"""The messages of graphql-transport-ws and the codes that it closes with: https://github.com/enisdenjo/graphql-ws.

Up:   connection_init {payload?}, subscribe {id, payload}, complete {id}, ping, pong
Down: connection_ack, next {id, payload}, error {id, payload}, complete {id}, pong
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

import orjson

from server.live.frame import Frame
from server.live.protocol import Close

PROTOCOL: Final = "graphql-transport-ws"
LONGEST: Final = 128  # characters of an id
ACK: Final = Frame(orjson.dumps({"type": "connection_ack"}))
PONG: Final = Frame(orjson.dumps({"type": "pong"}))


class Code(IntEnum):
    """Why a socket is closed; beside these, the codes of live spaces."""

    BAD = 4400  # not one of the messages that may come up
    UNAUTHORIZED = 4401  # an operation before the ack; a session or a token that is over
    FORBIDDEN = 4403  # nobody is let in by what connection_init brought
    NOT_ACCEPTABLE = 4406  # another subprotocol
    LATE = 4408  # no connection_init in time
    TAKEN = 4409  # an id whose operation still runs
    AGAIN = 4429  # connection_init twice


CODES: Final = {Close.SIGNED_OUT: Code.UNAUTHORIZED}  # of live spaces, where this protocol has one of its own


class Closed(Exception):
    """The socket is to be closed; says with which code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Up:
    """A message of a client: `kind` is its type."""

    kind: str
    id: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


def parse(text: str | None) -> Up:
    """What a client says. Closed."""
    try:
        given = orjson.loads(text or "")
    except orjson.JSONDecodeError:
        raise Closed(Code.BAD) from None
    match given:
        case {"type": "connection_init" | "ping" | "pong" as kind}:
            payload = given.get("payload")
            if payload is None or isinstance(payload, dict):
                return Up(kind, payload=payload or {})
        case {"type": "subscribe", "id": str(id), "payload": dict(payload)} if 0 < len(id) <= LONGEST:
            return Up("subscribe", id, payload)
        case {"type": "complete", "id": str(id)}:
            return Up("complete", id)
    raise Closed(Code.BAD)


def complete(id: str) -> Frame:
    """Nothing follows for this id."""
    return Frame(orjson.dumps({"id": id, "type": "complete"}))
