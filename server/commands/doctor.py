"""maille doctor: whether everything is as it should be, and what to do where it isn't."""

import importlib.metadata
import os
import platform
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer
from rich.table import Table

from graph import founding, place
from graph.embedded import launch
from graph.problems import StartProblem
from server import files, opening
from server.commands.words import out
from server.mail import smtp
from server.running import run
from server.settings import Settings, settings

ROOM: Final = 500_000_000  # bytes that should be free
ENGINE: Final = "26.10.2.post1"


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and, where it isn't right, what to do."""

    what: str
    found: str
    remedy: str = ""


def command(data: Annotated[Path | None, typer.Option(help="The folder of the network: MAILLE_DATA.")] = None) -> None:
    """Check engine, schema, mail, folders and versions; exit code 1 where something is to be done."""
    raise typer.Exit(run(_doctor(settings(data=data))))


async def _doctor(given: Settings) -> int:
    checks = [*_versions(given), *_folder(given)]
    checks += [check async for check in _graph(given)]
    checks.append(await _files(given))
    checks.append(await _mail(given))
    checks += _voice(given)
    table = Table("", "checked", "found", "what to do", box=None, header_style="bold")
    for check in checks:
        table.add_row("[red]✗[/]" if check.remedy else "[green]✓[/]", check.what, check.found, check.remedy)
    out.print(table)
    return 1 if any(check.remedy for check in checks) else 0


def _versions(given: Settings) -> Iterator[Check]:
    yield Check("Maille", importlib.metadata.version("maille"))
    yield Check("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Check("driver", f"neo4j {importlib.metadata.version('neo4j')}")
    if given.neo4j_url:
        return
    try:
        launch.home()
        found = importlib.metadata.version("arcadedb-embedded")
        wrong = "" if found == ENGINE else f"install arcadedb-embedded=={ENGINE}, the one that is tested"
        yield Check("embedded engine", f"arcadedb-embedded {found}", wrong)
    except StartProblem as problem:
        yield Check("embedded engine", "none", str(problem))


def _folder(given: Settings) -> Iterator[Check]:
    folder = given.data
    if given.neo4j_url and given.secret:
        return
    if not folder.exists():
        yield Check("folder", f"{folder} is not there yet", "run maille serve: it makes it")
        return
    writable = os.access(folder, os.W_OK | os.X_OK)
    yield Check("folder", str(folder), "" if writable else "let this user write there")
    free = shutil.disk_usage(folder).free
    yield Check("room", f"{free / 1e9:.1f} GB free", "" if free > ROOM else "make room: a full disk stops the engine")


async def _graph(given: Settings) -> AsyncIterator[Check]:
    where = given.neo4j_url or "embedded"
    if not given.neo4j_url and not (given.data / "databases").exists():
        yield Check("graph", "no network yet", "run maille serve: it makes one")
        return
    try:
        async with opening.visiting(given) as opened:
            yield Check("graph", f"{where} answers")
            yield Check("schema", "keys and indexes are there")
            root = await place.community(opened.graph, founding.ROOT_SLUG)
            yield Check("root community", "is there" if root else "none", "" if root else "run maille serve once")
            staffed = await founding.staffed(opened.graph)
            remedy = "" if staffed else "open the link that maille serve prints when it starts"
            yield Check("staff", "somebody" if staffed else "nobody", remedy)
    except StartProblem as problem:
        yield Check("graph", where, str(problem))


def _voice(given: Settings) -> Iterator[Check]:
    way = f"by {' '.join(given.relay.turn)}" if given.relay.turn else "from one browser to another, no relay"
    yield Check("voice", way, "; ".join(given.relay.problems()))
    if not given.secure and urlsplit(given.site).hostname not in ("localhost", "127.0.0.1", "::1"):
        yield Check("microphones", "no https", "serve the site by https: browsers lend a microphone to nothing else")


async def _files(given: Settings) -> Check:
    where = given.files or str(files.folder_of(given))
    if not given.files and not given.data.exists():
        return Check("files", f"{where} is not there yet", "run maille serve: it makes it")
    try:
        await files.store(given).answers()
        return Check("files", f"{where} can be written")
    except (StartProblem, OSError) as error:
        return Check("files", where, f"nobody can bring a file: check MAILLE_FILES and its rights ({error})")


async def _mail(given: Settings) -> Check:
    if not given.smtp_url:
        return Check("mail", "no server", "set MAILLE_SMTP_URL and MAILLE_MAIL_FROM: nobody can sign in without")
    try:
        server = smtp(given.smtp_url, given.mail_from)
        await server.answers()
        return Check("mail", f"{server.host}:{server.port} answers")
    except StartProblem as problem:
        return Check("mail", given.smtp_url.rpartition("@")[2], str(problem))
    except OSError as error:
        return Check("mail", given.smtp_url.rpartition("@")[2], f"check the address and the password ({error})")
