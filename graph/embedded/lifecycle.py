"""Starts the embedded engine, starts it again should it die, and stops it."""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.database import Engine, connect
from graph.embedded import watchdog
from graph.embedded.console import Console
from graph.embedded.folder import Folder, claimed
from graph.embedded.launch import Ports, command, free_ports
from graph.problems import CannotStart, StartProblem

GRACE = 8.0  # seconds between asking the engine to stop and killing it
PATIENCE = 90.0  # seconds for a start, after a crash and on a busy machine too
_BOLT_LATE = 15.0  # seconds after which a server that answers by HTTP alone has lost its Bolt port to somebody else
_log = logging.getLogger(__name__)


class _Failed(Exception):
    """The engine did not come up; the text is its own last words."""


@dataclass(frozen=True)
class Embedded:
    """An engine that runs. Its address and password stay the same for as long as the block lasts."""

    folder: Folder
    ports: Ports
    password: str
    user: str = "root"

    @property
    def address(self) -> str:
        return f"bolt://127.0.0.1:{self.ports.bolt}"

    @property
    def console(self) -> Console:
        return Console(self.ports.http, self.user, self.password)

    async def sql(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement in the engine's own SQL, for what Cypher can't say."""
        return await self.console.sql(statement)


@asynccontextmanager
async def embedded(data: Path, *, quick: bool = False, heap: str = "512m") -> AsyncIterator[Embedded]:
    """An engine on the folder `data` while the block lasts. Raises CannotStart, with what to do.

    `quick` starts sooner and runs slower, for tests. `heap` is the most memory that Java gives to data.
    """
    with claimed(data) as folder:
        engine, run = await _first(folder, quick, heap)
        keeper = asyncio.create_task(_keep(engine, run, quick, heap), name="embedded engine")
        try:
            yield engine
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper


@dataclass(frozen=True)
class _Run:
    """One life of the engine: the watchdog's process, and our end of the pipe that keeps it alive."""

    process: Process
    pipe: int

    async def stop(self) -> None:
        os.close(self.pipe)
        try:
            await asyncio.wait_for(self.process.wait(), GRACE + 2)
        except TimeoutError:
            self.bury()
            await self.process.wait()

    def bury(self) -> None:
        """Kills whatever is left of the watchdog's own session."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


async def _spawn(engine: Embedded, quick: bool, heap: str) -> _Run:
    words = command(engine.folder, engine.ports, heap=heap, quick=quick)
    theirs, ours = os.pipe()
    try:
        with engine.folder.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", watchdog.__file__, str(GRACE), str(engine.folder.lock)),
                *words,
                stdin=theirs,
                stdout=log,
                stderr=log,
                cwd=engine.folder.path,
                pass_fds=(engine.folder.lock,),
                start_new_session=True,
            )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return _Run(process, ours)


async def _start(engine: Embedded, quick: bool, heap: str) -> _Run:
    """A run whose database answers. Raises _Failed, with nothing left running."""
    begin = engine.folder.log.stat().st_size if engine.folder.log.exists() else 0
    run = await _spawn(engine, quick, heap)
    waiting = asyncio.create_task(_answers(engine))
    death = asyncio.create_task(run.process.wait())
    try:
        await asyncio.wait({waiting, death}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done() and waiting.result():
            return run
        raise _Failed(_last_words(engine.folder.log, begin))
    except BaseException:
        await run.stop()
        raise
    finally:
        for task in (waiting, death):
            task.cancel()
        await asyncio.gather(waiting, death, return_exceptions=True)


async def _answers(engine: Embedded) -> bool:
    """True as soon as the database answers; False when Bolt stays away though the server is up."""
    while not await engine.console.ready():  # noqa: ASYNC110 - another process: there is nothing but to ask
        await asyncio.sleep(0.05)
    try:
        async with asyncio.timeout(_BOLT_LATE):
            while not await _answers_once(engine):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    except TimeoutError:
        return False
    return True


async def _answers_once(engine: Embedded) -> bool:
    try:
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
    except StartProblem:
        return False
    try:
        return await graph.read("RETURN 1 AS one") == [{"one": 1}]
    finally:
        await graph.close()


async def _first(folder: Folder, quick: bool, heap: str) -> tuple[Embedded, _Run]:
    failure = ""
    for _ in range(3):  # a port may be lost to somebody else between choosing it and listening
        engine = Embedded(folder, free_ports(), folder.password)
        try:
            return engine, await _start(engine, quick, heap)
        except _Failed as failed:
            failure = str(failed)
            if "locked by another process" in failure:
                break
    raise CannotStart(f"The database engine did not start on {folder.path}: {failure}. Its log is {folder.log}.")


async def _keep(engine: Embedded, run: _Run | None, quick: bool, heap: str) -> None:
    """Starts the engine again whenever it dies, on the same ports, until cancelled."""
    pause = 0.1
    try:
        while True:
            if run is not None:
                code = await run.process.wait()
                run.bury()
                os.close(run.pipe)
                run = None
                _log.error("the database engine died (code %s); starting it again", code)
            try:
                run = await _start(engine, quick, heap)
                pause = 0.1
                _log.warning("the database engine is back")
            except _Failed as failed:
                _log.error("the database engine did not start: %s", failed)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
    finally:
        if run is not None:
            await run.stop()


def _last_words(log: Path, begin: int) -> str:
    """What the log says went wrong since the byte `begin`, in one line."""
    with log.open("rb") as file:
        file.seek(begin)
        lines = [line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line or "locked by" in line]
    return (telling or lines or ["it said nothing"])[-1].rstrip(".")
