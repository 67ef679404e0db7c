"""maille demo: an invented network to look around in, with doors that no real site has."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph import demo, entry, session
from graph.demo import PERSONAS
from graph.demo.brought import bytes_of
from graph.embedded.folder import claimed
from graph.identity import now
from graph.problems import CannotStart
from server import files, opening
from server.commands.words import err, out
from server.logs import set_up
from server.running import run
from server.secret import kept_secret
from server.serving import listen, serve
from server.settings import Settings, settings

SECRET, OTHERS = "demo.secret", "maille.secret"


def command(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Where to listen; 0 takes a free one.")] = 8000,
    data: Annotated[Path, typer.Option(help="The folder of the network.")] = Path("data/demo"),
    members: Annotated[int, typer.Option(min=1, max=100_000, help="How many to invent.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed invents the same network.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the network of the folder, and invent anew.")] = False,
) -> None:
    """Serve an invented network, to look around in. What you write there is kept in the folder."""
    set_up("console", logging.WARNING)
    given = settings(host=host, port=port, data=data, neo4j_url="")
    raise typer.Exit(run(_demo(given, members, seed, fresh)))


async def _demo(given: Settings, members: int, seed: int, fresh: bool) -> None:
    with listen(given.host, given.port) as listening:
        given = given.model_copy(update={"port": listening.getsockname()[1]})
        _refuse_real(given.data)
        if fresh:
            _forget(given.data)
        secret = kept_secret(given.data, SECRET)
        err.print("Starting the database engine…")
        from server.site import demo_site  # late: other commands, and mistakes, need not wait for it

        async with opening.serving(given) as opened:
            graph = opened.graph
            with _bar() as progress:
                await demo.fill(graph, members, seed, progress)
            await _bring_files(given)
            await session.forget_old(graph, now())
            await entry.forget_old(graph, now())
            app = demo_site(graph, given, secret)
            await serve(app, listening, lambda: _say_ready(given.site), given.proxies)


async def _bring_files(given: Settings) -> None:
    """Puts the bytes of the invented network's files in their store; the same once more change nothing."""
    store = files.store(given)
    for hash, path in bytes_of().items():
        await store.put(hash, path)


def _say_ready(site: str) -> None:
    names = f"{', '.join(PERSONAS[:-1])} or {PERSONAS[-1]}"
    out.print(f"Maille is at [bold]{site}[/]: enter as {names} at {site}/enter. Ctrl-C stops it.")


def _refuse_real(data: Path) -> None:
    if (data / OTHERS).exists():
        raise CannotStart(f"The folder {data} holds a real network: a demo would open it to anybody. Choose another.")


def _forget(data: Path) -> None:
    with claimed(data) as folder:
        if folder.database.exists() and not (data / SECRET).exists():
            raise CannotStart(f"The folder {data} was not made by maille demo: delete it yourself if you mean it.")
        shutil.rmtree(folder.database.parent, ignore_errors=True)
        shutil.rmtree(data / "files", ignore_errors=True)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A function that shows how far the filling is; nothing is shown where nothing is to be filled."""
    columns = (TextColumn("Inventing a network"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=err, transient=True)
    task = bar.add_task("", total=None)

    def progress(done: int, total: int) -> None:
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield progress
    finally:
        if bar.live.is_started:
            bar.stop()
