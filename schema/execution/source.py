"""Python written for a plan: one small function a selection, which turns a row into its part of the answer.

It copies what is exactly as expected and raises `Unusual` for anything else, which the careful way then words.
Functions are flat: deep nesting of comprehensions has crashed CPython's compiler.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
    is_enum_type,
)

from schema.execution.parts import cut
from schema.execution.plan import Plan
from schema.execution.selection import Field, Selection
from schema.page import cursor

Build = Callable[[list[Any], list[Any]], dict[str, Any]]

_COPIED = {
    GraphQLString: "{v}.__class__ is str",
    GraphQLID: "{v}.__class__ is str",
    GraphQLBoolean: "{v}.__class__ is bool",
    GraphQLInt: "{v}.__class__ is int and -2147483648 <= {v} <= 2147483647",
    GraphQLFloat: "{v}.__class__ is float and -inf < {v} < inf",
}


class Unusual(Exception):
    """A value is not what was expected."""


def bad() -> Any:
    """Leaves the fast way."""
    raise Unusual


def build_of(plan: Plan) -> Build:
    """The function that makes the whole answer of the root's row."""
    scope: dict[str, Any] = {"bad": bad, "cut": cut, "cursor": cursor, "inf": float("inf")}
    writer = _Writer(scope)
    exec("\n".join(writer.function(one) for one in plan.selections), scope)
    for name, tags in writer.tables.items():
        scope[name] = {tag: scope[function] for tag, function in tags.items()}
    return scope[_name(plan.root)]  # type: ignore[no-any-return]


class _Writer:
    def __init__(self, scope: dict[str, Any]) -> None:
        self.scope, self.tables = scope, dict[str, dict[str, str]]()
        self._numbers = count()
        self._leaves: dict[Any, str] = {}

    def function(self, selection: Selection) -> str:
        items = ", ".join(f"{one.key!r}: {self._field(one)}" for one in selection.fields)
        return f"def {_name(selection)}(o, e): return {{{items}}}"

    def _field(self, one: Field) -> str:
        if one.name == "__typename":
            return one.access
        if one.strawberry is None:
            return one.access.format(v="o")
        return self._value(one, one.type, one.access.format(v="o"))

    def _value(self, one: Field, type_: Any, value: str, nullable: bool = True) -> str:
        if isinstance(type_, GraphQLNonNull):
            return self._value(one, type_.of_type, value, False)
        v = f"v{next(self._numbers)}"
        none = f"None if {v} is None else bad()" if nullable else "bad()"
        made, test = self._made(one, type_, v)
        return f"({made} if {test.replace(v, f'({v} := {value})', 1)} else {none})"

    def _made(self, one: Field, type_: Any, v: str) -> tuple[str, str]:
        is_list = f"{v}.__class__ is list"
        if isinstance(type_, GraphQLList):
            item = f"i{next(self._numbers)}"
            return f"[{self._value(one, type_.of_type, item)} for {item} in {v}]", is_list
        if type_ in _COPIED:
            return v, _COPIED[type_].format(v=v)
        if one.leaf:
            return f"{self._leaf(type_)}({v})", f"{v} is not None"
        if not one.several:
            [selection] = one.selections.values()
            return f"{_name(selection)}({v}, e)", is_list
        table = f"t{next(self._numbers)}"
        self.tables[table] = {tag: _name(selection) for tag, selection in one.selections.items()}
        return f"{table}[{v}[0]]({v}, e)", is_list

    def _leaf(self, type_: Any) -> str:
        if type_ not in self._leaves:
            name = self._leaves[type_] = f"x{next(self._numbers)}"
            self.scope[name] = _serializer(type_)
        return self._leaves[type_]


def _name(selection: Selection) -> str:
    return f"s{selection.number}"


def _serializer(type_: Any) -> Callable[[Any], Any]:
    if is_enum_type(type_) and (members := getattr(type_, "wrapped_cls", None)):
        names = {member: type_.coerce_output_value(member) for member in members}
        return {**names, **{member.value: name for member, name in names.items()}}.__getitem__
    return type_.coerce_output_value  # type: ignore[no-any-return]
