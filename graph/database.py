"""The one door to the graph: every statement goes through a read or a write of Graph."""

import asyncio
import random
import time
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
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError

from graph.counting import Count, counted, counting, waited
from graph.driver import opened
from graph.turns import Turns

Row = dict[str, Any]
T = TypeVar("T")

PATIENCE = 30.0
ATTEMPTS = 8  # tries of a write that lost a race for a unique key
_DATABASE_OPENS = "Neo.ClientError.Database.DatabaseNotFound"  # for half a second after the embedded engine listens


class Engine(Enum):
    """Which of the two databases is behind the door."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


class WroteWhileReading(Exception):
    """A statement given to read() has written: it belongs in a write()."""


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

    def __init__(self, driver: AsyncDriver, engine: Engine, session: dict[str, Any], patience: float) -> None:
        self.engine = engine
        self._patience = patience
        self.turns = Turns()
        self._driver = driver
        self._reading = session | {"default_access_mode": READ_ACCESS}
        self._writing = session | {"default_access_mode": WRITE_ACCESS}

    async def read(self, statement: LiteralString, **parameters: Any) -> list[Row]:
        """All rows of one statement, in order; asked again while the database is away. TimeoutError."""
        query, start = Query(statement, timeout=self._patience), time.perf_counter()
        try:
            return await self._patient(query, parameters)
        finally:
            waited(time.perf_counter() - start)

    async def _patient(self, query: Query, parameters: dict[str, Any]) -> list[Row]:
        delay = 0.02
        async with asyncio.timeout(self._patience):
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
        async with asyncio.timeout(self._patience):
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

    async def plan(self, statement: str, **parameters: Any) -> str:
        """How the engine would go about a statement, in its own words. Nothing is run."""
        async with self._driver.session(**self._reading) as session:
            result = await session.run(Query("EXPLAIN " + statement), parameters)
            plan = (await result.consume()).plan or {}
        return str(plan.get("args", {}).get("string-representation", ""))

    async def close(self) -> None:
        """Gives all connections back."""
        await self._driver.close()

    def counting(self) -> AbstractContextManager[Count]:
        """Counts the statements of this task and of those that it starts."""
        return counting()

    async def _read_once(self, query: Query, parameters: dict[str, Any]) -> list[Row]:
        counted()
        async with self._driver.session(**self._reading) as session:
            result = await session.run(query, parameters)
            rows = await _rows(result)
            if (await result.consume()).counters.contains_updates:  # the embedded engine lets it pass
                raise WroteWhileReading(query.text)
            return rows

    async def _write_once(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        @unit_of_work(timeout=self._patience)
        async def unit(transaction: AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction))

        async with self._driver.session(**self._writing) as session:
            return await session.execute_write(unit)


async def connect(
    address: str,
    user: str,
    password: str,
    *,
    engine: Engine,
    database: str | None = None,
    patience: float = PATIENCE,
) -> Graph:
    """A graph that has answered once. Raises Unreachable, WrongPassword or TooOld.

    `patience` is how many seconds one read or write may take in all, its repeats included.
    """
    driver = await opened(address, user, password, neo4j=engine is Engine.NEO4J)
    session: dict[str, Any] = {"database": database or ("maille" if engine is Engine.EMBEDDED else None)}
    if address.startswith("neo4j"):  # in a cluster, a reader must see what was written just before
        session["bookmark_manager"] = AsyncGraphDatabase.bookmark_manager()
    return Graph(driver, engine, session, patience)


def _passes(error: DriverError | Neo4jError) -> bool:
    return error.is_retryable() or (isinstance(error, Neo4jError) and error.code == _DATABASE_OPENS)


async def _rows(result: AsyncResult) -> list[Row]:
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) async for record in result]
