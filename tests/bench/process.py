"""Servers as processes of their own, and the processor time that they take."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
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
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
