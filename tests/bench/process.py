"""Servers as processes of their own, and the processor time that they take."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is, and its process."""

    address: str
    pid: int

    def cpu(self) -> float:
        """Seconds of processor that the process has had, without its children; 0 where there is no /proc."""
        return busy([self.pid])

    def children(self) -> list[int]:
        """The processes that it started, and that they started."""
        found: list[int] = []
        waiting = [self.pid]
        while waiting:
            known = Path(f"/proc/{waiting.pop()}/task").glob("*/children")
            below = [int(pid) for one in known for pid in one.read_text().split()]
            found, waiting = found + below, waiting + below
        return found


def running(words: str) -> list[int]:
    """The processes with these words in their command."""
    found = Path("/proc").glob("[0-9]*/cmdline")
    return [int(one.parent.name) for one in found if words.encode() in _read(one)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended
        return b""


def busy(pids: Sequence[int]) -> float:
    """Seconds of processor that these processes have had; 0 where there is no /proc."""
    stats = [
        stat.read_text().rpartition(")")[2].split() for pid in pids if (stat := Path(f"/proc/{pid}/stat")).exists()
    ]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def server(*words: str) -> AsyncIterator[Server]:
    """`python WORDS` while the block lasts, from when it has said where it is."""
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        while not (found := re.search(r"http://[\d.]+:\d+", (line := await process.stdout.readline()).decode())):
            if not line:
                raise RuntimeError(f"{' '.join(words)} did not start")
        yield Server(found[0], process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()
