"""The maille command as a person runs it: another process, whose words and exit code are all that one sees."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "server")
PATIENCE = 90.0  # seconds, on a busy machine


def environment(**more: str) -> dict[str, str]:
    """Ours, without what this machine sets for Maille."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLE_")}
    return kept | {"COLUMNS": "200", "PYTHONUNBUFFERED": "1"} | more


def maille(*words: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Runs a command to its end."""
    line = [*COMMAND, *map(str, words)]
    return subprocess.run(
        line, cwd=ROOT, env=environment(**more), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def problem(*words: str | Path, **more: str) -> str:
    """The one sentence of a command that could not start."""
    done = maille(*words, **more)
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr, done.stderr
    assert last.startswith("maille: ")
    assert last.endswith("."), last
    return last.removeprefix("maille: ")


def javas(folder: Path) -> list[int]:
    """Processes that run for a data folder."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    found = [line.split(None, 1) for line in listed.splitlines() if f"rootPath={folder}" in line]
    return [int(number) for number, words in found if "java" in words]


def gone(folder: Path, seconds: float) -> bool:
    """True as soon as no process runs for a folder; False where one still does after so long."""
    deadline = time.monotonic() + seconds
    while javas(folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@dataclass
class Site:
    """A site that was started by the command, and what it has said."""

    words: tuple[str, ...]
    folder: Path
    command: tuple[str, ...] = COMMAND
    port: int = 0  # any that is free
    process: "subprocess.Popen[str]" = field(init=False)
    said: list[str] = field(init=False, default_factory=list)
    took: float = field(init=False, default=0.0)

    def launch(self, **more: str) -> threading.Event:
        """Starts it; the event is set when it says where it is, or ends."""
        self.said, ready = [], threading.Event()
        self.process = subprocess.Popen(
            [*self.command, *self.words, "--port", str(self.port), "--data", str(self.folder)],
            cwd=ROOT,
            env=environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(ready,), daemon=True).start()
        return ready

    def start(self, **more: str) -> None:
        """Starts it, and waits for the line that says where it is."""
        begun = time.monotonic()
        assert self.launch(**more).wait(PATIENCE), self.said
        assert self.process.poll() is None, self.said
        assert "Traceback" not in "".join(self.said)
        self.took = time.monotonic() - begun

    @property
    def address(self) -> str:
        """Where it is."""
        found = re.search(r"Maille is at (http://[^\s:]+:\d+)", "".join(self.said))
        assert found, self.said
        return found[1]

    def stop(self, number: signal.Signals = signal.SIGINT) -> float:
        """Asks it to stop; the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(PATIENCE)
        return time.monotonic() - begun

    def _listen(self, ready: threading.Event) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if "Ctrl-C stops it" in line:
                ready.set()
        ready.set()
