"""maille serve: a real network."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import structlog
import typer
from starlette.types import ASGIApp

from graph import entry, founding, session
from graph.database import Graph
from graph.identity import now
from graph.problems import CannotStart
from server import opening
from server.commands import demo
from server.commands.words import err, out
from server.logs import set_up
from server.mail import no_mail, smtp
from server.running import run
from server.secret import kept_secret
from server.serving import listen, serve
from server.settings import Settings, settings
from server.workers import Workers, orphaned, say_ready
from web.house import Post

SECRET = demo.OTHERS

log = structlog.get_logger(__name__)


def command(
    host: Annotated[str | None, typer.Option(help="Where to listen: MAILLE_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Where to listen: MAILLE_PORT.")] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the network: MAILLE_DATA.")] = None,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many serve; MAILLE_BROKER joins them.")] = 1,
    listening: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Serve a real network, from the embedded engine or the Neo4j of MAILLE_NEO4J_URL."""
    given = settings(host=host, port=port, data=data)
    set_up(given.logs)
    raise typer.Exit(run(_serve(given, processes) if listening is None else _work(given, listening)))


async def _serve(given: Settings, processes: int) -> None:
    mail = _mail(given)  # what is wrong with it is told before an engine is started
    with listen(given.host, given.port) as listening:
        given = given.model_copy(update={"port": listening.getsockname()[1]})
        if (given.data / demo.SECRET).exists() and not given.neo4j_url:
            raise CannotStart(f"The folder {given.data} holds an invented network: set MAILLE_DATA to another.")
        secret = given.secret or kept_secret(given.data, SECRET)
        async with opening.serving(given) as opened:
            await _begin(opened.graph)
            invitation = await _invitation(opened.graph, given.site)
            if processes == 1:
                site = _site(opened.graph, given, secret, mail)
                await serve(site, listening, _ready(given, invitation), given.proxies)
            else:
                workers = Workers(_words(given), listening, processes)
                await workers.run(_ready(given, invitation, processes))


async def _work(given: Settings, number: int) -> None:
    """Serves as one of several processes, on a socket that is the parent's; ends with it."""
    secret = given.secret or kept_secret(given.data, SECRET)
    async with opening.attached(given) as graph:
        with socket.socket(fileno=number) as listening:
            site = _site(graph, given, secret, _mail(given))
            serving = asyncio.create_task(serve(site, listening, say_ready, given.proxies))
            alone = asyncio.create_task(orphaned())
            try:
                await asyncio.wait((serving, alone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                serving.cancel()
                alone.cancel()
                await asyncio.gather(serving, alone, return_exceptions=True)


def _words(given: Settings) -> list[str]:
    """How a serving process is started: it has our environment too."""
    return ["serve", "--host", given.host, "--port", str(given.port), "--data", str(given.data)]


def _mail(given: Settings) -> Post:
    return smtp(given.smtp_url, given.mail_from).send if given.smtp_url else no_mail


def _site(graph: Graph, given: Settings, secret: str, mail: Post) -> ASGIApp:
    from server.site import real_site  # late: other commands, and mistakes, need not wait for it

    return real_site(graph, given, secret, mail)


async def _begin(graph: Graph) -> None:
    if await founding.found(graph, now()):
        log.info("a new network begins")
    await session.forget_old(graph, now())
    await entry.forget_old(graph, now())


async def _invitation(graph: Graph, site: str) -> str:
    """The one-time link of whoever becomes the first of the staff; '' where there is a staff."""
    if await founding.staffed(graph):
        return ""
    return f"{site}/sign-in/{await entry.link(graph, '', 'fr', now(), staff=True)}"


def _ready(given: Settings, invitation: str, processes: int = 1) -> Callable[[], None]:
    return lambda: _say_ready(given, invitation, processes)


def _say_ready(given: Settings, invitation: str, processes: int) -> None:
    if processes > 1 and not given.broker:
        err.print(f"{processes} processes tell each other nothing: news may take 3 seconds. Set MAILLE_BROKER.")
    if not given.smtp_url:
        err.print("No mail can leave, so nobody can sign in: set MAILLE_SMTP_URL and MAILLE_MAIL_FROM.")
    if invitation:
        out.print("Nobody runs this network yet. Open this once, within a day, to become its first staff:")
        out.print(invitation)
    out.print(f"Maille is at {given.site}. Ctrl-C stops it.")
