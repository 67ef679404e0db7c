"""Several processes serve one address as one site: none outlives the command, and one that dies is started again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.live.redis_server import redis_server
from tests.server.maille import COMMAND, PATIENCE, ROOT, Site, environment, gone, javas

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of three processes, and a broker between them."""
    redis = redis_server(tmp_path_factory.mktemp("redis"))
    made = Site(("serve", "--processes", "3"), tmp_path_factory.mktemp("serve"))
    made.start(MAILLE_BROKER=redis.url, MAILLE_LOGS="json")
    yield made
    if made.process.poll() is None:
        made.stop()
    redis.stop()


def children(site: Site) -> list[int]:
    """The processes that serve."""
    listed = subprocess.run(
        ["ps", "-axww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return sorted(int(pid) for pid, parent, words in rows if "--listening" in words and str(site.folder) in words)


def wait_for(site: Site, count: int, without: int = 0) -> list[int]:
    deadline = time.monotonic() + PATIENCE
    while len(found := children(site)) != count or without in found:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def serves(site: Site) -> None:
    for _ in range(12):
        assert httpx.get(f"{site.address}/", follow_redirects=True).status_code == 200


def test_all_of_them_serve_one_site(site: Site) -> None:
    assert len(children(site)) == 3
    assert sum("Ctrl-C stops it" in line for line in site.said) == 1
    serves(site)


def test_one_that_dies_is_started_again(site: Site) -> None:
    first = children(site)[0]
    os.kill(first, signal.SIGKILL)
    wait_for(site, 3, without=first)
    serves(site)
    assert any("a serving process died" in line for line in site.said)


def test_all_of_them_stop_with_it_and_the_engine_too(site: Site) -> None:
    assert site.stop() < 15
    assert site.process.returncode == 0
    assert not children(site)
    assert gone(site.folder, 5)
    assert "Traceback" not in "".join(site.said)


def test_a_process_whose_command_has_died_meanwhile_takes_no_folder(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.fileno()
        words = [*COMMAND, "serve", "--port", "0", "--data", str(tmp_path), "--listening", str(number)]
        left = subprocess.run(
            words, cwd=ROOT, env=environment(), pass_fds=[number], capture_output=True, text=True, timeout=PATIENCE
        )
    assert left.returncode == 1
    assert "is just starting or stopping" in left.stderr
    assert not javas(tmp_path)
    assert not (tmp_path / "maille.lock").exists()


def test_none_outlives_a_command_that_is_killed(site: Site) -> None:
    site.start()
    assert any("MAILLE_BROKER" in line for line in site.said)
    site.stop(signal.SIGKILL)
    wait_for(site, 0)
    assert gone(site.folder, 30)
