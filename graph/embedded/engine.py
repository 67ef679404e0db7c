"""The embedded engine as those who use it see it: an address, a password, and its SQL."""

from dataclasses import dataclass, field
from typing import Any

from graph.embedded.console import Console
from graph.embedded.folder import Folder
from graph.embedded.launch import Ports


@dataclass(frozen=True)
class Embedded:
    """An engine that runs. Its address and password stay the same for as long as its block lasts."""

    folder: Folder
    ports: Ports
    password: str = field(repr=False)
    heap: str
    quick: bool
    user: str = "root"

    @property
    def address(self) -> str:
        return f"bolt://127.0.0.1:{self.ports.bolt}"

    @property
    def console(self) -> Console:
        return Console(self.ports.http, self.user, self.password)

    async def sql(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement in the engine's own SQL, for what Cypher can't say. Raises Refused, OSError."""
        return await self.console.sql(statement)
