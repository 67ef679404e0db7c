"""What is kept of the documents asked last: so many, and the oldest goes."""

from collections import OrderedDict
from typing import Any, Final, TypeVar

T = TypeVar("T")
MOST: Final = 512


def keep(known: OrderedDict[Any, T], key: Any, value: T) -> T:
    """The value, kept under its key."""
    known[key] = value
    if len(known) > MOST:
        known.popitem(last=False)
    return value
