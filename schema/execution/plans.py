"""The plans of a schema: kept by text, operation, answers to @include and @skip, and direction of pages; bounded."""

from collections import OrderedDict
from typing import Any

from graphql import DirectiveNode, Visitor, visit
from graphql.execution.values import VariableValues

from schema.execution.arguments import variables_in
from schema.execution.kept import keep
from schema.execution.plan import Plan
from schema.execution.source import Build, build_of
from schema.limits import too_many_new
from schema.page import Slice


class Known:
    """A plan, and the Python written for it."""

    def __init__(self, run: Any, variables: Any, backwards: tuple[bool, ...]) -> None:
        self.plan = Plan(run, variables, backwards)
        self.build: Build = build_of(self.plan)


class Plans:
    """Those of the documents asked last."""

    def __init__(self) -> None:
        self._known: OrderedDict[Any, Known] = OrderedDict()
        self._conditions: OrderedDict[Any, list[str]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def undecided(self, run: Any) -> bool:
        """True where a null is given to @include or @skip: graphql-core words the error."""
        return any(run.variable_values.coerced.get(name) is None for name in self._asked(run))

    def known(self, run: Any) -> tuple[Known, list[Slice | Exception]]:
        """The plan of an operation, and the slices of its pages; GraphQLError where too many are new."""
        key: Any = (*_text(run), *(run.variable_values.coerced[one] for one in self._asked(run)))
        found = self._planned(run, key, ())
        bound = [one.arguments.slice(run.variable_values, one.read) for one in found.plan.pages if one.read]
        backwards = tuple(isinstance(one, Slice) and one.backwards for one in bound)
        if any(backwards):
            found = self._planned(run, (key, backwards), backwards)
        return found, bound

    def _planned(self, run: Any, key: Any, backwards: tuple[bool, ...]) -> Known:
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        conditions = self._asked(run)
        # The text was counted when it was new; a plan for each of 2^k answers to its conditions is as new.
        wait = run.context_value.new_document() if conditions or backwards else 0
        if wait:
            raise too_many_new(wait)
        return keep(self._known, key, Known(run, _answers(run, conditions), backwards))

    def _asked(self, run: Any) -> list[str]:
        """The variables that @include and @skip ask for, anywhere in the document."""
        key = _text(run)
        known = self._conditions.get(key)
        return keep(self._conditions, key, _found(run)) if known is None else known


def _text(run: Any) -> tuple[str, str]:
    name = run.operation.name
    return run.operation.loc.source.body, name.value if name else ""


def _answers(run: Any, conditions: list[str]) -> VariableValues:
    """Of all variables only the answers to @include and @skip: a plan keeps nothing else of a request."""
    sources, coerced = run.variable_values
    return VariableValues(
        {name: sources[name] for name in conditions if name in sources},
        {name: coerced[name] for name in conditions if name in coerced},
    )


def _found(run: Any) -> list[str]:
    found: set[str] = set()

    class Conditions(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            if node.name.value in ("include", "skip"):
                found.update(variables_in(node))

    for node in (run.operation, *run.fragment_definitions.values()):
        visit(node, Conditions())
    return sorted(found)
