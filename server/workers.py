"""Several processes that serve one address: started together, started again where one dies, stopped together."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

import structlog

from graph.problems import CannotStart

log = structlog.get_logger(__name__)

READY: Final = b"ready\n"
STOP: Final = 6.0  # seconds to stop in by themselves
PAUSE: Final = 0.5  # seconds until one that died is started again, doubled each time up to LONGEST
LONGEST: Final = 30.0
STEADY: Final = 60.0  # seconds after which one that dies is started again at once


class Workers:
    """So many children `python -m server WORDS`, each of which listens to one socket of ours.

    A child says that it is ready on its standard output, and ends when its standard input does: none outlives us.
    """

    def __init__(self, words: Sequence[str], listening: socket.socket, count: int) -> None:
        self._words, self._listening, self._count = words, listening, count
        self._ready = 0

    async def run(self, ready: Callable[[], None]) -> None:
        """Until cancelled. `ready` is called once, when all of them serve."""

        def one_more() -> None:
            self._ready += 1
            if self._ready == self._count:
                ready()

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._count):
                    group.create_task(self._keep(one_more))
        except* CannotStart as problems:
            raise problems.exceptions[0] from None

    async def _keep(self, ready: Callable[[], None]) -> None:
        pause, loop = PAUSE, asyncio.get_running_loop()
        while True:
            begun = loop.time()
            code = await self._serve(ready)
            ready = _nothing
            pause = PAUSE if loop.time() - begun > STEADY else min(pause * 2, LONGEST)
            log.error("a serving process died; it is started again", code=code)
            await asyncio.sleep(pause)

    async def _serve(self, ready: Callable[[], None]) -> int:
        """The exit code of one child."""
        number = self._listening.fileno()
        words = (sys.executable, "-m", "server", *self._words, "--listening", str(number))
        # a session of its own: Ctrl-C is ours to pass on
        child = await asyncio.create_subprocess_exec(
            *words, stdin=PIPE, stdout=PIPE, pass_fds=[number], start_new_session=True
        )
        try:
            assert child.stdout
            if await child.stdout.readline() == READY:
                ready()
            elif ready is not _nothing:
                raise CannotStart("A serving process did not start: what it said stands above.")
            return await child.wait()
        finally:
            await _stop(child)


async def _stop(child: Process) -> None:
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP):
                await child.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


async def orphaned() -> None:
    """In a child: waits until the parent is gone."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


def say_ready() -> None:
    """In a child: tells the parent that it serves."""
    sys.stdout.buffer.write(READY)
    sys.stdout.flush()


def _nothing() -> None: ...
