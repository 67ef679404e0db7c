"""Ten times the engine or the site is killed while members write: what was acknowledged is there, once, in order."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from graph.database import Engine, Graph, Row, connect
from graph.embedded import reached
from tests.server.maille import Site, javas
from tests.server.writing_load import Load

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

ROUNDS, SEED = 10, 3
PATIENCE = 400  # seconds in all, on a busy machine
WRITERS = ("amina", "theo", "claire", "malik", "sofia", "ines")
READERS = ("amina", "malik")
SAID = """
MATCH (:Space {id: $space})<-[:SAID_IN]-(message:Message)<-[:WROTE]-(:Member)
RETURN message.id AS id, message.number AS number, message.changed AS changed ORDER BY number"""
CLOCK = "MATCH (clock:Clock {id: $space}) RETURN clock.last AS last"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(("--quick",), tmp_path / "data", command=(sys.executable, "-m", "tests.site"))
    site.start()
    yield site
    if site.process.poll() is None:
        site.stop()


async def test_nothing_acknowledged_is_lost_or_doubled_whatever_dies(site: Site) -> None:
    load = Load(site.address)
    chance = random.Random(SEED)
    deaths = [kill_engine, kill_site] * (ROUNDS // 2)
    chance.shuffle(deaths)
    async with asyncio.timeout(PATIENCE), AsyncExitStack() as stack:
        browsers = [await load.enter(member) for member in (*WRITERS, *READERS)]
        for one in browsers:
            stack.push_async_callback(one.aclose)
        await load.open_thread(browsers[0])
        writers = [asyncio.create_task(load.write(one)) for one in browsers[: len(WRITERS)]]
        readers = [asyncio.create_task(load.read(one)) for one in browsers[len(WRITERS) :]]
        for die in deaths:
            await load.hear(chance.randint(10, 60))
            await die(site, load)
        await load.hear(10)
        load.over = True
        await asyncio.gather(*writers)
        load.written = True
        told = await asyncio.gather(*readers)
    said, last = await what_is_there(site.folder, load.space)
    assert sorted(row["id"] for row in said) == sorted(load.acknowledged)
    assert [row["number"] for row in said] == list(range(1, last + 1))
    assert [row["changed"] for row in said] == [f"{load.space}:{row['number']:010d}" for row in said]
    for heard in told:
        assert heard == [(row["number"], row["id"]) for row in said]


async def kill_engine(site: Site, load: Load) -> None:
    """The site starts it again by itself."""
    engines = [process for process in javas(site.folder) if _name(process) == "java"]  # and not their watchdogs
    assert engines
    for process in engines:
        os.kill(process, signal.SIGKILL)


async def kill_site(site: Site, load: Load) -> None:
    """Somebody starts it again, at another address."""
    site.stop(signal.SIGKILL)
    await asyncio.to_thread(site.start)
    load.address = site.address


def _name(process: int) -> str:
    listed = subprocess.run(["ps", "-o", "comm=", "-p", str(process)], capture_output=True, text=True, check=False)
    return Path(listed.stdout.strip()).name


async def what_is_there(folder: Path, space: str) -> tuple[list[Row], int]:
    """All messages of a space in the order of their numbers, and what its clock says."""
    async with reached(folder) as engine:
        graph: Graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        said, clock = await graph.read(SAID, space=space), await graph.read(CLOCK, space=space)
        await graph.close()
        return said, clock[0]["last"]
