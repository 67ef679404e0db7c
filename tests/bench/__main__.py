"""All benches, their tables as Markdown. Each size is filled once, and used by all of them.

uv run python -m tests.bench [--members 300 10000] [--folder FOLDER] [--neo4j]
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path


def run(name: str, *words: str) -> None:
    """One bench as a process of its own: what it prints is printed."""
    subprocess.run([sys.executable, "-m", f"tests.bench.bench_{name}", *words], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="+", default=[300, 10_000])
    parser.add_argument("--folder", type=Path, help="keeps what was filled, a folder for each size")
    parser.add_argument("--neo4j", action="store_true", help="pages on a Neo4j too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for members in given.members:
            place = ("--members", str(members), "--data", str((given.folder or Path(scratch)) / str(members)))
            run("start", *place)
            run("pages", *place)
            if given.neo4j:
                run("pages", "--neo4j", "--members", str(members))
            print(f"### Live: {members} members\n\n```", flush=True)
            run("live", *place)
            print("```\n", flush=True)


if __name__ == "__main__":
    main()
