"""The data folder of an embedded engine: its lock, its password, its log."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.problems import CannotStart, InUse

_LOG_LIMIT = 5_000_000  # bytes, after which a start puts the log aside
_LAST_WORDS = 12.0  # seconds that an engine whose Maille has died may still hold the folder
_LOGGING = """handlers=java.util.logging.ConsoleHandler
.level=WARNING
java.util.logging.ConsoleHandler.level=WARNING
"""


@dataclass(frozen=True)
class Folder:
    """A folder that is ours alone while `lock`, a file descriptor, is open here or in the engine."""

    path: Path
    lock: int

    @property
    def log(self) -> Path:
        return self.path / "engine.log"

    @property
    def logging(self) -> Path:
        return self.path / "logging.properties"

    @property
    def password_file(self) -> Path:
        return self.path / "root.pw"

    @property
    def database(self) -> Path:
        return self.path / "databases" / "maille"

    @property
    def ports_file(self) -> Path:
        return self.path / "ports.json"

    @property
    def password(self) -> str:
        return self.password_file.read_text()


@contextmanager
def claimed(path: Path) -> Iterator[Folder]:
    """The folder, made if need be, locked and ready for an engine. Raises CannotStart."""
    path = path.absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = os.open(path / "maille.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        _take(lock, path)
        folder = Folder(path, lock)
        try:
            _furnish(folder)
        except OSError as error:
            raise _unwritable(path, error) from error
        yield folder
    finally:
        os.close(lock)


def _take(lock: int, path: Path) -> None:
    deadline = time.monotonic() + _LAST_WORDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = int(os.pread(lock, 20, 0) or b"0")
            if time.monotonic() > deadline or _runs(holder):
                raise InUse(
                    f"The folder {path} is in use by another Maille (process {holder}): stop that one, "
                    "or choose another folder."
                ) from None
        time.sleep(0.05)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process > 0


def _furnish(folder: Folder) -> None:
    folder.logging.write_text(_LOGGING)
    if folder.log.exists() and folder.log.stat().st_size > _LOG_LIMIT:
        folder.log.replace(folder.log.with_suffix(".old.log"))
    if not folder.password_file.exists():
        users = folder.path / "config" / "server-users.jsonl"
        users.unlink(missing_ok=True)  # written with a password that is lost: the engine makes it anew
        _write_private(folder.password_file, secrets.token_urlsafe(24))


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _unwritable(path: Path, error: OSError) -> CannotStart:
    return CannotStart(
        f"The folder {path} can't be written to ({error.strerror}): choose another, or let this user write there."
    )
