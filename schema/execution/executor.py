"""Runs an operation by its plan; plugged into Strawberry in place of graphql-core's own executor.

What a plan leaves out (subscriptions, the two-way introspection of tools without a loop) runs under graphql-core.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from graphql import DirectiveNode, ExecutionResult, GraphQLError, OperationType, Visitor, visit
from graphql.execution.values import VariableValues
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.query.statement import parameters, written
from graph.query.tree import Entry
from schema.execution.arguments import variables_in
from schema.execution.careful import Bubble, Careful
from schema.execution.cost import Cost, cost_of
from schema.execution.fetch import Fetch
from schema.execution.plan import Field, Plan
from schema.execution.source import Build, build_of
from schema.limits import LIMITS, over_budget, refuse, too_many_new
from schema.page import Slice

MOST_PLANS = 512
NOTHING = Slice(0, 0)


class Known:
    """A plan, and the Python written for it."""

    def __init__(self, run: Any, variables: Any, backwards: tuple[bool, ...]) -> None:
        self.plan = Plan(run, variables, backwards)
        self.build: Build = build_of(self.plan)


class Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core has chosen the operation and coerced the variables; the rest is the plan's."""

    def execute_operation(self, serially: bool | None = None) -> Any:
        """The result; a coroutine where a plan runs."""
        if self._leaves_out():
            return super().execute_operation(serially)
        return self._run()

    def _leaves_out(self) -> bool:
        return self.operation.operation is OperationType.SUBSCRIPTION or asyncio._get_running_loop() is None

    async def _run(self) -> Any:
        conditions = self._conditions()
        if any(self.variable_values.coerced.get(name) is None for name in conditions):
            return await _awaited(super().execute_operation())
        try:
            known, bound = self._known(conditions)
        except GraphQLError as refusal:
            return ExecutionResult(None, [refusal])
        refused = {
            one: given for one, given in zip(known.plan.pages, bound, strict=True) if not isinstance(given, Slice)
        }
        plan = self._plan = known.plan
        self._slices = [one if isinstance(one, Slice) else NOTHING for one in bound]
        arguments = {one: one.arguments.python(self.variable_values) for one in plan.python if one.strawberry}
        cost = self.context_value.cost = cost_of(plan, self._slices, arguments)
        if error := self._too_much(cost):
            return ExecutionResult(None, [error])
        self.context_value.later = True
        return await self._answer(known, refused, arguments)

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
            await fetch.fill([one for one in root.python if one.strawberry], self.root_value, row)
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

    def _known(self, conditions: list[str]) -> tuple[Known, list[Slice | Exception]]:
        """The plan for this text, operation, answers and directions, and the slices of its pages."""
        plans: OrderedDict[Any, Known] = self.schema._strawberry_schema.plans  # type: ignore[attr-defined]
        key: Any = (*self._text(), *(self.variable_values.coerced[one] for one in conditions))
        known = self._planned(plans, key, conditions, ())
        bound = [one.arguments.slice(self.variable_values, one.read) for one in known.plan.pages if one.read]
        backwards = tuple(isinstance(one, Slice) and one.backwards for one in bound)
        if any(backwards):
            known = self._planned(plans, (key, backwards), conditions, backwards)
        return known, bound

    def _planned(self, plans: Any, key: Any, conditions: list[str], backwards: tuple[bool, ...]) -> Known:
        if key in plans:
            plans.move_to_end(key)
        else:
            # The text was counted when it was new; a plan for each of 2^k answers to its conditions is as new.
            wait = self.context_value.new_document() if conditions or backwards else 0
            if wait:
                raise too_many_new(wait)
            plans[key] = Known(self, self._values(conditions), backwards)
            if len(plans) > MOST_PLANS:
                plans.popitem(last=False)
        return plans[key]  # type: ignore[no-any-return]

    def _values(self, conditions: list[str]) -> VariableValues:
        """Of all variables only the answers to @include and @skip: a plan keeps nothing else of a request."""
        sources, coerced = self.variable_values
        return VariableValues(
            {name: sources[name] for name in conditions if name in sources},
            {name: coerced[name] for name in conditions if name in coerced},
        )

    def _text(self) -> tuple[str, str]:
        source, name = self.operation.loc, self.operation.name
        assert source is not None
        return source.source.body, name.value if name else ""

    def _conditions(self) -> list[str]:
        known: OrderedDict[Any, list[str]] = self.schema._strawberry_schema.conditions  # type: ignore[attr-defined]
        key = self._text()
        if key not in known:
            known[key] = self._found()
            if len(known) > MOST_PLANS:
                known.popitem(last=False)
        return known[key]

    def _found(self) -> list[str]:
        """The variables that @include and @skip ask for, anywhere in the document."""
        found: set[str] = set()

        class Conditions(Visitor):
            def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
                if node.name.value in ("include", "skip"):
                    found.update(variables_in(node))

        for node in (self.operation, *self.fragment_definitions.values()):
            visit(node, Conditions())
        return sorted(found)


async def _awaited(result: Any) -> Any:
    return await result if asyncio.iscoroutine(result) else result
