"""Everything that can break does, by a seed; after each round what each reader was told is what the graph holds.

uv run pytest -m faults            in CI, or with MAILLE_TEST_SLOW=1
MAILLE_FAULTS_SEED=7               another order of faults; the one of a failure is named by it
MAILLE_FAULTS_ROUNDS=40            how many rounds; see deck.py for how many of each kind there are
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import LiteralString

import pytest

from tests.faults.breaking import AT_MOST, FAULTS, Scene
from tests.faults.deck import KINDS, ROUNDS, dealt
from tests.faults.ground import COMMUNITY, Ground, ground
from tests.faults.reader import HTML, JSON, Reader, Shown
from tests.faults.subscriber import SUBSCRIPTION, Subscriber
from tests.faults.writers import Writers

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.faults]

SEED = os.environ.get("MAILLE_FAULTS_SEED", "5")
COUNT = int(os.environ.get("MAILLE_FAULTS_ROUNDS", ROUNDS))
CHAPTER = 26  # rounds in one thread
READERS = (("r0", JSON), ("r1", HTML), ("r2", JSON), ("r2", HTML), ("r3", JSON), ("r4", HTML), ("r5", SUBSCRIPTION))
WRITERS = tuple(f"w{number}" for number in range(40))  # so many that none says too much in a minute
LOST, NOISE = 2.0, 3.0  # seconds: what is promised, and what a machine that starts engines meanwhile may add
ROOT: LiteralString = "MATCH (root:Community {root: true}) RETURN root.id AS id"
SAID: LiteralString = """
MATCH (:Space {id: $space})<-[:SAID_IN]-(message:Message)
RETURN message.id AS id, message.number AS number, message.changed AS changed, message.body AS body,
    message.withdrawnAt IS NOT NULL AS withdrawn"""
REACTED: LiteralString = """
MATCH (:Space {id: $space})<-[:SAID_IN]-(message:Message)<-[reacted:REACTED]-(member:Member)
RETURN message.id AS id, reacted.kind + ' ' + member.id AS word"""


@dataclass
class Run:
    """What happened, how often, and how long it took."""

    ground: Ground
    happened: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    took: dict[str, list[float]] = field(default_factory=dict)
    changes: int = 0
    whole: Counter[str] = field(default_factory=Counter)  # seconds

    def report(self) -> str:
        """A few lines for who looks at the run."""
        lines = [f"{self.happened.total()} rounds, {self.changes} messages"]
        lines += [
            ", ".join(f"{count} {what}" for what, count in all.most_common()) for all in (self.happened, self.done)
        ]
        lines.append("seconds in all: " + ", ".join(f"{kind} {took:.0f}" for kind, took in self.whole.most_common()))
        for what, seconds in sorted(self.took.items()):
            if seconds:
                lines.append(f"{what}: median {median(seconds):.2f} s, longest {max(seconds):.2f} s")
        return "\n".join(lines)


async def test_every_reader_was_told_what_the_graph_holds_whatever_broke(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    luck = random.Random(SEED)
    kinds, begun = dealt(luck, COUNT), time.monotonic()
    async with ground(tmp_path) as made:
        run = Run(made)
        await people(made)
        for start in range(0, len(kinds), CHAPTER):
            async with thread(run) as (readers, writers):
                for number, kind in enumerate(kinds[start : start + CHAPTER], start):
                    await one_round(run, kind, f"{SEED}/{number}", readers, writers)
    with capsys.disabled():
        print(f"\nfaults, seed {SEED}, {time.monotonic() - begun:.0f} s: {run.report()}")
    assert run.happened == Counter(kinds)
    assert set(run.happened) == set(KINDS)
    assert all(run.done[verb] for verb in ("post", "reply", "edit", "withdraw", "restore", "react", "unreact", "side"))
    for kind in ("told", "untold", "signed out", "heard"):
        assert max(run.took.get(kind, [0])) < LOST + NOISE, (kind, run.took)


async def people(made: Ground) -> None:
    """A community, and who is in it."""
    (root,) = await made.graph.read(ROOT)
    await made.network.community(COMMUNITY)
    for member in ("author", *WRITERS, *dict(READERS)):
        await made.network.member(member, root["id"], COMMUNITY)
        await made.enter(member)


@asynccontextmanager
async def thread(run: Run) -> AsyncIterator[tuple[Sequence[Reader], Writers]]:
    """A new thread, read and written by all."""
    space = await run.ground.network.thread("author", COMMUNITY)
    readers = [
        (Subscriber if manner == SUBSCRIPTION else Reader)(run.ground, member, manner, space)
        for member, manner in READERS
    ]
    async with asyncio.TaskGroup() as group:
        reading = [group.create_task(reader.run()) for reader in readers]
        writers = Writers(run.ground, WRITERS, space)
        yield readers, writers
        run.done.update(writers.done)
        run.changes += len(await state(run.ground, space))
        for task in reading:
            task.cancel()


async def one_round(run: Run, kind: str, seed: str, readers: Sequence[Reader], writers: Writers) -> None:
    """A fault while three write; then all are compared. A failure names the round."""
    try:
        luck, begun = random.Random(seed), time.monotonic()
        writing = asyncio.create_task(write(writers, seed))
        scene = Scene(run.ground, readers, writers, luck, writing, run.took)
        async with asyncio.timeout(AT_MOST * 2):
            await FAULTS[kind](scene)
            await writing
            written = time.monotonic()
            await compare(run.ground, readers, writers)
        run.took.setdefault(f"level after {kind}", []).append(time.monotonic() - written)
        run.happened[kind] += 1
        run.whole[kind] += time.monotonic() - begun
    except Exception as wrong:
        raise AssertionError(f"MAILLE_FAULTS_SEED={SEED}, round {seed}: {kind}") from wrong


async def write(writers: Writers, seed: str) -> None:
    await asyncio.gather(*(writers.write(f"{seed}/{number}", 1 + number) for number in range(3)))


async def compare(made: Ground, readers: Sequence[Reader], writers: Writers) -> None:
    """Nothing missing, nothing doubled, nothing of another time."""
    there = await state(made, writers.space)
    assert set(writers.said) <= set(there)
    numbers = [one.number for one in there.values()]
    assert len(numbers) == len(set(numbers))
    last = await made.last(writers.space)
    for reader in readers:
        await asyncio.wait_for(reader.level(last), AT_MOST)
        expected = {id: one for id, one in there.items() if one.number >= reader.from_number}
        shown = reader.shown()
        assert shown == expected, (reader.member, reader.manner, set(shown.items()) ^ set(expected.items()))


async def state(made: Ground, space: str) -> dict[str, Shown]:
    """What the graph holds."""
    words: dict[str, set[str]] = {}
    for row in await made.graph.read(REACTED, space=space):
        words.setdefault(row["id"], set()).add(row["word"])
    return {
        row["id"]: Shown(
            row["number"],
            row["body"],
            row["withdrawn"],
            frozenset() if row["withdrawn"] else frozenset(words.get(row["id"], ())),
        )
        for row in await made.graph.read(SAID, space=space)
    }
