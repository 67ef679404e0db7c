"""What Python answers at one place of a plan: a function is asked once for all parents, a method for each."""

import asyncio
import inspect
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from graphql.pyutils import Path

from schema.execution.batch import once
from schema.execution.later import LaterPage
from schema.execution.selection import Field

T = TypeVar("T")


class Python:
    """Of one run of a plan. `arguments` of a field are an exception where they can't be made."""

    def __init__(self, run: Any, arguments: Mapping[Field, Any]) -> None:
        self._run, self._arguments = run, arguments
        self._info = run.schema._strawberry_schema.config.info_class

    def answers(self, one: Field, parents: list[Any]) -> Coroutine[Any, Any, Sequence[Any]]:
        """One child, or one exception, for each parent; traced where somebody wants to know what it took."""
        return self._traced(one, parents) if self._run.context_value.trace else self._answer(one, parents)

    async def _traced(self, one: Field, parents: list[Any]) -> Sequence[Any]:
        with self._run.context_value.trace.step(f"{one.parent.name}.{one.name}") as step:
            step.rows = len(parents)
            return await self._answer(one, parents)

    async def _answer(self, one: Field, parents: list[Any]) -> Sequence[Any]:
        try:
            arguments = self._arguments[one]
            if isinstance(arguments, Exception):
                raise arguments
            path = Path(None, one.key, one.parent.name)
            raw = self._run.build_resolve_info(one.definition, one.nodes, one.parent, path)
            info = self._info(_raw_info=raw, _field=one.strawberry)
            if one.batch is None:
                return await all_of([self._resolved(one, parent, info, arguments) for parent in parents])
            return await once(one.batch, parents, info, arguments)
        except Exception as error:  # each parent tells it at its own path
            return [error] * len(parents)

    async def _resolved(self, one: Field, parent: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        try:
            answer = one.call(parent, info, arguments)
            child = await answer if inspect.isawaitable(answer) else answer
            if isinstance(child, LaterPage) and one.counts:
                child.count = await child.total()
            return child
        except Exception as error:
            return error


async def all_of(waits: list[Coroutine[Any, Any, T]]) -> list[T]:
    """What they return, in order; at once, where they are several."""
    return [await waits[0]] if len(waits) == 1 else await asyncio.gather(*waits)
