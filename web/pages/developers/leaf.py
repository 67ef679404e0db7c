"""A type of the schema as a page shows it, read from the schema itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_introspection_type,
    is_scalar_type,
    is_specified_scalar_type,
    is_union_type,
)

KINDS = ("type", "interface", "union", "enum", "input", "scalar")


@dataclass(frozen=True)
class Line:
    """A field, an argument or a value: `type` as it is written, `leads` the type that it leads to, if one is shown."""

    name: str
    said: str
    type: str = ""
    leads: str = ""
    deprecated: str = ""
    arguments: list["Line"] = field(default_factory=list)


@dataclass(frozen=True)
class Leaf:
    """One type; `of` are its interfaces, or the types of a union."""

    name: str
    kind: str
    said: str
    of: list[str]
    lines: list[Line]


def leaves(schema: GraphQLSchema) -> dict[str, list[Leaf]]:
    """Every type that is shown, by kind and name."""
    found = [shown for _, type_ in sorted(schema.type_map.items()) if (shown := leaf(type_))]
    return {kind: [one for one in found if one.kind == kind] for kind in KINDS}


def refusals(schema: GraphQLSchema) -> list[Leaf]:
    """The types that say why something was not done."""
    return [one for one in leaves(schema)["type"] if "Refusal" in one.of]


def leaf(type_: GraphQLNamedType) -> Leaf | None:
    """A type; None for GraphQL's own."""
    if not _shown(type_):
        return None
    of = [one.name for one in (*getattr(type_, "types", ()), *getattr(type_, "interfaces", ()))]
    lines = [_line(name, part) for name, part in getattr(type_, "fields", {}).items()]
    lines += [_line(name, part) for name, part in getattr(type_, "values", {}).items()]
    return Leaf(type_.name, _kind(type_), type_.description or "", of, lines)


def _line(name: str, part: Any) -> Line:
    arguments = [_line(argument, given) for argument, given in getattr(part, "args", {}).items()]
    type_ = getattr(part, "type", None)
    named = get_named_type(type_) if type_ else None
    leads = named.name if named and _shown(named) else ""
    return Line(name, part.description or "", str(type_ or ""), leads, part.deprecation_reason or "", arguments)


def _shown(type_: Any) -> bool:
    return not is_introspection_type(type_) and not is_specified_scalar_type(type_)


def _kind(type_: GraphQLNamedType) -> str:
    tests: dict[str, Callable[[Any], bool]] = {
        "interface": is_interface_type,
        "union": is_union_type,
        "enum": is_enum_type,
        "input": is_input_object_type,
        "scalar": is_scalar_type,
    }
    return next((kind for kind, test in tests.items() if test(type_)), "type")
