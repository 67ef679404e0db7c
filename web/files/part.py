"""Which bytes of a file are asked for: one range of them, or all (RFC 9110, section 14)."""

import re
from collections.abc import Mapping
from typing import Final

_ONE: Final = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE | re.ASCII)


class Beyond(Exception):
    """What is asked for begins after the end."""


def ranged(headers: Mapping[str, str], etag: str) -> str:
    """The range that is asked for, as it is written; '' where it is none of ours, or of a file that changed since.

    Several at once are answered by the whole, as one may.
    """
    asked = headers.get("range", "")
    return asked if _ONE.fullmatch(asked) and headers.get("if-range", etag) == etag else ""


def part(asked: str, size: int) -> tuple[int, int] | None:
    """The first byte, and the one after the last, of so many; None where that is no range, and all are sent. Beyond."""
    found = _ONE.fullmatch(asked)
    first, last = found.groups() if found else ("", "")
    if not first and not last:
        return None
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < int(first):
        return None
    if start >= size:
        raise Beyond
    return start, end
