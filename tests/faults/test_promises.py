"""On every process: access that is lost is a stream that ends within two seconds, and a crash is seen within thirty.

The promises are asserted here alone, where processes are real, with NOISE on top for a machine that does other things;
what was measured is printed. The constants behind them are tested by their arithmetic, in tests/server/live.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graph import membership, session
from graph.identity import now
from tests.faults.breaking import LEAVE
from tests.faults.ground import AGAIN, COMMUNITY, PROCESSES, Ground, ground
from tests.faults.line import Line, one_to_each
from tests.faults.test_faults import LOST, NOISE, people

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.slow,
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="which process has a socket is read from /proc"),
]

TRIALS = 3  # of each way to lose access
CRASH = 30.0  # seconds: what is promised
AT_MOST = 60.0  # seconds for what has to happen at all


async def test_what_is_promised_holds_on_every_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with ground(tmp_path) as made:
        await people(made)
        space = await made.network.thread("author", COMMUNITY)
        others, killed = await crash(made, space)
        fading = asyncio.create_task(faded(others, killed))
        await until(lambda: len(made.serving()) == PROCESSES)
        took = {name: [await way(made, space) for _ in range(TRIALS)] for name, way in WAYS.items()}
        seen = await fading
        away = made.said("the broker is away")
        made.redis.stop()
        await until(lambda: made.said("the broker is away") >= away + len(made.serving()))
        took |= {f"{name}, no broker": [await way(made, space) for _ in range(TRIALS)] for name, way in WAYS.items()}
    with capsys.disabled():
        print("\nuntil access was lost on each of three processes, s:")
        for name, seconds in took.items():
            print(f"  {name}: {', '.join(f'{one:.2f}' for one in seconds)}")
        print(f"until a crash was seen on the others: {seen:.1f} s")
    assert max(max(seconds) for seconds in took.values()) < LOST + NOISE
    assert seen < CRASH + NOISE


async def left(made: Ground, space: str) -> float:
    """Seconds until the last of a member's lines was told, where a process was told."""
    lines = await listening(made, "r0", space)
    await made.ask("r0", LEAVE, id=COMMUNITY)
    return await ended(made, lines)


async def removed(made: Ground, space: str) -> float:
    """The same, where no process was told."""
    lines = await listening(made, "r0", space)
    assert await membership.leave(made.graph, "r0", COMMUNITY)
    return await ended(made, lines)


async def signed_out(made: Ground, space: str) -> float:
    """The same for a session that ends: the lines are closed."""
    lines = await listening(made, "r1", space)
    await session.end(made.graph, made.cookies["r1"])
    lost = time.monotonic()
    await until(lambda: all(one.closed for one in lines))
    assert {one.socket.close_code for one in lines} == {4001}
    await made.enter("r1")
    return max(one.closed for one in lines) - lost


WAYS: dict[str, Callable[[Ground, str], Awaitable[float]]] = {
    "told": left,
    "untold": removed,
    "signed out": signed_out,
}


async def listening(made: Ground, member: str, space: str) -> list[Line]:
    """A line to each process, which hears the space."""
    lines = await one_to_each(made, member)
    for one in lines:
        await one.say(join=space, since=0)
    for one in lines:
        await asyncio.wait_for(one.first("changes"), AT_MOST)
    return lines


async def ended(made: Ground, lines: list[Line]) -> float:
    lost = time.monotonic()
    seen = [await asyncio.wait_for(one.first("gone"), AT_MOST) for one in lines]
    for one in lines:
        await one.socket.close()
    assert await membership.join(made.graph, lines[0].member, COMMUNITY, "", now()) == "JOINED"
    return max(0.0, *(at - lost for at in seen))


async def crash(made: Ground, space: str) -> tuple[list[Line], float]:
    """Somebody is here, and their process is killed: those on the others, and the instant."""
    others = await listening(made, "r2", space)
    ghost, *more = await listening(made, "r3", space)
    for one in more:
        await one.socket.close()
    await ghost.say(here=space)
    await until(lambda: all("r3" in one.here() for one in others))
    await made.kill_one(ghost.process)
    killed = time.monotonic()
    left = [one for one in others if one.process != ghost.process]
    assert len(left) == len(others) - 1
    return left, killed


async def faded(left: list[Line], killed: float) -> float:
    """Seconds until these were told that nobody is here."""
    await until(lambda: all("r3" not in one.here() for one in left))
    return time.monotonic() - killed


async def until(wanted: Callable[[], bool]) -> None:
    """Waits for what has to happen."""
    async with asyncio.timeout(AT_MOST):
        while not wanted():
            await asyncio.sleep(AGAIN)
