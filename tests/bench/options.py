"""The command line of a bench over the invented network, on an engine of its own or on a Neo4j."""

import argparse
import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import neo4j

Bench = Callable[
    [int, Path, str, float], Awaitable[str]
]  # members, folder, a Neo4j's address or "", how long → a table


def run(description: str | None, bench: Bench, **long: float) -> None:
    """Prints the table. `long` is the one option that each bench has for itself, and its default."""
    ((name, default),) = long.items()
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--data", type=Path, help="a folder that is filled once and kept")
    parser.add_argument("--neo4j", action="store_true", help="on the Neo4j of MAILLE_TEST_NEO4J, emptied or new")
    parser.add_argument(f"--{name}", dest="long", type=float, default=default)
    given = parser.parse_args()
    with place(given.neo4j) as (folder, url):
        print(asyncio.run(bench(given.members, given.data or folder / "data", url, given.long)))


@contextmanager
def place(on_neo4j: bool) -> Iterator[tuple[Path, str]]:
    """A folder that goes with the block, and the address of a Neo4j, or ""."""
    with ExitStack() as stack:
        folder, url = Path(stack.enter_context(tempfile.TemporaryDirectory())), ""
        if on_neo4j:
            os.environ.setdefault("MAILLE_TEST_NEO4J", "jars")
            found = stack.enter_context(neo4j.server(folder / "neo4j"))
            url = found.address.replace("://", f"://{found.user}:{found.password}@")
        yield folder, url
