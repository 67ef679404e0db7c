"""Everything that can break does, by a seed; after each round what each reader was told is what the graph holds.

uv run pytest -m faults    (MAILLE_TEST_SLOW=1, or in CI)
"""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import LiteralString

import pytest

from graph.database import Engine, Graph, Row, Transaction, connect
from graph.embedded import reached
from tests.faults.reader import Reader
from tests.server.maille import Site
from tests.server.writing_load import Load

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.faults]

SEED = int(os.environ.get("MAILLE_FAULTS_SEED", "5"))
ROUNDS, FAULTS = 4, 12
PATIENCE = 280  # seconds in all, on a busy machine
WRITERS, READERS = ("amina", "theo", "claire"), ("amina", "theo", "claire", "sofia", "ines", "malik")
REMOVED = "malik"
SAID: LiteralString = """
MATCH (:Space {id: $space})<-[:SAID_IN]-(message:Message)
RETURN message.id AS id, message.number AS number, message.changed AS changed ORDER BY changed"""
SKIP: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = clock.last + 3"
REMOVE: LiteralString = (
    "MATCH (:Member {slug: $slug})-[edge:MEMBER_OF]->(:Community)<-[:HELD_IN]-(:Space {id: $space}) DELETE edge"
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(("--quick",), tmp_path / "data", command=(sys.executable, "-m", "tests.site"))
    site.start()
    yield site
    if site.process.poll() is None:
        site.stop()


async def test_every_reader_was_told_what_the_graph_holds_whatever_broke(site: Site) -> None:
    load, luck = Load(site.address), random.Random(SEED)
    async with asyncio.timeout(PATIENCE), AsyncExitStack() as stack:
        browsers = {member: await load.enter(member) for member in READERS}
        for one in browsers.values():
            stack.push_async_callback(one.aclose)
        await load.open_thread(browsers["amina"])
        readers = {one: Reader(load, f"maille={browsers[one].cookies['maille']}") for one in READERS}
        reading = [asyncio.create_task(reader.run()) for reader in readers.values()]
        stack.callback(lambda: [task.cancel() for task in reading])
        for turn in range(ROUNDS):
            load.over = False
            writing = [asyncio.create_task(load.write(browsers[member])) for member in WRITERS]
            for number in range(FAULTS):
                await load.hear(luck.randint(2, 8))
                await break_something(luck, site, load, list(readers.values()), kill=number == turn * 2 + 2)
            if turn == 1:
                readers[REMOVED].reads.set()
                await run(site, REMOVE, slug=REMOVED, space=load.space)
                await asyncio.wait_for(readers[REMOVED].level(10**9), 60)
                assert readers[REMOVED].gone
            load.over = True
            await asyncio.gather(*writing)
            for reader in readers.values():
                reader.reads.set()
            await compare(site, load, readers)
        assert not [task for task in reading if task.done() and task.exception()]


async def break_something(luck: random.Random, site: Site, load: Load, readers: list[Reader], *, kill: bool) -> None:
    """One fault, and sometimes an end of one."""
    if kill:
        site.stop(signal.SIGKILL)
        await asyncio.to_thread(site.start)
        load.address = site.address
        return
    fault, reader = luck.choice(("cut", "cut", "slow", "quick", "skip")), luck.choice(readers)
    if fault == "cut":
        reader.cut()
    elif fault == "slow":
        reader.reads.clear()
    elif fault == "quick":
        reader.reads.set()
    else:
        await run(site, SKIP, space=load.space)


async def compare(site: Site, load: Load, readers: dict[str, Reader]) -> None:
    async with graph_of(site) as graph:
        rows = await graph.read(SAID, space=load.space)
    there = {row["id"]: (row["number"], int(row["changed"].rpartition(":")[2])) for row in rows}
    assert set(load.acknowledged) <= set(there)
    last = max(changed for _, changed in there.values())
    for member, reader in readers.items():
        if member == REMOVED and reader.gone:
            assert reader.told.items() <= there.items()
            continue
        await asyncio.wait_for(reader.level(last), 60)
        assert reader.told == there, member


@asynccontextmanager
async def graph_of(site: Site) -> AsyncIterator[Graph]:
    async with reached(site.folder) as engine:
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        yield graph
        await graph.close()


async def run(site: Site, statement: LiteralString, **values: str) -> None:
    async def work(transaction: Transaction) -> list[Row]:
        return await transaction.run(statement, **values)

    async with graph_of(site) as graph:
        await graph.write(work)
