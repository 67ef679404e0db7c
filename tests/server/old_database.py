"""A stand-in for a Neo4j that is too old: it greets in Bolt, says its name, and agrees with everything."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HELLO, NAME = b"\x00\x00\x04\x05", b"Neo4j/4.4.30"
SUCCESS = b"\xb1\x70"
WHO = SUCCESS + b"\xa2" + b"\x86server" + bytes([0x80 + len(NAME)]) + NAME + b"\x8dconnection_id" + b"\x811"


@contextmanager
def old_database() -> Iterator[str]:
    """Its address, while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening,), daemon=True).start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"


def _serve(listening: socket.socket) -> None:
    try:
        while True:
            threading.Thread(target=_talk, args=(listening.accept()[0],), daemon=True).start()
    except OSError:
        return


def _talk(peer: socket.socket) -> None:
    with peer, suppress(OSError):
        peer.recv(20, socket.MSG_WAITALL)
        peer.sendall(HELLO)
        answer = WHO
        while _message(peer):
            peer.sendall(len(answer).to_bytes(2, "big") + answer + b"\x00\x00")
            answer = SUCCESS + b"\xa0"


def _message(peer: socket.socket) -> bytes:
    whole = b""
    while length := int.from_bytes(peer.recv(2, socket.MSG_WAITALL) or b"\x00\x00", "big"):
        whole += peer.recv(length, socket.MSG_WAITALL)
    return whole
