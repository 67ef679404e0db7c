"""A real Neo4j for the tests: one that is there already, or one made of jars from Maven Central."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.embedded import launch, watchdog

CACHE = Path(__file__).parent / ".neo4j"
LATEST, LTS = "2026.08.1", "5.26.30"  # MAILLE_TEST_NEO4J_VERSION chooses
MAIN_CLASS = {LATEST: "org.neo4j.server.Neo4jCommunity", LTS: "org.neo4j.server.CommunityEntryPoint"}
GRACE = "0"  # seconds: a Neo4j takes more than ten to stop, and this one has nothing to lose
PASSWORD = "une-maille-a-l-envers"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>maille</groupId><artifactId>neo4j</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
</dependency></dependencies></project>
"""
CONFIGURATION = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
"""
QUIET = """server.fleet_discovery.enabled=false
dbms.fleet_manager.enabled=false
"""


class Missing(Exception):
    """There is no Neo4j to test on; the text says why."""


@dataclass(frozen=True)
class Server:
    """Where a Neo4j answers, and to whom."""

    address: str
    user: str
    password: str


@contextmanager
def server(home: Path) -> Iterator[Server]:
    """The Neo4j that MAILLE_TEST_NEO4J asks for, started in `home` if it is to be made of jars. Raises Missing."""
    wanted = os.environ.get("MAILLE_TEST_NEO4J", "")
    if wanted == "jars":
        with _from_jars(home) as found:
            yield found
    elif wanted:
        parts = urlsplit(wanted)
        address = f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}"
        yield Server(address, unquote(parts.username or "neo4j"), unquote(parts.password or ""))
    else:
        raise Missing("no Neo4j: set MAILLE_TEST_NEO4J to bolt://user:password@host:port, or to 'jars'")


@contextmanager
def _from_jars(home: Path) -> Iterator[Server]:
    version = os.environ.get("MAILLE_TEST_NEO4J_VERSION", LATEST)
    java = launch.home() / "jre" / "bin" / "java"  # the embedded engine's own runs a Neo4j too
    classpath = f"{_jars(version)}/*"
    port = launch.free_ports().bolt
    _configure(home, java, classpath, version, port)
    lock = os.open(home / "lock", os.O_RDWR | os.O_CREAT)
    arguments = [str(java), "-Xmx1g", "-XX:+UseSerialGC", "-cp", classpath, MAIN_CLASS[version]]
    arguments += [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "out.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", watchdog.__file__, GRACE, str(lock), *arguments],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,
        )
    try:
        _wait(process, port, home / "out.log")
        yield Server(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)
        os.close(lock)


def _configure(home: Path, java: Path, classpath: str, version: str, port: int) -> None:
    (home / "conf").mkdir(parents=True)
    text = CONFIGURATION.format(port=port) + (QUIET if version == LATEST else "")
    (home / "conf" / "neo4j.conf").write_text(text)
    admin = "org.neo4j.server.startup.Neo4jAdminCommand"
    subprocess.run(
        [java, "-cp", classpath, admin, "dbms", "set-initial-password", PASSWORD],
        env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        check=True,
        capture_output=True,
    )


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"Neo4j did not start: {log.read_text()[-2000:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Neo4j did not listen: {log.read_text()[-2000:]}")


def _jars(version: str) -> Path:
    folder = CACHE / version
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        flock(lock, LOCK_EX)  # of two runs at once the second finds what the first has fetched
        if not folder.exists():
            _fetch(version, folder)
    return folder


def _fetch(version: str, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("no Maven to fetch Neo4j with")
    pom, half = CACHE / f"{version}.xml", CACHE / f"{version}.half"
    pom.write_text(POM.format(version=version))
    goal = [f"-DoutputDirectory={half}", "-DincludeScope=runtime", "dependency:copy-dependencies"]
    subprocess.run([maven, "-B", "-q", "-f", str(pom), *goal], check=True, stdin=subprocess.DEVNULL)
    half.rename(folder)
