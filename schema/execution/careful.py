"""Value by value, as the specification words it: for answers in which something is not as expected."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, GraphQLList, GraphQLNonNull, is_enum_type, located_error

from schema.execution.selection import Field, Selection
from schema.page import Slice


class Bubble(Exception):
    """A null on its way up to the nearest nullable position."""


class Careful:
    """Completes rows, keeping the errors with their paths."""

    def __init__(self, complete_leaf: Any, slices: list[Slice], refused: Mapping[Field, Exception]) -> None:
        self.errors: list[GraphQLError] = []
        self._complete_leaf, self._slices, self._refused = complete_leaf, slices, refused

    def row(self, selection: Selection, row: list[Any], path: list[str | int]) -> dict[str, Any]:
        """The fields of a row; `Bubble` where one that may not be null is."""
        return {one.key: self.field(one, row, [*path, one.key]) for one in selection.fields}

    def field(self, one: Field, row: list[Any], path: list[str | int]) -> Any:
        """One field of a row; `Bubble` where it may not be null and is."""
        return self._held(one, one.type, lambda: self._taken(one, row), path)

    def _taken(self, one: Field, row: list[Any]) -> Any:
        return self._refused[one] if one in self._refused else one.get(row, self._slices)

    def _held(self, one: Field, type_: Any, take: Any, path: list[str | int]) -> Any:
        try:
            return self._value(one, type_, take(), path)
        except Bubble:
            if isinstance(type_, GraphQLNonNull):
                raise
        except Exception as error:  # whatever a field failed with is told at its path
            self.errors.append(located_error(error, one.nodes, path))
            if isinstance(type_, GraphQLNonNull):
                raise Bubble from error
        return None

    def _value(self, one: Field, type_: Any, value: Any, path: list[str | int]) -> Any:
        if isinstance(value, Exception):
            raise value
        if isinstance(type_, GraphQLNonNull):
            done = self._value(one, type_.of_type, value, path)
            if done is None:
                raise TypeError(f"Cannot return null for non-nullable field {one.parent.name}.{one.name}.")
            return done
        if value is None or one.strawberry is None or one.name == "__typename":
            return value
        if isinstance(type_, GraphQLList):
            return self._list(one, type_.of_type, value, path)
        if one.leaf:
            return self._complete_leaf(type_, _member(type_, value))
        return self.row(self._selection(one, type_, value), value, path)

    def _list(self, one: Field, type_: Any, value: Any, path: list[str | int]) -> list[Any]:
        if not isinstance(value, list):
            where = f"{one.parent.name}.{one.name}"
            raise GraphQLError(f"Expected Iterable, but did not find one for field '{where}'.")
        return [self._held(one, type_, lambda item=item: item, [*path, i]) for i, item in enumerate(value)]

    def _selection(self, one: Field, type_: Any, value: Any) -> Selection:
        found = one.selections.get(value[0]) if one.several else next(iter(one.selections.values()))
        if found is None or not isinstance(value, list):
            raise GraphQLError(f"Expected value of type '{type_}' but got: {value!r}.")
        return found


def _member(type_: Any, value: Any) -> Any:
    """The member of an enum that the graph keeps by its value."""
    members = getattr(type_, "wrapped_cls", None) if is_enum_type(type_) else None
    return members(value) if members and not isinstance(value, members) else value
