"""The engine's HTTP door: is it ready, and the few statements that Bolt can't say."""

import asyncio
import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

_AT_ONCE = 5.0
_AT_LENGTH = 900.0  # a backup of a large graph takes minutes


class Refused(Exception):
    """The engine answered a statement with an error; the text is its own."""


@dataclass(frozen=True)
class Console:
    """An engine on this machine, and who may speak to it."""

    port: int
    user: str
    password: str

    async def ready(self) -> bool:
        """Whether the server says that it is; not yet whether the database answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/ready")
        try:
            status, _ = await asyncio.to_thread(_send, request, _AT_ONCE)
        except OSError:
            return False
        return status == 204

    async def sql(self, statement: str) -> list[dict[str, Any]]:
        """The rows of one statement in the engine's SQL. Raises Refused, OSError."""
        body = json.dumps({"language": "sql", "command": statement}).encode()
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/command/maille",
            body,
            {"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        status, answer = await asyncio.to_thread(_send, request, _AT_LENGTH)
        if status != 200:
            raise Refused(f"{statement}: {answer.decode(errors='replace')}")
        rows: list[dict[str, Any]] = json.loads(answer)["result"]
        return rows


def _send(request: urllib.request.Request, patience: float) -> tuple[int, bytes]:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=patience) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
