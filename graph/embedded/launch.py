"""The engine's launch line: everything that is decided about its Java before it runs."""

import importlib.util
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.embedded.folder import Folder
from graph.problems import CannotStart

_OPENED = (
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)
_SETTINGS = {
    "server.mode": "production",  # every commit reaches the disk; no web console
    "server.httpIncomingHost": "127.0.0.1",
    "server.httpWorkerThreads": "8",
    "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "server.defaultDatabases": "maille[root]",
    "bolt.host": "127.0.0.1",
    "command.timeout": "30000",  # milliseconds; the engine ignores the driver's
    "serverMetrics": "false",
    "polyglotEngineEnabled": "false",
    "opencypher.loadCsv.allowRemoteUrls": "false",
    "support.autoRegister": "false",
}


@dataclass(frozen=True)
class Ports:
    """Where the engine listens, on the loopback interface alone."""

    bolt: int
    http: int

    def free(self) -> bool:
        """Whether nobody listens there now."""
        try:
            for port in (self.bolt, self.http):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            return False
        return True


def write_ports(folder: Folder, ports: Ports) -> None:
    """Tells other commands on this machine where the engine of a folder listens."""
    folder.ports_file.unlink(missing_ok=True)
    with os.fdopen(os.open(folder.ports_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(ports), file)


def read_ports(folder: Folder) -> Ports:
    """Where the engine of a folder in use listens. OSError, ValueError or TypeError when nobody has said."""
    return Ports(**json.loads(folder.ports_file.read_text()))


def free_ports() -> Ports:
    """Two ports that were free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as bolt, socket.create_server(("127.0.0.1", 0)) as http:
        return Ports(bolt.getsockname()[1], http.getsockname()[1])


def command(folder: Folder, ports: Ports, *, heap: str, quick: bool) -> list[str]:
    """The words of the command. `quick` starts sooner and runs slower, for tests. CannotStart without an engine."""
    wheel = home()
    settings = _SETTINGS | {
        "server.rootPath": str(folder.path),
        "server.rootPasswordPath": str(folder.password_file),
        "server.httpIncomingPort": str(ports.http),
        "bolt.port": str(ports.bolt),
    }
    return [
        str(wheel / "jre" / "bin" / "java"),
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        *(["-XX:TieredStopAtLevel=1"] if quick else []),
        *_OPENED,
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        f"-Djava.util.logging.config.file={folder.logging}",
        "-cp",
        str(wheel / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def home() -> Path:
    """Where the wheel lies; found without importing it, which would load a Java into this process."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    wheel = Path(spec.origin).parent if spec and spec.origin else None
    if wheel is None or not (wheel / "jre" / "bin" / "java").exists():
        raise CannotStart(
            "There is no embedded database engine for this machine: run a Neo4j and set MAILLE_NEO4J_URL."
        )
    return wheel
