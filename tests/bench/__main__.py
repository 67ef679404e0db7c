"""All benches, their tables as Markdown. Each size is filled once, and used by all but those of live spaces.

uv run python -m tests.bench [--members 300 10000] [--only pages …] [--folder FOLDER] [--neo4j]
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

NETWORK = ["start", "pages", "graphql", "questions"]  # over the invented network
LIVE = ["fanout", "join"]  # over as many members as they need


def run(name: str, *words: str) -> None:
    """One bench as a process of its own: what it prints is printed."""
    subprocess.run([sys.executable, "-m", f"tests.bench.bench_{name}", *words], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="+", default=[300, 10_000])
    parser.add_argument("--only", nargs="+", choices=NETWORK + LIVE, default=NETWORK + LIVE)
    parser.add_argument("--folder", type=Path, help="keeps what was filled, a folder for each size")
    parser.add_argument("--neo4j", action="store_true", help="what is asked on a Neo4j too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        for members in given.members:
            for name in [one for one in NETWORK if one in given.only]:
                run(name, "--members", str(members), "--data", str(folder / str(members)))
                if given.neo4j and name != "start":
                    run(name, "--neo4j", "--members", str(members))
        for name in [one for one in LIVE if one in given.only]:
            run(name, "--data", str(folder / name))


if __name__ == "__main__":
    main()
