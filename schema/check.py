"""What can be known to be unsafe before the first request is refused at start."""

from collections.abc import Iterator
from typing import Any

from strawberry.schema import Schema
from strawberry.types.base import StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.field import StrawberryField

from graph.query.guard import EVERYONE, Guards
from graph.query.pattern import PatternError
from graph.query.read import Kind, Read
from schema.execution.reference import node_of
from schema.execution.shape import inner, mark_of, possible
from schema.fields import read_of


def types_of(schema: Schema) -> list[StrawberryObjectDefinition]:
    """All object types and interfaces of a schema."""
    found = [one.definition for one in schema.schema_converter.type_map.values()]
    return [one for one in found if isinstance(one, StrawberryObjectDefinition) and not one.is_input]


def guards_of(schema: Schema) -> Guards:
    """The guards of all types whose values come from the graph."""
    return Guards(mark for one in types_of(schema) if (mark := mark_of(one)) is not None)


def check(schema: Schema, guards: Guards) -> None:
    """Raises PatternError with every field through which a hop could arrive unguarded."""
    wrong = [line for one in types_of(schema) for field in one.fields for line in _problems(schema, one, field, guards)]
    if wrong:
        raise PatternError("\n".join(wrong))


def _problems(schema: Schema, type_: Any, field: StrawberryField, guards: Guards) -> Iterator[str]:
    read, where = read_of(field), f"{type_.name}.{field.python_name}"
    if read is None:
        yield from _python_problems(field, where)
        return
    if mark_of(type_) is None:
        yield f"{where}: a pattern starts at a node, and {type_.name} is none"
    if read.kind is Kind.VALUE:
        return
    for label in read.pattern.labels:
        if label not in guards:
            yield f"{where}: no type of the schema says who may see :{label}"
    if read.kind is not Kind.COUNT:
        yield from _arrival_problems(schema, field, read, where)


def _python_problems(field: StrawberryField, where: str) -> Iterator[str]:
    function = getattr(field.base_resolver and field.base_resolver.wrapped_func, "batch", None)
    if function is None or isinstance(field.type, StrawberryOptional):
        return
    target = _target(field)
    if target is not None and target.visible != EVERYONE and not _is_list(field):
        yield f"{where}: Python answers a node that the viewer may not see: it must be nullable"


def _arrival_problems(schema: Schema, field: StrawberryField, read: Read, where: str) -> Iterator[str]:
    definition = node_of(field.type) if read.kind is Kind.PAGE else inner(field.type)
    mark = mark_of(definition)
    if mark is None:
        yield f"{where}: arrives at {definition.name}, which is no type of the graph"
        return
    required = read.kind is Kind.ONE and not isinstance(field.type, StrawberryOptional)
    if required and mark.visible != EVERYONE and not read.trusted:
        yield f"{where}: the node may be hidden: make it nullable, or trusted with the reason"
    if hasattr(definition.origin, "__node__"):
        expected = {mark.label} | {mark_of(one).label for one in possible(schema, definition)}
        if not set(read.pattern.target[1].split("|")) <= expected:
            yield f"{where}: the pattern arrives at :{read.pattern.target[1]}, the type is {definition.name}"


def _target(field: StrawberryField) -> Any:
    try:
        return mark_of(inner(field.type))
    except AttributeError:  # a scalar, an enum or a union
        return None


def _is_list(field: StrawberryField) -> bool:
    return type(field.type).__name__ == "StrawberryList"
