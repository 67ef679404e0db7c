"""Keeps an embedded engine running while a block lasts, through its own deaths, and stops it after."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.embedded.engine import Embedded
from graph.embedded.folder import Folder, claimed
from graph.embedded.launch import free_ports, read_ports, write_ports
from graph.embedded.run import Failed, Run, start
from graph.problems import CannotStart, InUse

_log = logging.getLogger(__name__)


@asynccontextmanager
async def reached(data: Path, *, heap: str = "512m") -> AsyncIterator[Embedded]:
    """The engine that runs on the folder `data` already, in another process, or else one of our own. CannotStart."""
    running = _running(data)
    if running is not None:
        yield running
        return
    async with embedded(data, heap=heap) as engine:
        yield engine


def joined(data: Path) -> Embedded:
    """The engine that another process runs on the folder `data`, which stays that one's own. CannotStart."""
    folder = Folder(data.absolute(), lock=-1)
    try:
        return Embedded(folder, read_ports(folder), folder.password, heap="", quick=False)
    except (OSError, ValueError, TypeError) as error:
        raise CannotStart(f"The engine of {data} is just starting or stopping: try again in a moment.") from error


def _running(data: Path) -> Embedded | None:
    try:
        with claimed(data):
            return None
    except InUse:
        return joined(data)


@dataclass
class _Keeper:
    """Holds the present run of an engine, or None between two."""

    engine: Embedded
    run: Run | None

    async def keep(self) -> None:
        """Starts the engine again whenever it dies, at the same address, until cancelled."""
        pause = 0.1
        while True:
            if self.run is not None:
                code = await self.run.ended()
                self.run = None
                _log.error("the database engine died (code %s); starting it again", code)
            try:
                self.run = await start(self.engine)
                pause = 0.1
                _log.warning("the database engine is back")
            except Failed as failed:
                _log.error("the database engine did not start: %s", failed)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)


@asynccontextmanager
async def embedded(data: Path, *, quick: bool = False, heap: str = "512m") -> AsyncIterator[Embedded]:
    """An engine on the folder `data` while the block lasts. Raises CannotStart, with what to do.

    `quick` starts sooner and runs slower, for tests. `heap` is the most memory that Java gives to data.
    """
    with claimed(data) as folder:
        keeper = await _first(folder, quick, heap)
        write_ports(folder, keeper.engine.ports)
        keeping = asyncio.create_task(keeper.keep(), name="embedded engine")
        try:
            yield keeper.engine
        finally:
            folder.ports_file.unlink(missing_ok=True)
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            if keeper.run is not None:
                await keeper.run.stop()


async def _first(folder: Folder, quick: bool, heap: str) -> _Keeper:
    failure = ""
    for _ in range(3):  # a port may be lost to somebody else between choosing it and listening
        engine = Embedded(folder, free_ports(), folder.password, heap, quick)
        try:
            return _Keeper(engine, await start(engine))
        except Failed as failed:
            failure = str(failed)
            if engine.ports.free():
                break
    raise CannotStart(f"The database engine did not start on {folder.path}: {failure}. Its log is {folder.log}.")
