"""How large a request may be: small, but for those that bring files."""

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from schema.limits import LIMITS
from web.files.incoming import LARGEST

USUAL: Final = 256 * 1024  # bytes of a request's body
AROUND: Final = 64 * 1024  # bytes around a file
MOST: Final = 4  # files of a form
_BRINGS: Final = re.compile(r"/spaces/[^/]+/(files|messages)")


def largest(method: str, path: str, headers: Headers) -> int:
    """The most bytes that a request to this address may bring."""
    if path == "/graphql":
        return LIMITS.body
    brings = _BRINGS.fullmatch(path) if method == "POST" else None
    if brings is None or not headers.get("content-type", "").startswith("multipart/form-data"):
        return USUAL
    return LARGEST + AROUND if brings[1] == "files" else MOST * (LARGEST + AROUND) + USUAL


def is_small(request: HTTPConnection) -> bool:
    """True where a request says that it brings no more than usual."""
    length = request.headers.get("content-length", "")
    return length.isdigit() and int(length) <= USUAL


def for_programs(path: str) -> bool:
    """True where a program may come with a token beside /graphql: to bring a file, and to fetch one."""
    found = _BRINGS.fullmatch(path)
    return path.startswith("/files/") or (found is not None and found[1] == "files")
