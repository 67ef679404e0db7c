"""The embedded engine comes back when it dies, and leaves nothing behind when we do."""

import asyncio
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from graph.database import Engine, Graph, Row, Transaction, connect
from graph.embedded import Embedded, embedded
from graph.embedded.folder import claimed
from graph.embedded.launch import free_ports
from graph.embedded.run import Failed, start
from graph.identity import new_id
from graph.problems import CannotStart

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

BORN = "MERGE (m:Member {id: $id})"
ALL = "MATCH (m:Member) RETURN m.id AS id"
ONE = "RETURN 1 AS one"
PARENT = """
import asyncio, sys
from pathlib import Path
from graph.embedded import embedded

async def main():
    async with embedded(Path(sys.argv[1]), quick=True) as engine:
        print(engine.ports.bolt, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Embedded]:
    """An engine that a test may kill."""
    async with embedded(tmp_path / "data", quick=True) as engine:
        yield engine


@pytest.fixture
async def pool(own: Embedded) -> AsyncIterator[Graph]:
    graph = await connect(own.address, own.user, own.password, engine=Engine.EMBEDDED)
    yield graph
    await graph.close()


@pytest.fixture
def parent(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process with an engine on `data`."""
    script = [sys.executable, "-c", PARENT, str(tmp_path / "data")]
    process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip().isdigit()
    yield process
    process.kill()
    process.wait()
    _until(lambda: not _javas(tmp_path))


async def test_the_same_pool_carries_on_when_the_engine_is_killed(own: Embedded, pool: Graph) -> None:
    await pool.write(_bear("before"))
    for _ in range(2):
        os.kill(_java(own.folder.path), signal.SIGKILL)
        assert await pool.read(ONE) == [{"one": 1}]
    await pool.write(_bear("after"))
    assert {row["id"] for row in await pool.read(ALL)} == {"before", "after"}


async def test_it_says_that_it_died_and_that_it_is_back(
    own: Embedded, pool: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "graph.embedded"):
        os.kill(_java(own.folder.path), signal.SIGKILL)
        await _eventually(lambda: "is back" in caplog.text)
    assert "died (code 137)" in caplog.text
    assert "Fatal" not in own.folder.log.read_text()


async def test_no_acknowledged_write_is_lost_when_the_engine_is_killed(own: Embedded, pool: Graph) -> None:
    acknowledged: list[str] = []
    over = asyncio.Event()

    async def writer() -> None:
        while not over.is_set():
            id = new_id()
            try:
                await pool.write(_bear(id), repeat=True)
            except (DriverError, Neo4jError):  # in doubt: neither acknowledged nor forbidden to be there
                continue
            acknowledged.append(id)

    async with asyncio.TaskGroup() as writers:
        for _ in range(8):
            writers.create_task(writer())
        await _eventually(lambda: len(acknowledged) > 100)
        os.kill(_java(own.folder.path), signal.SIGKILL)
        enough = len(acknowledged) + 100
        await _eventually(lambda: len(acknowledged) > enough)
        over.set()
    found = [row["id"] for row in await pool.read(ALL)]
    assert set(acknowledged) <= set(found)
    assert len(found) == len(set(found))


async def test_the_engine_dies_with_its_watchdog(own: Embedded, pool: Graph) -> None:
    java = _java(own.folder.path)
    os.kill(_parent(java), signal.SIGKILL)
    await _eventually(lambda: not _runs(java))
    assert await pool.read(ONE) == [{"one": 1}]


async def test_what_was_written_is_there_at_the_next_start(tmp_path: Path) -> None:
    for expected in ({"first"}, {"first", "second"}):
        async with embedded(tmp_path, quick=True) as engine:
            graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
            await graph.write(_bear("second" if len(expected) > 1 else "first"))
            assert {row["id"] for row in await graph.read(ALL)} == expected
            await graph.close()


async def test_it_stops_at_once_and_leaves_nothing_running(tmp_path: Path) -> None:
    async with embedded(tmp_path, quick=True):
        java = _java(tmp_path)
        begin = time.monotonic()
    assert time.monotonic() - begin < 10
    assert not _runs(java)


async def test_an_engine_that_does_not_listen_to_reason_is_killed(tmp_path: Path) -> None:
    async with embedded(tmp_path, quick=True):
        java = _java(tmp_path)
        os.kill(java, signal.SIGSTOP)
        begin = time.monotonic()
    assert time.monotonic() - begin < 10
    assert not _runs(java)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_no_java_outlives_its_parent(tmp_path: Path, parent: "subprocess.Popen[str]", number: int) -> None:
    assert _javas(tmp_path)
    parent.send_signal(number)
    parent.wait(10)
    _until(lambda: not _javas(tmp_path))


async def test_a_folder_in_use_is_one_sentence_and_at_once(tmp_path: Path, parent: "subprocess.Popen[str]") -> None:
    begin = time.monotonic()
    with pytest.raises(CannotStart, match=rf"in use by another Maille \(process {parent.pid}\)"):
        async with embedded(tmp_path / "data", quick=True):
            pass
    assert time.monotonic() - begin < 1
    assert len(_javas(tmp_path)) == 1


async def test_a_folder_whose_maille_was_killed_is_free_again(tmp_path: Path, parent: "subprocess.Popen[str]") -> None:
    parent.kill()
    parent.wait()
    async with embedded(tmp_path / "data", quick=True) as engine:
        assert engine.ports.bolt


async def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"can't be written to \(Not a directory\): choose another"):
        async with embedded(tmp_path / "file" / "data", quick=True):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_may_not_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotStart, match=r"can't be written to \(Permission denied\): choose another"):
        async with embedded(tmp_path, quick=True):
            pass


async def test_a_broken_database_is_one_sentence_with_the_log(tmp_path: Path) -> None:
    (tmp_path / "databases").mkdir()
    (tmp_path / "databases" / "maille").write_text("not a database")
    with pytest.raises(CannotStart, match=r"did not start on .*Its log is .*engine\.log\."):
        async with embedded(tmp_path, quick=True):
            pass
    assert not _javas(tmp_path)


@pytest.mark.parametrize("lost", ["bolt", "http"])
async def test_a_port_lost_to_somebody_else_is_seen_at_once(tmp_path: Path, lost: str) -> None:
    ports = free_ports()
    begin = time.monotonic()
    with claimed(tmp_path) as folder, socket.create_server(("127.0.0.1", getattr(ports, lost))):
        assert not ports.free()
        with pytest.raises(Failed, match="Unable to listen"):
            await start(Embedded(folder, ports, folder.password, heap="256m", quick=True))
    assert time.monotonic() - begin < 30
    assert not _javas(tmp_path)


async def test_nobody_else_may_read_the_password(own: Embedded) -> None:
    assert own.folder.password_file.stat().st_mode & 0o777 == 0o600
    assert len(own.password) >= 24
    assert own.password not in repr(own)
    arguments = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(_java(own.folder.path))], capture_output=True, text=True, check=True
    ).stdout
    assert "rootPasswordPath" in arguments
    assert own.password not in arguments


async def test_a_lost_password_is_made_anew(tmp_path: Path) -> None:
    async with embedded(tmp_path, quick=True) as engine:
        first = engine.password
    (tmp_path / "root.pw").unlink()
    async with embedded(tmp_path, quick=True) as engine:
        assert engine.password != first
        assert await engine.sql("SELECT 1 AS one") == [{"one": 1}]


async def test_it_listens_to_this_machine_only(own: Embedded) -> None:
    name = socket.gethostbyname(socket.gethostname())
    if name.startswith("127."):
        pytest.skip("this machine has no address but the loopback's")
    for port in (own.ports.bolt, own.ports.http):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((name, port), 1)


async def test_a_claimed_folder_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with claimed(tmp_path), pytest.raises(CannotStart), claimed(tmp_path):
            pass


def _bear(id: str) -> Callable[[Transaction], Awaitable[list[Row]]]:
    async def work(transaction: Transaction) -> list[Row]:
        return await transaction.run(BORN, id=id)

    return work


def _javas(under: Path) -> list[int]:
    """The processes of engines on folders under a path."""
    found = subprocess.run(["pgrep", "-f", f"^[^ ]*java .*rootPath={under}"], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def _java(folder: Path) -> int:
    (java,) = _javas(folder)
    return java


def _parent(process: int) -> int:
    return int(subprocess.run(["ps", "-o", "ppid=", str(process)], capture_output=True, text=True).stdout)


def _runs(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 12
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


async def _eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.02)


assert shutil.which("pgrep"), "these tests look for processes with pgrep"
