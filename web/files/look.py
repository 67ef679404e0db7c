"""Has a file looked at in a process of its own, which may take only so much time and memory."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from web.files.content import Refused

SECONDS: Final = 25.0  # for one file
AT_ONCE: Final = 2  # processes that look
WAITING: Final = 24  # files that wait for one
ROOT: Final = Path(__file__).parents[2]


class Busy(Exception):
    """Too many files wait to be looked at."""


@dataclass
class Looking:
    """So many processes at once, and so many files that wait for one."""

    seconds: float = SECONDS
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _waiting: int = 0

    async def at(self, folder: Path) -> Mapping[str, Any]:
        """What web/files/worker.py has found of `given` in the folder. Refused, Busy."""
        if self._waiting >= WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with self._turns:
                found = await _looked(folder, self.seconds)
        finally:
            self._waiting -= 1
        if "refused" in found:
            raise Refused(found["refused"])
        if "kind" not in found:  # it was stopped before it knew
            raise Refused("large")
        return found


async def _looked(folder: Path, seconds: float) -> dict[str, Any]:
    words = (sys.executable, "-s", "-P", "-m", "web.files.worker", str(folder))
    child = await asyncio.create_subprocess_exec(
        *words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env={"PYTHONPATH": str(ROOT)}, start_new_session=True
    )
    lines: list[bytes] = []
    try:
        async with asyncio.timeout(seconds):
            assert child.stdout
            while line := await child.stdout.readline():
                lines.append(line)
            await child.wait()
    except (TimeoutError, ValueError):  # or a line that never ends
        pass
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    found: dict[str, Any] = {}
    for line in lines:
        with suppress(ValueError):
            found |= json.loads(line)
    return found
