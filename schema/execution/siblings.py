"""Field by field, the parents that ask the same at one place of a document are answered by one call."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

Answer = Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]  # of the parents, one for each, in order


async def together(info: Any, what: Any, root: Any, answer: Answer) -> Any:
    """One call of `answer` for all the parents that ask the same at one place of a document."""
    waiting = info.context.waiting
    place = (
        id(info._raw_info.field_nodes[0]),
        id(info._raw_info.variable_values),
        info._raw_info.parent_type.name,
        what,
    )
    loop = asyncio.get_running_loop()
    if place not in waiting:
        waiting[place] = []
        loop.call_soon(lambda: loop.call_soon(_flush, waiting, place, answer))
    future = loop.create_future()
    waiting[place].append((root, future))
    return await future


def _flush(waiting: dict[Any, Any], place: Any, answer: Answer) -> None:
    group = waiting.pop(place)
    task = asyncio.ensure_future(_settle(group, answer))
    waiting[task] = task  # a loop keeps only weak references to its tasks
    task.add_done_callback(lambda done: waiting.pop(done, None))


async def _settle(group: list[Any], answer: Answer) -> None:
    try:
        answers: Sequence[Any] = await answer([root for root, _ in group])
    except Exception as error:  # each parent tells it at its own path
        answers = [error] * len(group)
    for (_, future), one in zip(group, answers, strict=True):
        if future.done():
            continue
        if isinstance(one, Exception):
            future.set_exception(one)
        else:
            future.set_result(one)
