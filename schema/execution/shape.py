"""What of a type is read from the graph, and how a row becomes a value of the type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from strawberry.schema import Schema
from strawberry.types.base import StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.utils.str_converters import to_camel_case

from graph.query.guard import Node
from graph.query.read import Shape

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Maker:
    """Makes values of one type of the schema (or of the types of an interface) from rows."""

    shape: Shape
    attributes: Mapping[type, Mapping[str, str]]  # by class, then by property: another's of that name is something else
    classes: Mapping[str, type]  # by label
    enums: Mapping[str, Callable[[str], Any]]
    bound: Mapping[str, "Maker"]
    needs: tuple[str, ...] = ()

    def make(self, row: Row) -> Any:
        """The value of a row; its attributes are the properties of the node."""
        cls = self._class(row)
        made: Any = object.__new__(cls)
        made.needed = {name: row.get(name) for name in self.needs}
        for name, attribute in self.attributes[cls].items():
            given, wrap = row.get(name), self.enums.get(name)
            setattr(made, attribute, wrap(given) if wrap and given is not None else given)
        for name, maker in self.bound.items():
            setattr(made, name, maker.make(row[name]))
        return made

    def _class(self, row: Row) -> type:
        if len(self.classes) == 1:
            return next(iter(self.classes.values()))
        return next(cls for label, cls in self.classes.items() if label in row["labels"])


class Makers:
    """The maker of each type, made once for a schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: dict[str, Maker] = {}

    def of(self, definition: StrawberryObjectDefinition) -> Maker:
        """The maker for a type whose values are nodes or relationships."""
        name = definition.origin.__name__
        if name not in self._made:
            self._made[name] = self._maker(definition)
        return self._made[name]

    def _maker(self, definition: StrawberryObjectDefinition) -> Maker:
        types = possible(self._schema, definition)
        plain = [field for one in types for field in one.fields if field.base_resolver is None]
        fields = {to_camel_case(f.python_name): f for f in plain if not f.metadata.get("bound")}
        needs = tuple(dict.fromkeys(need for one in types for need in one.origin.__needs__))
        bound = {f.python_name: self.of(inner(f.type)) for f in plain if f.metadata.get("bound")}
        enums = {name: enum for name, field in fields.items() if (enum := enum_of(field.type))}
        mark: Node = mark_of(definition)
        shape = Shape(
            labels=tuple(mark_of(one).label for one in types),
            properties=tuple(dict.fromkeys((*fields, *needs))),
            link=mark.variable if hasattr(definition.origin, "__link__") else "",
            bound=tuple((name, maker.shape) for name, maker in bound.items()),
        )
        attributes = {
            one.origin: {name: f.python_name for name, f in fields.items() if one.get_field(f.python_name)}
            for one in types
        }
        return Maker(shape, attributes, {mark_of(one).label: one.origin for one in types}, enums, bound, needs)


def mark_of(definition: StrawberryObjectDefinition) -> Any:
    """The label and guard of a type, or None where its values don't come from the graph."""
    return getattr(definition.origin, "__node__", None) or getattr(definition.origin, "__link__", None)


def possible(schema: Schema, definition: StrawberryObjectDefinition) -> list[StrawberryObjectDefinition]:
    """The object types that a value of this type can have."""
    if not definition.is_interface:
        return [definition]
    types = schema.schema_converter.type_map.values()
    found = [t.definition for t in types if isinstance(t.definition, StrawberryObjectDefinition)]
    return [one for one in found if definition in one.interfaces and not one.is_interface]


def inner(type_: Any) -> StrawberryObjectDefinition:
    """The type behind `| None`, a list and a lazy reference."""
    while not isinstance(type_, StrawberryObjectDefinition):
        if hasattr(type_, "__strawberry_definition__"):
            type_ = type_.__strawberry_definition__
        elif hasattr(type_, "resolve_type"):
            type_ = type_.resolve_type()
        else:
            type_ = type_.of_type
    return type_


def enum_of(type_: Any) -> Callable[[str], Any] | None:
    """What makes a member of an enum of what the graph keeps; None for other types."""
    if isinstance(type_, StrawberryOptional):
        type_ = type_.of_type
    return type_.wrapped_cls if isinstance(type_, StrawberryEnumDefinition) else None
