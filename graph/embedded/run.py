"""One life of the embedded engine, from the launch of its process to its end."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.database import Engine, connect
from graph.embedded import watchdog
from graph.embedded.engine import Embedded
from graph.embedded.launch import command
from graph.problems import StartProblem

GRACE = 8.0  # seconds between asking the engine to stop and killing it
PATIENCE = 90.0  # seconds for a start, after a crash and on a busy machine too
_HOPELESS = 'Exception in thread "main"'  # what Java says when it gives up; other threads may keep the process alive
_BOLT_LATE = 15.0  # seconds after which a server that answers by HTTP alone has lost its Bolt port to somebody else


class Failed(Exception):
    """The engine did not come up; the text is its own last words."""


@dataclass(frozen=True)
class Run:
    """The watchdog's process, and our end of the pipe that keeps it and the engine alive."""

    process: Process
    pipe: int

    async def ended(self) -> int:
        """The exit code of the engine, once it has died by itself and nothing is left of it."""
        code = await self.process.wait()
        self._bury()
        os.close(self.pipe)
        return code

    async def stop(self) -> None:
        """Asks the engine to end, and kills it when it doesn't."""
        os.close(self.pipe)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), GRACE + 2)
        self._bury()
        await self.process.wait()

    def _bury(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


async def start(engine: Embedded) -> Run:
    """A run whose database answers. Raises Failed, with nothing left running."""
    log = engine.folder.log
    begin = log.stat().st_size if log.exists() else 0
    run = await _spawn(engine)
    try:
        if await _up(engine, run, begin):
            return run
        raise Failed(_last_words(log, begin))
    except BaseException:
        await run.stop()
        raise


async def _up(engine: Embedded, run: Run, begin: int) -> bool:
    """Whether the database answers before its process ends, or our patience."""
    answer, death = asyncio.create_task(_answers(engine, begin)), asyncio.create_task(run.process.wait())
    try:
        await asyncio.wait({answer, death}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        return answer.done() and answer.result()
    finally:
        answer.cancel()
        death.cancel()
        await asyncio.gather(answer, death, return_exceptions=True)


async def _spawn(engine: Embedded) -> Run:
    folder = engine.folder
    words = command(folder, engine.ports, heap=engine.heap, quick=engine.quick)
    theirs, ours = os.pipe()
    try:
        with folder.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", watchdog.__file__, str(GRACE), str(folder.lock), *words),
                stdin=theirs,
                stdout=log,
                stderr=log,
                cwd=folder.path,
                pass_fds=(folder.lock,),
                start_new_session=True,
            )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Run(process, ours)


async def _answers(engine: Embedded, begin: int) -> bool:
    """True as soon as the database answers; False when it never will though its process stays."""
    while not await engine.console.ready():
        if _HOPELESS in "\n".join(_lines(engine.folder.log, begin)):
            return False
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


def _last_words(log: Path, begin: int) -> str:
    """What the log says went wrong since the byte `begin`, in one line."""
    lines = _lines(log, begin)
    telling = [line for line in lines if "Exception" in line or "Error" in line]
    return (telling or lines or ["it said nothing"])[-1].rstrip(".")


def _lines(log: Path, begin: int) -> list[str]:
    with log.open("rb") as file:
        file.seek(begin)
        return [line for raw in file if (line := raw.decode(errors="replace").strip())]
