"""maille backup, maille restore: one file that holds a whole network of the embedded engine."""

from pathlib import Path
from typing import Annotated

import typer

from graph import backup as backups
from graph.embedded import reached
from graph.problems import CannotBackUp, CannotRestore
from server.commands.words import err, out
from server.files import folder_of
from server.running import run
from server.settings import Settings, settings

File = Annotated[Path, typer.Argument(help="The file of the backup.")]
Data = Annotated[Path | None, typer.Option(help="The folder of the network: MAILLE_DATA.")]
ELSEWHERE = "The network is in the Neo4j of MAILLE_NEO4J_URL: use neo4j-admin database"


def backup(file: File, data: Data = None) -> None:
    """Copy the network into a new file, also while it is served."""
    given = settings(data=data)
    if given.neo4j_url:
        raise CannotBackUp(f"{ELSEWHERE} dump there.")
    if not (given.data / "databases").exists():
        raise CannotBackUp(f"The folder {given.data} holds no network: check --data, or MAILLE_DATA.")
    raise typer.Exit(run(_backup(given, file)))


async def _backup(given: Settings, file: Path) -> None:
    async with reached(given.data, heap=given.heap) as engine:
        size = await backups.backup(engine, file, _folder(given))
    out.print(f"{file} holds the network now ({size / 1_000_000:.1f} MB). Keep it safe: it holds everybody's words.")


def restore(file: File, data: Data = None) -> None:
    """Make a network of a backup, in a folder that has none."""
    given = settings(data=data)
    if given.neo4j_url:
        raise CannotRestore(f"{ELSEWHERE} load there.")
    if not file.exists():
        raise CannotRestore(f"There is no file {file}.")
    backups.restore(given.data, file, _folder(given))
    out.print(f"{given.data} holds the network of {file} now: start it with maille serve.")


def _folder(given: Settings) -> Path | None:
    """Where files lie, if that is a folder; what lies elsewhere is backed up there, and it is said."""
    if "://" not in given.files:
        return folder_of(given)
    err.print(f"The files of members are in {given.files}: they are not in this backup, copy them there.")
    return None
