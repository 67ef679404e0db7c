"""One function for each kind of fault: it returns once that has really happened, and leaves the healing to others."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString

from graph import membership, message, session
from graph.identity import new_id, now
from tests.faults.ground import AGAIN, COMMUNITY, Ground
from tests.faults.reader import JSON, Reader
from tests.faults.writers import Writers
from tests.writes import LEAVE

AT_MOST: Final = 60.0  # seconds for what has to happen at all, on a busy machine
LONG: Final = 7900  # characters of a message
MORE: Final = 110  # changes, which no frame holds
SKIP: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = clock.last + $by"
SLOW, SIGNED_OUT = 4008, {4001, 4401}


@dataclass
class Scene:
    """A round: who reads, who writes, what is written meanwhile. `took` is seconds until access was lost, by kind."""

    ground: Ground
    readers: Sequence[Reader]
    writers: Writers
    luck: random.Random
    writing: asyncio.Task[None]
    took: dict[str, list[float]] = field(default_factory=dict)

    @property
    def space(self) -> str:
        """Where it is written."""
        return self.writers.space

    def some(self) -> list[Reader]:
        """A few readers, at least one."""
        return self.luck.sample(self.readers, self.luck.randint(1, len(self.readers) - 1))

    async def tell(self, body: str = "") -> str:
        """Somebody says one thing more; its id."""
        return await self.writers.post(self.luck.choice(self.writers.members), body=body)

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Waits for what has to happen."""
        async with asyncio.timeout(AT_MOST):
            while not wanted():
                await asyncio.sleep(AGAIN / 2)


async def level(readers: Sequence[Reader], position: int) -> None:
    """Waits until these have everything up to a position."""
    await asyncio.gather(*(asyncio.wait_for(one.level(position), AT_MOST) for one in readers))


async def cut(scene: Scene) -> None:
    """Sockets of some, one after another."""
    broken = 0
    for reader in scene.some():
        await asyncio.sleep(scene.luck.random() / 30)
        broken += reader.cut()
    if not broken:
        await scene.until(lambda: any(reader.cut() for reader in scene.readers))


async def skip(scene: Scene) -> None:
    """The clock goes on, and nothing has these numbers."""
    await scene.ground.run(SKIP, space=scene.space, by=scene.luck.randint(1, 40))
    await scene.tell()


async def slow(scene: Scene) -> None:
    """Some don't read while things are said."""
    those = scene.some()
    for reader in those:
        reader.reads.clear()
    await scene.writing
    await scene.tell()
    await scene.until(lambda: max(one.client.position for one in scene.readers) > those[0].client.position)
    for reader in those:
        reader.reads.set()


async def unheard(scene: Scene) -> None:
    """Written, and no process was told."""
    if scene.luck.random() < 0.5:
        await scene.writing
    for _ in range(scene.luck.randint(1, 3)):
        id, who = new_id(), scene.luck.choice(scene.writers.members)
        assert await message.post(scene.ground.graph, who, scene.space, id, f"muet {id}", now())
        scene.writers.said[id] = who


async def removed(scene: Scene) -> None:
    """A reader is no member any more, hears nothing of what is said, and is let in again."""
    member = scene.luck.choice(scene.readers).member
    those, word = [one for one in scene.readers if one.member == member], scene.luck.random() < 0.5
    for reader in those:
        reader.out = True
    begun = time.monotonic()
    if word:
        await scene.ground.ask(member, LEAVE, id=COMMUNITY)
    else:
        assert await membership.leave(scene.ground.graph, member, COMMUNITY)
    lost = time.monotonic()
    for reader in those:
        await asyncio.wait_for(reader.told_gone.wait(), AT_MOST)
    scene.took.setdefault("told" if word else "untold", []).append(time.monotonic() - lost)
    scene.took.setdefault("heard", []).extend(max(at - lost, 0) for one in those for at in one.late if at > begun)
    canaries = [await scene.tell(f"canari {new_id()}") for _ in range(2)]
    gones = [reader.gones for reader in those]
    for reader in those:  # to another process, maybe
        reader.cut()
    await scene.until(lambda: all(one.gones > gone for one, gone in zip(those, gones, strict=True)))
    await scene.tell()
    await scene.writing
    assert not [one for one in those for canary in canaries if canary in one.client.things]
    assert await membership.join(scene.ground.graph, member, COMMUNITY, "", now()) == "JOINED"
    for reader in those:
        await reader.back()


async def signed_out(scene: Scene) -> None:
    """A session ends: its sockets are closed, and the member comes back on another."""
    reader = scene.luck.choice(scene.readers)
    those = [one for one in scene.readers if one.member == reader.member]
    for one in those:
        one.codes.clear()
    await session.end(scene.ground.graph, scene.ground.cookies[reader.member])
    lost = time.monotonic()
    await scene.until(lambda: all(SIGNED_OUT & {*one.codes} for one in those))
    scene.took.setdefault("signed out", []).append(time.monotonic() - lost)
    await scene.ground.enter(reader.member)


async def process(scene: Scene) -> None:
    """kill -9 of one that serves."""
    await scene.ground.kill_one(scene.luck.choice(await scene.ground.several()))


async def broker(scene: Scene) -> None:
    """Stopped, and started again once the log says so and all that was said has arrived without it."""
    away, back = scene.ground.said("the broker is away"), scene.ground.said("the broker is back")
    scene.ground.redis.stop()
    await scene.until(lambda: scene.ground.said("the broker is away") > away)
    await scene.writing
    await scene.tell()
    last, said = await scene.ground.last(scene.space), time.monotonic()
    await level(scene.readers, last)
    scene.took.setdefault("without a broker", []).append(time.monotonic() - said)
    scene.ground.redis.start()
    await scene.until(lambda: scene.ground.said("the broker is back") > back)
    await scene.tell()


async def engine(scene: Scene) -> None:
    """kill -9 of the database."""
    await scene.ground.kill_engine()


async def site(scene: Scene) -> None:
    """kill -9 of all."""
    await scene.ground.kill_all()


async def choked(scene: Scene) -> None:
    """A reader asks for much again and again, and doesn't read any of it until it is closed."""
    reader = scene.luck.choice([one for one in scene.readers if one.manner == JSON])
    for _ in range(16):
        id, body = new_id(), scene.luck.randbytes(LONG // 2).hex()
        assert await message.post(scene.ground.graph, scene.writers.members[0], scene.space, id, body, now())
    await scene.writing
    await asyncio.wait_for(reader.level(await scene.ground.last(scene.space)), AT_MOST)
    await scene.until(lambda: reader.socket is not None)
    reader.codes.clear()
    reader.reads.clear()
    asked, joins = reader.client.position - 60, 0
    while joins < 18 and reader.socket is not None:
        await reader.join(max(asked, 0))
        await scene.tell()
        last, joins = await scene.ground.last(scene.space), joins + 1
        await level([one for one in scene.readers if one is not reader], last)
    reader.reads.set()
    await scene.until(lambda: SLOW in reader.codes)


async def behind(scene: Scene) -> None:
    """More changes than a frame holds, while some are away."""
    those = scene.some()
    pages = [one.pages for one in those]
    for reader in those:
        reader.may_come.clear()
        reader.cut()
    await scene.writing
    for _ in range(MORE):
        id = new_id()
        assert await message.post(scene.ground.graph, scene.writers.members[1], scene.space, id, f"long {id}", now())
    for reader in those:
        reader.may_come.set()
    await scene.until(lambda: all(one.pages > page for one, page in zip(those, pages, strict=True)))


async def storm(scene: Scene) -> None:
    """Much of it at once."""
    await asyncio.gather(*(one(scene) for one in (cut, skip, unheard, process, broker)))
    await cut(scene)


FAULTS: Final[dict[str, Callable[[Scene], Awaitable[None]]]] = {
    "cut": cut,
    "skip": skip,
    "slow": slow,
    "unheard": unheard,
    "removed": removed,
    "signed out": signed_out,
    "process": process,
    "broker": broker,
    "engine": engine,
    "site": site,
    "choked": choked,
    "behind": behind,
    "storm": storm,
}
