"""Copies the embedded engine's graph and members' files into one file while it runs; makes an instance of that."""

import asyncio
import contextlib
import importlib.metadata
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from graph.embedded import Embedded
from graph.embedded.console import Refused
from graph.embedded.folder import Folder, claimed
from graph.identity import new_id, now
from graph.problems import CannotBackUp, CannotRestore

_LABEL = "maille.json"  # the entry of a backup that says that it is one of ours
_FORMAT = 1
_BYTES = re.compile(r"files/([0-9a-f]{2})([0-9a-f]{62})")  # what members brought, by its hash


async def backup(engine: Embedded, file: Path, files: Path | None = None) -> int:
    """Writes the graph as it is now to a new `file`, for its owner alone; answers its size in bytes. CannotBackUp.

    `files` is the folder where members' files lie: those that lie there now go along.
    """
    beside = await asyncio.to_thread(_beside, files)  # before the graph: none that it doesn't know
    name = f"{new_id()}.zip"
    made = engine.folder.path / "backups" / "maille" / name
    try:
        await engine.sql(f"BACKUP DATABASE file://{name}")
        return await asyncio.to_thread(_deliver, made, file, beside)
    except FileExistsError as error:
        raise CannotBackUp(f"{file} is there already: choose another name.") from error
    except (Refused, OSError, zipfile.BadZipFile) as error:
        raise CannotBackUp(f"The backup could not be written to {file}: {error}.") from error
    finally:
        made.unlink(missing_ok=True)


def restore(data: Path, file: Path, files: Path | None = None) -> None:
    """Makes the folder `data`, where no engine has been yet, an instance with the graph of a backup. CannotRestore.

    The files of members that it holds go into the folder `files`.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive, file)
            with claimed(data) as folder:
                _unpack(archive, folder, files)
    except OSError as error:
        raise CannotRestore(f"{file} could not be restored to {data}: {error}.") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError) as error:
        raise CannotRestore(f"{file} is damaged, or no backup of Maille: {error}.") from error


def _beside(files: Path | None) -> list[Path]:
    return [path for path in sorted(files.glob("??/*")) if _BYTES.fullmatch(f"files/{path.name}")] if files else []


def _deliver(made: Path, file: Path, beside: Iterable[Path]) -> int:
    with zipfile.ZipFile(made, "a") as archive:
        for path in beside:
            with contextlib.suppress(FileNotFoundError):  # withdrawn meanwhile
                archive.write(path, f"files/{path.name}", zipfile.ZIP_STORED)
        label = {"format": _FORMAT, "at": now(), "engine": importlib.metadata.version("arcadedb-embedded")}
        archive.writestr(_LABEL, json.dumps(label))
    with made.open("rb") as source, open(file, "xb", opener=_for_owner) as target:
        try:
            shutil.copyfileobj(source, target)
        except BaseException:
            file.unlink()
            raise
    return file.stat().st_size


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _check(archive: zipfile.ZipFile, file: Path) -> None:
    names = archive.namelist()
    if _LABEL not in names or "schema.json" not in names:
        raise CannotRestore(f"{file} is no backup of Maille.")
    names = [name for name in names if not _BYTES.fullmatch(name)]
    if any("/" in name or "\\" in name or name in ("", ".", "..") for name in names):
        raise CannotRestore(f"{file} is no backup of Maille: it names files outside of the database.")
    label = json.loads(archive.read(_LABEL))
    if not isinstance(label, dict) or label.get("format") != _FORMAT:
        raise CannotRestore(f"{file} was made by another version of Maille: restore it with that one.")


def _unpack(archive: zipfile.ZipFile, folder: Folder, files: Path | None) -> None:
    if folder.database.exists():
        raise CannotRestore(f"The folder {folder.path} holds a network already: restore into an empty one.")
    if files:
        _bring_back(archive, files)
    half = folder.path / f"restoring-{new_id()}"
    try:
        archive.extractall(half, [name for name in archive.namelist() if name != _LABEL and not _BYTES.fullmatch(name)])
        folder.database.parent.mkdir(exist_ok=True)
        half.rename(folder.database)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _bring_back(archive: zipfile.ZipFile, files: Path) -> None:
    for name in archive.namelist():
        if found := _BYTES.fullmatch(name):
            given = archive.read(name)
            if sha256(given).hexdigest() != found[1] + found[2]:
                raise ValueError(f"{name} is not what its name says")
            place = files / found[1]
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            (place / (found[1] + found[2])).write_bytes(given)
