"""A member's live reader that never gives up: it comes back with its position, and keeps what it was told."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from server.live.position import missed, taken
from tests.server.writing_load import Load

AGAIN = 0.1  # seconds until it tries again
AWAY = (OSError, WebSocketException, TimeoutError)


class Reader:
    """`told` is what it shows: the last state of each message, by its id."""

    def __init__(self, load: Load, cookie: str) -> None:
        self._load, self._cookie = load, cookie
        self.told: dict[str, tuple[int, int]] = {}  # id: number of the message, number of its last change
        self.position = 0
        self.gone = False
        self.reads = asyncio.Event()
        self.reads.set()
        self.more = asyncio.Event()
        self.socket: ClientConnection | None = None

    async def run(self) -> None:
        """Until it is told that the space is gone."""
        while not self.gone:
            with suppress(*AWAY):
                await self._listen()
            await asyncio.sleep(AGAIN)

    async def _listen(self) -> None:
        async with connect(
            self._load.address.replace("http", "ws") + "/live",
            subprotocols=[Subprotocol("maille.json.v1")],
            additional_headers={"Cookie": self._cookie},
            proxy=None,
            max_queue=4,
        ) as self.socket:
            await self._join()
            while not self.gone:
                await self.reads.wait()
                await self._hear(json.loads(await self.socket.recv()))

    async def _join(self) -> None:
        assert self.socket
        await self.socket.send(json.dumps({"join": self._load.space, "since": self.position}))

    async def _hear(self, frame: dict[str, Any]) -> None:
        assert not frame.get("reload"), frame  # never so far behind here
        self.gone = self.gone or frame.get("gone", False)
        self.more.set()
        if "changes" not in frame:
            return None
        if missed(self.position, frame["from"]):
            return await self._join()
        for change in frame["changes"]:
            if change["kind"] == "message":
                known = self.told.get(change["id"], (0, 0))
                self.told[change["id"]] = max(known, (change["data"]["number"], change["changed"]))
        self.position = taken(self.position, frame["to"])
        return None

    def cut(self) -> None:
        """The line breaks, without a goodbye."""
        if self.socket is not None:
            self.socket.transport.abort()

    async def level(self, position: int) -> None:
        """Waits until it has everything up to a position."""
        while self.position < position and not self.gone:
            self.more.clear()
            await self.more.wait()
