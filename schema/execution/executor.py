"""Runs an operation by its plan; plugged into Strawberry in place of graphql-core's own executor.

What a plan leaves out (the two-way introspection of tools without a loop) runs under graphql-core. Of a subscription an
event is the root: the plan is run on each.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.query.statement import parameters, written
from graph.query.tree import Entry
from schema.execution.careful import Bubble, Careful
from schema.execution.cost import Cost, cost_of
from schema.execution.fetch import Fetch
from schema.execution.plan import Plan
from schema.execution.plans import Known
from schema.execution.selection import Field
from schema.limits import LIMITS, over_budget, refuse
from schema.page import Slice

NOTHING = Slice(0, 0)


class Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core has chosen the operation and coerced the variables; the rest is the plan's."""

    def execute_operation(self, serially: bool | None = None) -> Any:
        """The result; a coroutine where a plan runs."""
        if self._leaves_out():
            return super().execute_operation(serially)
        return self._run()

    def _leaves_out(self) -> bool:
        unheard = self.operation.operation is OperationType.SUBSCRIPTION and self.root_value is None
        return unheard or asyncio._get_running_loop() is None

    async def _run(self) -> Any:
        plans = self.schema._strawberry_schema.plans  # type: ignore[attr-defined]
        if plans.undecided(self):
            return await _awaited(super().execute_operation())
        try:
            known, refused, arguments = self.weighed()
        except GraphQLError as refusal:
            return ExecutionResult(None, [refusal])
        self.context_value.later = True
        return await self._answer(known, refused, arguments)

    def weighed(self) -> tuple[Known, dict[Field, Exception], dict[Field, Any]]:
        """The plan, what of its pages is refused, and the arguments of Python; GraphQLError where that is too much."""
        known, bound = self.schema._strawberry_schema.plans.known(self)  # type: ignore[attr-defined]
        refused = {
            one: given for one, given in zip(known.plan.pages, bound, strict=True) if not isinstance(given, Slice)
        }
        plan = self._plan = known.plan
        self._slices = [one if isinstance(one, Slice) else NOTHING for one in bound]
        arguments = {one: one.arguments.python(self.variable_values) for one in plan.python if one.strawberry}
        cost = self.context_value.cost = cost_of(plan, self._slices, arguments)
        if error := self._too_much(cost):
            raise error
        return known, refused, arguments

    def _too_much(self, cost: Cost) -> GraphQLError | None:
        if cost.statements > LIMITS.statements:
            return refuse("statements", cost.statements, LIMITS.statements)
        if cost.nodes > LIMITS.nodes:
            return refuse("nodes", cost.nodes, LIMITS.nodes)
        wait = self.context_value.spend(cost.nodes)
        return over_budget(wait) if wait else None

    async def _answer(
        self, known: Known, refused: dict[Field, Exception], arguments: dict[Field, Any]
    ) -> ExecutionResult:
        plan, root = known.plan, known.plan.root
        row: list[Any] = [None] * len(root.columns.columns)
        careful = Careful(self.complete_leaf_value, self._slices, refused)
        fetch = Fetch(self, self._slices, arguments, self._read)
        try:
            if plan.mutation:
                return ExecutionResult(await self._one_by_one(fetch, careful, plan, row), careful.errors or None)
            self._introspect(root.fields, row)
            asked = [one for one in root.python if one.strawberry]
            await fetch.early.ask(asked)
            await fetch.fill(asked, self.root_value, row)
            if not refused:
                try:
                    return ExecutionResult(known.build(row, self._slices), None)
                except Exception:  # whatever it is, the careful way meets it again
                    pass
            return ExecutionResult(careful.row(root, row, []), careful.errors or None)
        except Bubble:
            return ExecutionResult(None, careful.errors)

    async def _one_by_one(self, fetch: Fetch, careful: Careful, plan: Plan, row: list[Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for one in plan.root.fields:
            if one.is_python:
                await fetch.fill([one], self.root_value, row)
            data[one.key] = careful.field(one, row, [one.key])
        return data

    def _introspect(self, fields: Sequence[Field], row: list[Any]) -> None:
        asked = {one.key: one.details for one in fields if one.strawberry is None and one.is_python}
        if asked:
            answers: Any = self.execute_fields(self._plan.root.type, self.root_value, None, asked, None)
            for one in fields:
                if one.key in asked:
                    row[one.index] = answers[one.key]

    async def _read(self, entries: Sequence[Entry]) -> list[Any]:
        """The rows of each entry; one statement."""
        key = tuple((id(entry.rows), *entry.begin.form) for entry in entries)
        statements = self._plan.statements
        if key not in statements:
            statements[key] = written(entries, self.schema._strawberry_schema.guards)  # type: ignore[attr-defined]
        if trace := self.context_value.trace:
            with trace.step(" ".join(entry.begin.label for entry in entries), statements[key]) as step:
                found = await self._rows(statements[key], entries)
                step.rows = sum(len(rows) for rows in found)
                return found
        return await self._rows(statements[key], entries)

    async def _rows(self, statement: str, entries: Sequence[Entry]) -> list[Any]:
        context = self.context_value
        rows = await context.graph.read(statement, viewer=context.viewer, **parameters(entries), **self._pages())
        return rows[0]["found"] if rows else [[] for _ in entries]

    def _pages(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for number, one in enumerate(self._slices):
            values[f"p{number}_limit"], values[f"p{number}_after"] = one.size + 1, one.key
        return values


async def _awaited(result: Any) -> Any:
    return await result if asyncio.iscoroutine(result) else result
