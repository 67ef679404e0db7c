"""A mail server that takes what it is given, or refuses; it speaks just enough SMTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Postman:
    """`refuses` is the command that it says no to."""

    refuses: str = ""
    port: int = 0
    taken: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 postman\r\n")
        while line := (await reader.readline()).decode().strip():
            self.said.append(line)
            verb = line.split()[0].upper()
            if verb == self.refuses:
                writer.write(b"550 no\r\n")
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.taken.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                writer.write(b"250 taken\r\n")
            else:
                writer.write(
                    {"EHLO": b"250-postman\r\n250 AUTH PLAIN\r\n", "AUTH": b"235 in\r\n"}.get(verb, b"250 ok\r\n")
                )
            if verb == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def postman(refuses: str = "") -> AsyncIterator[Postman]:
    """One that works while the block lasts."""
    made = Postman(refuses)
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made
