"""The demo as a process of its own that holds nobody back, for crashes and benches.

uv run python -m tests.site --data FOLDER [--members 1] [--quick] [--neo4j bolt://user:password@host:port]
"""

import argparse
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.types import ASGIApp

from graph import constraints, demo
from graph.database import Engine, Graph, connect
from graph.embedded import embedded, reached
from schema.context import tell_nobody, without_limit
from server.app import application
from server.running import run
from server.serving import listen, serve
from tests.web.cookie import SECRET
from web.house import House
from web.mail import Mail
from web.templates import Templates


def house_on(graph: Graph, address: str) -> House:
    """A house of the demo's, without limits."""
    return House(
        graph=graph,
        templates=Templates(),
        tell=tell_nobody,
        pace=without_limit,
        mail=_no_mail,
        address=address,
        outbox=list,
        personas=demo.PERSONAS,
    )


def site(house: House) -> Starlette:
    """Its site; cookies are signed with the tests' secret."""
    return application(house, SECRET, https=False)


async def serve_alone(app: ASGIApp, port: int = 0) -> None:
    """Serves until cancelled, and says where."""
    with listen("127.0.0.1", port) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        await serve(app, listening, lambda: print(f"Maille is at {address}. Ctrl-C stops it.", flush=True))


@asynccontextmanager
async def filled(data: Path, members: int, *, quick: bool = False, neo4j: str = "") -> AsyncIterator[Graph]:
    """The invented network, in a Neo4j or in an engine of our own on a folder."""
    async with AsyncExitStack() as stack:
        if not neo4j:
            engine = await stack.enter_async_context(embedded(data, quick=quick))
            graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
            await constraints.apply(graph, engine.sql)
        else:
            graph = await _neo4j(neo4j)
            await constraints.apply(graph)
        stack.push_async_callback(graph.close)
        await demo.fill(graph, members)
        yield graph


@asynccontextmanager
async def running(data: Path, *, neo4j: str = "") -> AsyncIterator[Graph]:
    """The graph of a site that runs."""
    async with AsyncExitStack() as stack:
        if not neo4j:
            engine = await stack.enter_async_context(reached(data))
            graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        else:
            graph = await _neo4j(neo4j)
        stack.push_async_callback(graph.close)
        yield graph


async def _neo4j(url: str) -> Graph:
    parts = urlsplit(url)
    address = f"{parts.scheme}://{parts.hostname}:{parts.port}"
    return await connect(address, parts.username or "neo4j", parts.password or "", engine=Engine.NEO4J)


async def _no_mail(mail: Mail) -> None: ...


async def _serve(data: Path, members: int, quick: bool, port: int, neo4j: str) -> None:
    async with filled(data, members, quick=quick, neo4j=neo4j) as graph:
        await serve_alone(site(house_on(graph, "http://maille.test")), port)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--members", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--neo4j", default="")
    given = parser.parse_args()
    return run(_serve(given.data, given.members, given.quick, given.port, given.neo4j))


if __name__ == "__main__":
    raise SystemExit(main())
