"""Copies the embedded engine's graph into one file while it runs, and makes a new instance of such a file."""

import asyncio
import importlib.metadata
import json
import os
import shutil
import zipfile
import zlib
from pathlib import Path

from graph.embedded import Embedded
from graph.embedded.console import Refused
from graph.embedded.folder import Folder, claimed
from graph.identity import new_id, now
from graph.problems import CannotBackUp, CannotRestore

_LABEL = "maille.json"  # the entry of a backup that says that it is one of ours
_FORMAT = 1


async def backup(engine: Embedded, file: Path) -> int:
    """Writes the graph as it is now to a new `file`, for its owner alone; answers its size in bytes. CannotBackUp."""
    name = f"{new_id()}.zip"
    made = engine.folder.path / "backups" / "maille" / name
    try:
        await engine.sql(f"BACKUP DATABASE file://{name}")
        return await asyncio.to_thread(_deliver, made, file)
    except FileExistsError as error:
        raise CannotBackUp(f"{file} is there already: choose another name.") from error
    except (Refused, OSError, zipfile.BadZipFile) as error:
        raise CannotBackUp(f"The backup could not be written to {file}: {error}.") from error
    finally:
        made.unlink(missing_ok=True)


def restore(data: Path, file: Path) -> None:
    """Makes the folder `data`, where no engine has been yet, an instance with the graph of a backup. CannotRestore."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive, file)
            with claimed(data) as folder:
                _unpack(archive, folder)
    except OSError as error:
        raise CannotRestore(f"{file} could not be restored to {data}: {error}.") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError) as error:
        raise CannotRestore(f"{file} is damaged, or no backup of Maille: {error}.") from error


def _deliver(made: Path, file: Path) -> int:
    with zipfile.ZipFile(made, "a") as archive:
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
    if any("/" in name or "\\" in name or name in ("", ".", "..") for name in names):
        raise CannotRestore(f"{file} is no backup of Maille: it names files outside of the database.")
    label = json.loads(archive.read(_LABEL))
    if not isinstance(label, dict) or label.get("format") != _FORMAT:
        raise CannotRestore(f"{file} was made by another version of Maille: restore it with that one.")


def _unpack(archive: zipfile.ZipFile, folder: Folder) -> None:
    if folder.database.exists():
        raise CannotRestore(f"The folder {folder.path} holds a network already: restore into an empty one.")
    half = folder.path / f"restoring-{new_id()}"
    try:
        archive.extractall(half, [name for name in archive.namelist() if name != _LABEL])
        folder.database.parent.mkdir(exist_ok=True)
        half.rename(folder.database)
    finally:
        shutil.rmtree(half, ignore_errors=True)
