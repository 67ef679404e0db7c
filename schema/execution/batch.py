"""Asks a @batch function: a parent that stands at several places of an answer is asked about once."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any


async def once(function: Callable[..., Any], parents: Sequence[Any], info: Any, given: Mapping[str, Any]) -> list[Any]:
    """One child for each parent, in order. An id that stood twice in an UNWIND would double what is counted there."""
    ids = [getattr(one, "id", None) for one in parents]
    keys = [position if id is None else id for position, id in enumerate(ids)]  # a relationship has none
    asked = dict(zip(keys, parents, strict=True))
    answer = function(list(asked.values()), info, **given)
    children: Sequence[Any] = await answer if inspect.isawaitable(answer) else answer
    if len(children) != len(asked):
        raise ValueError(f"{function.__name__}: {len(asked)} parents were answered with {len(children)} children")
    found = dict(zip(asked, children, strict=True))
    return [found[key] for key in keys]
