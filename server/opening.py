"""Opens the graph that the settings name: a Neo4j, the engine that runs on the folder already, or one of our own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from neo4j.exceptions import DriverError, Neo4jError

from graph import constraints
from graph.database import PATIENCE, Engine, Graph, connect
from graph.embedded import Embedded, embedded, joined, reached
from graph.problems import CannotStart
from server.settings import Settings

AT_LENGTH = 600.0  # seconds that one write of a command may take


@dataclass(frozen=True)
class Opened:
    """A graph with its keys and indexes made; the engine behind it where it is embedded."""

    graph: Graph
    engine: Embedded | None


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Opened]:
    """The graph of a site that is to run: an embedded engine must be its own. StartProblem."""
    if settings.neo4j_url:
        async with _neo4j(settings) as opened:
            yield opened
        return
    async with embedded(settings.data, heap=settings.heap) as engine, _on(engine) as opened:
        yield opened


@asynccontextmanager
async def visiting(settings: Settings) -> AsyncIterator[Opened]:
    """The graph for a command: it may be that of a site which runs. StartProblem."""
    if settings.neo4j_url:
        async with _neo4j(settings, AT_LENGTH) as opened:
            yield opened
        return
    async with reached(settings.data, heap=settings.heap) as engine, _on(engine, AT_LENGTH) as opened:
        yield opened


@asynccontextmanager
async def attached(settings: Settings) -> AsyncIterator[Graph]:
    """The graph of a site that another process of ours has opened, with its keys and indexes made. StartProblem."""
    if settings.neo4j_url:
        graph = await _connected(settings, PATIENCE)
        try:
            yield graph
        finally:
            await graph.close()
        return
    engine = joined(settings.data)  # never one of our own: whoever started us may have died meanwhile
    graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
    try:
        yield graph
    finally:
        await graph.close()


@asynccontextmanager
async def _neo4j(settings: Settings, patience: float = PATIENCE) -> AsyncIterator[Opened]:
    graph = await _connected(settings, patience)
    try:
        await _prepare(graph, settings.neo4j_url)
        yield Opened(graph, None)
    finally:
        await graph.close()


async def _connected(settings: Settings, patience: float) -> Graph:
    return await connect(
        settings.neo4j_url,
        settings.neo4j_user,
        settings.neo4j_password,
        engine=Engine.NEO4J,
        database=settings.neo4j_database or None,
        patience=patience,
    )


async def _prepare(graph: Graph, address: str) -> None:
    try:
        await constraints.apply(graph)
    except (DriverError, Neo4jError) as error:
        why = error.code if isinstance(error, Neo4jError) else type(error).__name__
        raise CannotStart(
            f"The graph database at {address} did not make its keys and indexes ({why}): "
            "it must be a Neo4j, and MAILLE_NEO4J_USER must be allowed to make constraints."
        ) from error


@asynccontextmanager
async def _on(engine: Embedded, patience: float = PATIENCE) -> AsyncIterator[Opened]:
    graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED, patience=patience)
    try:
        await constraints.apply(graph, engine.sql)
        yield Opened(graph, engine)
    finally:
        await graph.close()
