"""Runs a command until it ends or is asked to, and gives everything back before it goes."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(work: Coroutine[Any, Any, int | None]) -> int:
    """The exit code of the work; 0 where Ctrl-C or a signal ended it."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_until_stopped(work)) or 0


async def _until_stopped(work: Coroutine[Any, Any, int | None]) -> int | None:
    """Cancels the work at the first signal, and waits for it to tidy up; further signals change nothing."""
    task, loop, asked = asyncio.ensure_future(work), asyncio.get_running_loop(), False

    def stop() -> None:
        nonlocal asked
        if not asked:
            asked = True
            task.cancel()

    for number in STOP:
        loop.add_signal_handler(number, stop)
    try:
        return await task
    except asyncio.CancelledError:
        if asked:
            return None
        raise


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
