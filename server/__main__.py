"""The maille command."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from graph import constraints, demo
from graph.database import Engine, connect
from graph.embedded import embedded
from schema.context import tell_nobody, without_limit
from server.app import application
from web.house import House
from web.templates import Templates

app = typer.Typer(no_args_is_help=True)
PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")


@app.callback()
def maille() -> None:
    """Maille, a collaborative peer network."""


@app.command("demo")
def run_demo(
    host: str = "127.0.0.1",
    port: int = 8000,
    data: Annotated[Path, typer.Option()] = Path("data/demo"),
    members: int = 300,
    seed: int = 1,
) -> None:
    """Serves an invented network."""
    asyncio.run(_demo(host, port, data, members, seed))


async def _demo(host: str, port: int, data: Path, members: int, seed: int) -> None:
    async with embedded(data) as engine:
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        await constraints.apply(graph, engine.sql)
        await demo.fill(graph, members, seed)
        house = House(
            graph=graph,
            templates=Templates(reload=True),
            tell=tell_nobody,
            pace=without_limit,
            mail=_no_mail,
            address=f"http://{host}:{port}",
            outbox=list,
            personas=PERSONAS,
        )
        server = uvicorn.Server(uvicorn.Config(application(house, "secret", https=False), host=host, port=port))
        await server.serve()
        await graph.close()


async def _no_mail(to: str, subject: str, text: str) -> None: ...


def main() -> None:
    app()
