"""The arguments of a field: bound once where no variable stands in them, else for each request."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from graphql import FieldNode, VariableNode, Visitor, visit
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments

from graph.query.read import Read
from schema.page import USUAL, Slice

T = TypeVar("T")
NONE: Mapping[str, Any] = {}


class Arguments:
    """Of one field of a document."""

    def __init__(self, definition: Any, node: FieldNode, schema: Any) -> None:
        self._definition, self._node, self._schema = definition, node, schema
        self._fixed = not any(variables_in(argument) for argument in node.arguments or ())
        self._known: Any = None

    def slice(self, values: VariableValues, read: Read) -> Slice | Exception:
        """The page that they ask for, or why not."""
        return self._once(lambda: Slice(read.limit, min(USUAL, read.limit), **self._given(values)))

    def python(self, values: VariableValues) -> Mapping[str, Any] | Exception:
        """As a Python function takes them, or why not."""
        if not self._definition.args:
            return NONE
        return self._once(lambda: self._converted(self._given(values)))

    def _given(self, values: VariableValues) -> dict[str, Any]:
        return get_argument_values(self._definition, self._node, values)

    def _converted(self, given: dict[str, Any]) -> dict[str, Any]:
        field = self._definition.extensions["strawberry-definition"]
        converter = self._schema.schema_converter
        return convert_arguments(
            given, field.arguments, scalar_registry=converter.scalar_registry, config=self._schema.config
        )

    def _once(self, bind: Callable[[], T]) -> T | Exception:
        if self._known is not None:
            return cast(T, self._known)
        try:
            bound = bind()
        except Exception as error:  # told at each place where the field stands
            return error
        if self._fixed:
            self._known = bound
        return bound


def variables_in(node: Any) -> set[str]:
    """The names of the variables below a node of a document."""
    names: set[str] = set()

    class Find(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            names.add(node.name.value)

    visit(node, Find())
    return names
