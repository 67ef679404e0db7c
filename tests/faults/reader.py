"""A member's live reader that never gives up: it comes back with its position, and keeps what it was told."""

import asyncio
import json
import re
import socket
import time
from contextlib import suppress
from typing import Any, NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from tests.faults.ground import Ground
from tests.server.live.client import Client, in_order
from web import documents

HTML, JSON = "maille.html.v1", "maille.json.v1"
AGAIN = 0.1  # seconds until it tries again
AWAY = (OSError, WebSocketException, TimeoutError)
LOWER = 8  # a page joins a few numbers below its position, as ours do
PAGE = "query Page($space: ID!) { space(id: $space) { position messages(last: 100) { nodes { ...Message } } } }\n"
PAGE += documents.document("live/changes").partition("\n}\n")[2]  # the fragments alone
KERNEL = 64 * 1024  # bytes that the system keeps for who doesn't read
NUMBER = re.compile(r'data-number="(\d+)"')
BODY = re.compile(r'<div class="text prose[^"]*">(.*?)</div>', re.DOTALL)
WORD = re.compile(r'value="(\w+)"[^>]* data-members="([^"]*)"')
TAG = re.compile(r"<[^>]+>")


class Shown(NamedTuple):
    """One message as it is shown, or as it is."""

    number: int
    body: str
    withdrawn: bool
    reactions: frozenset[str]  # WORD and member


class Reader:
    """What it was told is in `client`. `out` is true while it may hear nothing of the space."""

    def __init__(self, ground: Ground, member: str, manner: str, space: str) -> None:
        self.ground, self.member, self.manner, self.space = ground, member, manner, space
        self.client = Client()
        self.out = False
        self.from_number = 0  # what its page showed first
        self.told_gone, self.moved = asyncio.Event(), asyncio.Event()
        self.reads, self.may_come = asyncio.Event(), asyncio.Event()
        self.reads.set()
        self.may_come.set()
        self.codes: list[int] = []
        self.here: set[str] = set()
        self.late: list[float] = []  # instants of what came after it lost access, and before it was told so
        self.pages = self.gones = 0
        self.socket: ClientConnection | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.may_come.wait()
            with suppress(*AWAY):
                await self._listen()
            if self.socket is not None and self.socket.close_code is not None:
                self.codes.append(self.socket.close_code)
            self.socket = None
            await asyncio.sleep(AGAIN)

    async def _listen(self) -> None:
        address = self.ground.address
        async with connect(
            address.replace("http", "ws") + "/live",
            subprotocols=[Subprotocol(self.manner)],
            additional_headers={"Cookie": self.ground.cookie(self.member), "Accept-Language": "fr"},
            compression="deflate" if self.manner == HTML else None,
            proxy=None,
            sock=await line(address),
            max_queue=4,
            close_timeout=1,
        ) as self.socket:
            await self.join()
            async for text in self.socket:
                await self.reads.wait()
                await self._hear(json.loads(text))

    async def join(self, since: int | None = None) -> None:
        """Asks for what changed since its position, or since another."""
        await self._say(join=self.space, since=self.client.position if since is None else since)

    async def _say(self, **said: Any) -> None:
        if self.socket is not None:
            with suppress(*AWAY):
                await self.socket.send(json.dumps(said))

    async def back(self) -> None:
        """It may read the space again."""
        self.out = False
        self.told_gone.clear()
        await self.join()

    async def _hear(self, frame: dict[str, Any]) -> None:
        if "here" in frame:
            self.here = {one["id"] for one in frame["here"]}
        elif frame.get("gone"):
            assert self.out, f"{self.member} was shut out"
            self.gones += 1
            self.told_gone.set()
        elif frame.get("reload"):
            await self._load()
        elif "changes" in frame:
            await self._take(frame)

    async def _take(self, frame: dict[str, Any]) -> None:
        assert in_order(frame), frame
        assert not self.told_gone.is_set(), f"{self.member} heard what was not theirs: {frame}"
        if self.out and frame["changes"]:
            self.late.append(time.monotonic())
        if not self.client.take(frame):
            return await self.join()
        self.moved.set()
        return None

    async def _load(self) -> None:
        """The page again, as who is too far behind is told to."""
        page = await self.ground.ask(self.member, PAGE, space=self.space)
        changes = [{"id": one["id"], "data": one, "changed": 0} for one in page["messages"]["nodes"]]
        self.client = Client(max(page["position"] - LOWER, 0), {one["id"]: one for one in changes})
        self.from_number = min((one["data"]["number"] for one in changes), default=0)
        self.pages += 1
        await self.join()

    def cut(self) -> bool:
        """The line breaks, without a goodbye; False where there was none."""
        if self.socket is None or self.socket.close_code is not None:
            return False
        self.socket.transport.abort()
        return True

    async def level(self, position: int) -> None:
        """Waits until it has everything up to a position."""
        while self.client.position < position:
            self.moved.clear()
            await self.moved.wait()

    def shown(self) -> dict[str, Shown]:
        """Its transcript, by the id of each message."""
        messages = (one for one in self.client.things.values() if one.get("kind") != "space")
        found = {one["id"]: _shown(one) for one in messages}
        return {id: one for id, one in found.items() if one.number >= self.from_number}


async def line(address: str) -> socket.socket:
    """A connection of which the system keeps little for who doesn't read."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, KERNEL)
    made.setblocking(False)
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", int(address.rpartition(":")[2])))
    return made


def _shown(change: dict[str, Any]) -> Shown:
    if "html" in change:
        return _of_html(change["html"])
    data = change["data"]
    words = {f"{some['reaction']} {member}" for some in data["reactions"] for member in some["members"]}
    return Shown(data["number"], data["body"], data["withdrawn"], frozenset(words))


def _of_html(html: str) -> Shown:
    number, body = NUMBER.search(html), BODY.search(html)
    assert number, html
    words = {f"{word} {member}" for word, members in WORD.findall(html) for member in members.split()}
    return Shown(int(number[1]), TAG.sub("", body[1]).strip() if body else "", ' gone"' in html, frozenset(words))
