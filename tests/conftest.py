"""What tests ask for: `graph`, an emptied graph on a real engine, and `engine`, the embedded one behind it."""

import logging
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from graph import constraints
from graph.database import Engine, Graph, Row, Transaction, connect
from graph.embedded import Embedded, embedded
from graph.viewer import VISITOR
from tests import groups, neo4j
from tests.network import Network

EMPTY = "MATCH (n) WHERE coalesce(n.id, '') <> $visitor DETACH DELETE n"
SLIPS = ("01N50", "01N52")  # Neo4j does not know a label, or a property, that a statement names
BOTH = Path(__file__).parent / "graph"

structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of graph/, and those marked both_engines, run once on each engine."""
    both = metafunc.definition.get_closest_marker("both_engines") or BOTH in metafunc.definition.path.parents
    if both and "graph" in metafunc.fixturenames:
        metafunc.parametrize("graph", ["embedded", "neo4j"], indirect=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> groups.Groups:
    """Where tests go by several workers, `-n 3`."""
    return groups.Groups(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests start whole sites and kill them: they run in CI, and where MAILLE_TEST_SLOW is set."""
    if hasattr(config, "workerinput"):
        groups.longest_first(items)
    if os.environ.get("CI") or os.environ.get("MAILLE_TEST_SLOW"):
        return
    reason = "slow: set MAILLE_TEST_SLOW=1 to run it here, as CI does"
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says once for each reason how many tests were skipped."""
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()))
    for reason, number in reasons.most_common():
        terminalreporter.write_line(f"{number} skipped. {reason.removeprefix('Skipped: ')}")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def engine(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Embedded]:
    """The embedded engine of this run, its constraints made."""
    async with embedded(tmp_path_factory.mktemp("embedded"), quick=True) as running:
        graph = await connect(running.address, running.user, running.password, engine=Engine.EMBEDDED)
        await constraints.apply(graph, running.sql)
        await graph.close()
        yield running


@pytest.fixture
def graph(request: pytest.FixtureRequest) -> Graph:
    """A graph with nobody in it but the visitor."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'embedded')}_graph")


@pytest.fixture
async def embedded_graph(embedded_pool: Graph) -> Graph:
    await _empty(embedded_pool)
    return embedded_pool


@pytest.fixture
async def neo4j_graph(neo4j_pool: Graph) -> AsyncIterator[Graph]:
    await _empty(neo4j_pool)
    with _listening() as slips:
        yield neo4j_pool
    assert not slips, f"Neo4j does not know these names: {slips}"


@pytest.fixture(scope="session")
async def embedded_pool(engine: Embedded) -> AsyncIterator[Graph]:
    graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
    yield graph
    await graph.close()


@pytest.fixture(scope="session")
async def neo4j_pool(anyio_backend: str, neo4j_server: neo4j.Server) -> AsyncIterator[Graph]:
    graph = await connect(neo4j_server.address, neo4j_server.user, neo4j_server.password, engine=Engine.NEO4J)
    await constraints.apply(graph)
    yield graph
    await graph.close()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j.Server]:
    """A Neo4j, or the test is skipped; where CI is set, it fails instead."""
    try:
        with neo4j.server(tmp_path_factory.mktemp("neo4j")) as server:
            yield server
    except neo4j.Missing as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(missing))


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What Neo4j tells the driver, while the block lasts, of names that it does not know."""
    slips: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if any(slip in record.getMessage() for slip in SLIPS):
                slips.append(record.getMessage())

    listener, logger = Listener(), logging.getLogger("neo4j.notifications")
    logger.addHandler(listener)
    try:
        yield slips
    finally:
        logger.removeHandler(listener)


async def _empty(graph: Graph) -> None:
    async def work(transaction: Transaction) -> list[Row]:
        return await transaction.run(EMPTY, visitor=VISITOR)

    await graph.write(work)


@pytest.fixture
def network(graph: Graph) -> Network:
    """Builds what a test needs, on the graph that it asked for."""
    return Network(graph)
