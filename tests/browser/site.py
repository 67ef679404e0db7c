"""The real command, without haste, serving an invented network of its own while the tests of this folder run."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = "Maille is at "
GRACE = 20  # seconds to stop in


@contextmanager
def running(
    folder: Path, members: int = 60, host: str = "127.0.0.1", before: Sequence[str] = (), **environment: str
) -> Iterator[str]:
    """The address of a demo that serves while the block lasts. A traceback in its log fails who asked for it.

    `before` are words that stand before the command, as those that run it in a network of its own.
    """
    words = ["-m", "tests.browser.command", "demo", "--port", "0", "--host", host]
    words += ["--data", str(folder / "data"), "--members", str(members)]
    log = folder / "log"
    with log.open("w") as errors:
        given = {"env": os.environ | environment, "cwd": ROOT, "text": True}
        process = subprocess.Popen([*before, sys.executable, *words], stdout=subprocess.PIPE, stderr=errors, **given)
        try:
            yield _address(process, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(GRACE)
    assert "Traceback" not in log.read_text(), f"the site went wrong:\n{log.read_text()}"


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout
    for line in process.stdout:
        if line.startswith(READY):
            return line.removeprefix(READY).split()[0].rstrip(":")
    raise AssertionError(f"the demo did not start:\n{log.read_text()}")
