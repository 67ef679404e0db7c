"""A line between a client and a site, which a test cuts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Line:
    """Passes bytes on, both ways; `heard` is all that came down it since it was mended."""

    def __init__(self, port: int) -> None:
        self._to, self._whole, self.heard = port, True, b""
        self._writers: set[asyncio.StreamWriter] = set()
        self.address = ""

    def cut(self) -> None:
        """All that goes by it is cut off, and who comes too."""
        self._whole, self.heard = False, b""
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        """It stands again."""
        self._whole = True

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if not self._whole:
            return writer.transport.abort()
        from_site, to_site = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {writer, to_site}
        with suppress(OSError):
            await asyncio.gather(self._pass(reader, to_site), self._pass(from_site, writer, down=True))
        self._writers -= {writer, to_site}
        return None

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, down: bool = False) -> None:
        while data := await source.read(65536):
            self.heard += data if down else b""
            to.write(data)
            await to.drain()
        to.close()


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Line]:
    """A line to a port of this machine."""
    line = Line(port)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield line
    line.cut()
    server.close()
