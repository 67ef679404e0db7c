"""Looks at one file that somebody sent, in a process of its own: `python -m web.files.worker FOLDER`.

FOLDER/given is the file. What is found is told in lines of JSON: first what it is, or `{"refused": why}`; then the
pictures that were made beside it. Whoever starts this kills it after a while; memory and time are bounded here too.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY, SECONDS, WRITTEN = 1024**3, 10, 40 * 1024 * 1024  # bytes, of the processor, bytes


def bound() -> None:
    """No more memory, time and disk than a file may take, no core dump, and few files open."""
    for name, most in {
        "RLIMIT_AS": MEMORY,
        "RLIMIT_CPU": SECONDS,
        "RLIMIT_FSIZE": WRITTEN,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
    }.items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(number, (limit, limit))
        except (ValueError, OSError):  # macOS bounds no address space
            continue


def tell(**found: Any) -> None:
    """A line to who has started this."""
    print(json.dumps(found), flush=True)


def main(folder: Path) -> None:
    """Says what the file is, and makes its pictures."""
    bound()
    os.nice(10)  # after those who wait for a page
    from web.files import content, page, picture  # after the bounds

    given = folder / "given"
    try:
        kind = content.kind(given)
        if kind in picture.FORMATS:
            tell(kind=kind, **picture.again(given, folder, kind))
        elif kind == "PDF":
            page.look(given, folder, tell)
        else:
            tell(kind=kind)
    except content.Refused as refused:
        tell(refused=refused.why)
    except MemoryError:
        tell(refused="large")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
