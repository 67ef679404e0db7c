"""The same reader by the standard way: the subscription `spaceChanges` over graphql-transport-ws."""

import json
from typing import Any

from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.faults.reader import Reader, line

SUBSCRIPTION = "graphql-transport-ws"
FOLLOW = """subscription ($space: ID!, $since: Int) { spaceChanges(space: $space, since: $since) { from to reload gone
  changes { number message { id number body withdrawn reactions { reaction members } } } } }"""


class Subscriber(Reader):
    """Each join is an operation of its own; what an earlier one still says is left alone."""

    operation = 0

    async def _listen(self) -> None:
        address = self.ground.address
        async with connect(
            address.replace("http", "ws") + "/graphql",
            subprotocols=[Subprotocol(SUBSCRIPTION)],
            additional_headers={"Cookie": self.ground.cookie(self.member)},
            origin=Origin(address),
            proxy=None,
            sock=await line(address),
            max_queue=4,
            close_timeout=1,
        ) as self.socket:
            await self._say(type="connection_init")
            async for text in self.socket:
                await self.reads.wait()
                if not await self._understood(json.loads(text)):
                    return

    async def join(self, since: int | None = None) -> None:
        """Asks for what changed since its position, and no more for what it asked before."""
        if self.operation:
            await self._say(type="complete", id=str(self.operation))
        self.operation += 1
        variables = {"space": self.space, "since": self.client.position if since is None else since}
        await self._say(type="subscribe", id=str(self.operation), payload={"query": FOLLOW, "variables": variables})

    async def _understood(self, said: dict[str, Any]) -> bool:
        """False where it is to begin anew."""
        if said["type"] == "connection_ack":
            self.operation = 0
            await self.join()
        elif said["type"] == "ping":
            await self._say(type="pong")
        elif said.get("id") == str(self.operation):
            if said["type"] == "next":
                await self._hear(_frame(said["payload"]["data"]["spaceChanges"]))
            return said["type"] != "error"
        return True


def _frame(event: dict[str, Any]) -> dict[str, Any]:
    changes = [
        {"id": one["message"]["id"], "kind": "message", "changed": one["number"], "data": one["message"]}
        for one in event["changes"] or ()
    ]
    return event | {"changes": changes}
