"""A subscription that was found sound: what it wants to hear, how each event is answered, and whom with."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLError, VariableNode, Visitor, visit

from graph.changes import LAST
from schema.context import Context
from schema.execution.alike import alike
from schema.execution.documents import read
from schema.made import Schema
from schema.subscription import SpaceChanges

LONGEST: Final = 64  # characters of an id


class Unsound(Exception):
    """Nothing is listened to; says why."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(*(error.message for error in errors))
        self.errors = list(errors)


@dataclass(frozen=True)
class Listening:
    """`key` is the same where equal events are answered alike to whoever may read the space; None where never."""

    schema: Schema
    document: DocumentNode
    name: str | None
    variables: Mapping[str, Any]
    space: str
    since: int | None
    key: Hashable

    async def answer(self, event: SpaceChanges, asking: Context) -> ExecutionResult:
        """The document, run on an event."""
        run = _run(self.schema, self.document, event, asking, dict(self.variables), self.name)
        result: ExecutionResult = await run.execute_operation()
        return result


def listening(
    schema: Schema, text: str, variables: dict[str, Any] | None, name: str | None, asking: Context
) -> Listening:
    """Measures, validates and weighs a subscription, in the budget of who asks. Unsound."""
    try:
        document = document_of(schema, text, asking)
        run = _run(schema, document, None, asking, variables or {}, name)
        if schema.plans.undecided(run):
            raise GraphQLError("What @include and @skip ask for may not be null.")
        known, _, arguments = run.weighed()
        space, since = _wanted(known.plan.root.fields, arguments)
    except GraphQLError as error:
        raise Unsound(error) from error
    key = _key(run, text, name, variables or {}, asking) if alike(known.plan, schema.guards) else None
    return Listening(schema, document, name, variables or {}, space, since, key)


def document_of(schema: Schema, text: str, asking: Context) -> DocumentNode:
    """A document without a mistake; a new one is measured, and counted. Unsound."""
    known: DocumentNode | None = schema.documents.get(text)
    if known is not None:
        return known
    try:
        document, errors = read(schema, text, asking)
    except GraphQLError as error:
        raise Unsound(error) from error
    if errors:
        raise Unsound(*errors)
    return document


def _run(schema: Schema, document: DocumentNode, event: Any, asking: Context, variables: Any, name: str | None) -> Any:
    way: Any = schema.execution_context_class
    built = way.build(schema._schema, document, event, asking, variables, name)
    if isinstance(built, list):
        raise Unsound(*built)
    return built


def _wanted(fields: list[Any], arguments: Mapping[Any, Any]) -> tuple[str, int | None]:
    if len(fields) != 1 or not fields[0].is_source:
        raise GraphQLError("A subscription is to one thing.")
    given = arguments[fields[0]]
    if isinstance(given, Exception):
        raise given if isinstance(given, GraphQLError) else GraphQLError(str(given))
    space, since = str(given["space"]), given.get("since")
    if not 0 < len(space) <= LONGEST:
        raise GraphQLError(f"'space' is an id, of at most {LONGEST} characters.")
    if since is not None and not 0 <= since <= LAST:
        raise GraphQLError("'since' is a position: 0 or more.")
    return space, since


def _key(run: Any, text: str, name: str | None, variables: dict[str, Any], asking: Context) -> Hashable:
    """All that an answer depends on, beside its event. `since` is no part of it where nothing else asks for it."""
    uses = _Uses()
    for node in (run.operation.selection_set, *run.fragment_definitions.values()):
        visit(node, uses)
    since = {a.value.name.value for n in _roots(run) for a in n.arguments if _is_since(a)}
    apart = {one for one in since if uses.found.count(one) == 1}
    kept = {one: value for one, value in variables.items() if one in uses.found and one not in apart}
    return (text, name, asking.language.code, orjson.dumps(kept, option=orjson.OPT_SORT_KEYS))


def _roots(run: Any) -> list[Any]:
    return [one for one in run.operation.selection_set.selections if getattr(one, "arguments", None)]


def _is_since(argument: Any) -> bool:
    return argument.name.value == "since" and isinstance(argument.value, VariableNode)


class _Uses(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.found.append(node.name.value)
