"""The one door to the graph: every statement goes through a read or a write of Graph."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, LiteralString, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    Query,
    unit_of_work,
)
from neo4j.exceptions import AuthError, ConfigurationError, ConstraintError, DriverError, Neo4jError

from graph.counting import Count, counted, counting
from graph.problems import TooOld, Unreachable, WrongPassword

Row = dict[str, Any]
T = TypeVar("T")

PATIENCE = 30.0  # seconds that one read or write may take in all, its repeats included
ATTEMPTS = 8  # tries of a write that lost a race for a unique key
OLDEST_NEO4J = (5, 26)
_DATABASE_OPENS = "Neo.ClientError.Database.DatabaseNotFound"  # for half a second after the embedded engine listens


class Engine(Enum):
    """Which of the two databases is behind the door."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


class Transaction:
    """What the function of a write speaks through: everything it runs is kept, or nothing."""

    def __init__(self, transaction: AsyncManagedTransaction) -> None:
        self._transaction = transaction

    async def run(self, statement: LiteralString, **parameters: Any) -> list[Row]:
        """All rows of the statement, in order."""
        counted()
        return await _rows(await self._transaction.run(statement, parameters))


class Graph:
    """A pool of connections to one database. It belongs to the event loop that made it."""

    def __init__(self, driver: AsyncDriver, engine: Engine, session: dict[str, Any]) -> None:
        self.engine = engine
        self._driver = driver
        self._reading = session | {"default_access_mode": READ_ACCESS}
        self._writing = session | {"default_access_mode": WRITE_ACCESS}

    async def read(self, statement: LiteralString, **parameters: Any) -> list[Row]:
        """All rows of one statement, in order. Asked again while the database is away; TimeoutError after PATIENCE."""
        query = Query(statement, timeout=PATIENCE)
        delay = 0.02
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self._read_once(query, parameters)
                except (DriverError, Neo4jError) as error:
                    if not _passes(error):
                        raise
                await asyncio.sleep(random.uniform(delay / 2, delay))
                delay = min(delay * 2, 1)

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, repeat: bool = False) -> T:
        """What `work` answers, once all that it ran is committed. It runs again on conflicts: it must do nothing else.

        With `repeat` it also runs again when it lost a race for a unique key. ConstraintError when it still does, and
        at once without `repeat`; IncompleteCommit when the database went away and nobody knows; TimeoutError.
        """
        attempts = ATTEMPTS if repeat else 1
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self._write_once(work)
                except ConstraintError:
                    attempts -= 1
                    if attempts == 0:
                        raise
                except Neo4jError as error:
                    if error.code != _DATABASE_OPENS:
                        raise
                await asyncio.sleep(random.uniform(0.005, 0.02))

    async def close(self) -> None:
        """Gives all connections back."""
        await self._driver.close()

    def counting(self) -> AbstractContextManager[Count]:
        """Counts the statements of this task and of those that it starts."""
        return counting()

    async def _read_once(self, query: Query, parameters: dict[str, Any]) -> list[Row]:
        counted()
        async with self._driver.session(**self._reading) as session:
            return await _rows(await session.run(query, parameters))

    async def _write_once(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        @unit_of_work(timeout=PATIENCE)
        async def unit(transaction: AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction))

        async with self._driver.session(**self._writing) as session:
            return await session.execute_write(unit)


async def connect(address: str, user: str, password: str, *, engine: Engine, database: str | None = None) -> Graph:
    """A graph that has answered once. Raises Unreachable, WrongPassword or TooOld."""
    try:
        driver = AsyncGraphDatabase.driver(
            address,
            auth=(user, password),
            initial_retry_delay=0.02,
            max_transaction_retry_time=15,
            connection_timeout=5,
        )
    except (ConfigurationError, ValueError) as error:
        raise Unreachable(f"{address} is not the address of a graph database: {error}.") from error
    try:
        await _greet(driver, address, user, engine)
    except BaseException:
        await driver.close()
        raise
    return Graph(driver, engine, _session(address, engine, database))


def _session(address: str, engine: Engine, database: str | None) -> dict[str, Any]:
    session: dict[str, Any] = {"database": database or ("maille" if engine is Engine.EMBEDDED else None)}
    if address.startswith("neo4j"):  # in a cluster, a member must see what he has just written
        session["bookmark_manager"] = AsyncGraphDatabase.bookmark_manager()
    return session


async def _greet(driver: AsyncDriver, address: str, user: str, engine: Engine) -> None:
    try:
        agent = (await driver.get_server_info()).agent
    except AuthError as error:
        raise WrongPassword(f"The graph database at {address} refuses the password of {user}.") from error
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise Unreachable(
            f"No graph database answers at {address}: check the address and that it is running ({error})."
        ) from error
    if engine is Engine.NEO4J and _version(agent) < OLDEST_NEO4J:
        raise TooOld(f"{agent} at {address} is too old: Maille needs Neo4j 5.26 or later.")


def _version(agent: str) -> tuple[int, ...]:
    """`Neo4j/5.26.30` → (5, 26); of an agent that says something else, the empty tuple."""
    _, _, version = agent.partition("/")
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _passes(error: DriverError | Neo4jError) -> bool:
    return error.is_retryable() or (isinstance(error, Neo4jError) and error.code == _DATABASE_OPENS)


async def _rows(result: AsyncResult) -> list[Row]:
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) async for record in result]
