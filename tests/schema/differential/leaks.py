"""Finds in an answer what its viewer must not see: seals in texts, ids, and both within cursors."""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from tests.schema.differential.oracle import Eyes

SEAL: Final = re.compile(r"zz([a-z]+\d\d)zz")


def leaked(answer: Any, eyes: Eyes) -> set[str]:
    """Ids of hidden things that this data (of JSON) tells."""
    return {id for text in _texts(answer) for id in named(text)} & eyes.hidden


def named(text: str) -> set[str]:
    """The ids of the things that a text is, or whose seal it holds; of a cursor, those of its key."""
    return {one for known in (text, decoded(text)) for one in (known, *SEAL.findall(known))}


def decoded(text: str) -> str:
    """The key of a cursor; any other text as it is."""
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        return text
    return key if isinstance(key, str) else text


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for one in data:
            yield from _texts(one)
