"""A TURN server of our own, Debian's coturn, on a free port of this machine."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SECRET = "entre nous"
PATIENCE = 20.0


@dataclass
class RelayServer:
    """Relays between addresses of this machine, for who has credentials made with SECRET."""

    program: str
    folder: Path
    port: int
    host: str = "127.0.0.1"
    before: Sequence[str] = ()  # words before the command
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        """Where it is, or would be."""
        return f"turn:{self.host}:{self.port}?transport=udp"

    def start(self) -> None:
        """Until it listens."""
        words = ["-n", "--no-cli", "--no-tls", "--no-dtls", "--log-file", "stdout", "--pidfile", self.folder / "pid"]
        words += ["--listening-ip", self.host, "--relay-ip", self.host, "--listening-port", str(self.port)]
        words += ["--allow-loopback-peers", "--use-auth-secret", "--static-auth-secret", SECRET, "--realm", "maille"]
        words += ["--db", self.folder / "turndb"]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*self.before, self.program, *words], cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE
        while not self._listens():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """At once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _listens(self) -> bool:
        try:
            with socket.create_connection((self.host, self.port), timeout=1):
                return True
        except OSError:
            return False


def relay_server(folder: Path, host: str = "127.0.0.1", before: Sequence[str] = ()) -> RelayServer:
    """One that runs, or the test is skipped; where CI is set, it fails instead."""
    program = shutil.which("turnserver")
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs a turnserver: install the package coturn")
    with socket.create_server(("127.0.0.1", 0)) as free:
        made = RelayServer(program, folder, free.getsockname()[1], host, before)
    made.start()
    return made
