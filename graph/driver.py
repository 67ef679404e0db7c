"""Opens a driver, or says in one sentence why the database stays shut."""

import asyncio
import re

from neo4j import AsyncDriver, AsyncGraphDatabase
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graph.problems import TooOld, Unreachable, WrongPassword

OLDEST_NEO4J = (5, 26)
GREETING = 10.0  # seconds that a database may take to say who it is
SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")


async def opened(address: str, user: str, password: str, *, neo4j: bool) -> AsyncDriver:
    """A driver whose database has said who it is; with `neo4j`, a recent Neo4j. Unreachable, WrongPassword, TooOld."""
    driver = _driver(address, user, password)
    try:
        agent = await _greet(driver, address, user)
        if neo4j:
            refuse_old(agent, address)
    except BaseException:
        await driver.close()
        raise
    return driver


def _driver(address: str, user: str, password: str) -> AsyncDriver:
    if not address.startswith(SCHEMES):
        raise Unreachable(f"{address} is not the address of a graph database: it begins with bolt:// or neo4j://.")
    try:
        return AsyncGraphDatabase.driver(
            address,
            auth=(user, password),
            initial_retry_delay=0.02,
            max_transaction_retry_time=15,
            connection_timeout=5,
        )
    except (ConfigurationError, ValueError) as error:
        raise Unreachable(f"{address} is not the address of a graph database: {error}.") from error


async def _greet(driver: AsyncDriver, address: str, user: str) -> str:
    try:
        async with asyncio.timeout(GREETING):
            return (await driver.get_server_info()).agent
    except AuthError as error:
        raise WrongPassword(f"The graph database at {address} refuses the password of {user}.") from error
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise Unreachable(
            f"No graph database answers at {address}: check the address, and that it runs ({why})."
        ) from error


def refuse_old(agent: str, address: str) -> None:
    """Raises TooOld for a server that calls itself `Neo4j/4.4.1`, or doesn't say its number."""
    number = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if number is None or (int(number[1]), int(number[2])) < OLDEST_NEO4J:
        raise TooOld(f"The database at {address} is {agent}, which is too old: Maille needs Neo4j 5.26 or later.")
