"""A plain socket to one process, and what came down it, each with its instant."""

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.faults.ground import Ground
from tests.faults.reader import JSON


class Line:
    """`process` is who serves it. It doesn't come back."""

    def __init__(self, socket: ClientConnection, process: int, member: str) -> None:
        self.socket, self.process, self.member = socket, process, member
        self.frames: list[tuple[float, dict[str, Any]]] = []
        self.more, self.closed = asyncio.Event(), 0.0
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.socket:
                self.frames.append((time.monotonic(), json.loads(text)))
                self.more.set()
        self.closed = time.monotonic()
        self.more.set()

    async def say(self, **said: Any) -> None:
        """Something that goes up."""
        await self.socket.send(json.dumps(said))

    async def first(self, what: str, since: float = 0.0) -> float:
        """The instant of the first frame with this in it; waits for it."""
        while not (found := [at for at, frame in self.frames if what in frame and at >= since]):
            self.more.clear()
            await self.more.wait()
        return found[0]

    def here(self) -> set[str]:
        """Who is here, as it was told last."""
        told = [frame["here"] for _, frame in self.frames if "here" in frame]
        return {one["id"] for one in told[-1]} if told else set()


async def line(ground: Ground, member: str) -> Line:
    """To whichever process takes it."""
    socket = await connect(
        ground.address.replace("http", "ws") + "/live",
        subprotocols=[Subprotocol(JSON)],
        additional_headers={"Cookie": ground.cookie(member)},
        proxy=None,
        close_timeout=1,
    )
    return Line(socket, ground.server_of(socket.local_address[1]), member)


async def one_to_each(ground: Ground, member: str) -> list[Line]:
    """A line to each process that serves."""
    made: dict[int, Line] = {}
    while len(made) < len(ground.serving()):
        one = await line(ground, member)
        if one.process in made:
            await one.socket.close()
        else:
            made[one.process] = one
    return list(made.values())
