"""An operation, planned: which rows of the graph it needs, which Python, and where each value stands.

A plan depends on the text of a document, the operation, the answers to its @include and @skip and the direction of its
pages; never on any other value.
"""

from collections.abc import Iterable
from typing import Any

from graphql import OperationType, get_named_type, is_abstract_type, is_leaf_type
from graphql.execution.collect_fields import collect_fields, collect_subfields
from strawberry.utils.str_converters import to_camel_case

from graph.query.read import Kind, Read
from graph.query.tree import Bound, Column, Columns, Hop, Property, Rows, Slot, Value
from schema.execution.parts import part_of
from schema.execution.selection import Field, Place, Selection, definition_of, is_link, tag_of
from schema.execution.shape import mark_of


class Plan:
    """An operation of a document."""

    def __init__(self, run: Any, variables: Any, backwards: tuple[bool, ...] = ()) -> None:
        self.schema, self.fragments, self.operation = run.schema, run.fragments, run.operation
        self._variables, self.backwards = variables, backwards
        self.pages: list[Field] = []
        self.python: list[Field] = []
        self.selections: list[Selection] = []
        self.statements: dict[Any, str] = {}
        self.mutation = run.operation.operation is OperationType.MUTATION
        type_ = run.schema.get_root_type(run.operation.operation)
        grouped = collect_fields(self.schema, self.fragments, variables, type_, self.operation).grouped_field_set
        self.root = Selection(self, type_, grouped, None, False)

    def fill(self, above: Selection, one: Field) -> None:
        """Finds out where a field's value stands, and plans what is asked below it."""
        if one.name == "__typename":
            one.access = repr(above.type.name)
        elif one.strawberry is None:  # __schema, __type
            self._python(above, one)
        elif part := part_of(above.definition, one.strawberry.python_name):
            one.place, one.is_part = above.place, True
            one.access = part
        elif one.read is not None:
            self._read(above, one, one.read)
        elif one.strawberry.base_resolver:
            self._python(above, one)
        else:
            self._plain(above, one)
        if not one.leaf and one.strawberry is not None:
            self._below(one)

    def _plain(self, above: Selection, one: Field) -> None:
        one.place = self._place(one)
        name = one.strawberry.python_name
        if not above.from_graph:
            one.attribute = name
            self._put(above, one, Slot())
        elif one.place is not None:
            self._put(above, one, Bound(name, one.place.rows))
        else:
            self._put(above, one, Property(to_camel_case(name)))

    def _read(self, above: Selection, one: Field, read: Read) -> None:
        one.place = self._place(one)
        if read.kind is Kind.PAGE:
            self._page(above, one, read)
        elif one.place is None:
            self._put(above, one, Value(read))
        else:
            self._put(above, one, Hop(read, one.place.rows))

    def _page(self, above: Selection, one: Field, read: Read) -> None:
        assert one.place
        hop = Hop(read, one.place.rows)
        number = one.page = len(self.pages)
        self.pages.append(one)
        hop.limit, hop.after, hop.total = f"$p{number}_limit", f"$p{number}_after", one.counts
        hop.backwards = number < len(self.backwards) and self.backwards[number]
        self._put(above, one, hop, f"cut({{at}}, e[{number}])")

    def _python(self, above: Selection, one: Field) -> None:
        one.is_python = True
        self.python.append(one)
        one.place = self._place(one) if one.strawberry else None
        self._put(above, one, Slot())

    def _put(self, above: Selection, one: Field, column: Column, access: str = "{at}") -> None:
        one.index = above.add(column)
        one.access = access.format(at=f"{{v}}[{one.index}]")

    def _place(self, one: Field) -> Place | None:
        """The rows of the graph that a field's values can be, if any."""
        named = one.named
        if one.is_page:
            one.counts = self._counts(one)
            named = get_named_type(named.fields["nodes"].type)
        marks = {tag_of(type_): mark for type_ in self._concrete(named) if (mark := mark_of(definition_of(type_)))}
        if not marks:
            return None
        link = next((m.variable for t in self._concrete(named) if is_link(t) and (m := marks[tag_of(t)])), "")
        return Place(Rows({tag: Columns() for tag in marks}, is_abstract_type(named), link))

    def _below(self, one: Field) -> None:
        for concrete in self._concrete(one.named):
            grouped = self._subfields(concrete, one)
            one.selections[tag_of(concrete)] = Selection(self, concrete, grouped, one.place, one.several)

    def _subfields(self, type_: Any, one: Field) -> dict[str, list[Any]]:
        found = collect_subfields(self.schema, self.fragments, self._variables, self.operation, type_, one.details)
        return found.grouped_field_set

    def _counts(self, one: Field) -> bool:
        return any(details[0].node.name.value == "totalCount" for details in self._subfields(one.named, one).values())

    def _concrete(self, named: Any) -> Iterable[Any]:
        if is_leaf_type(named):
            return ()
        return self.schema.get_possible_types(named) if is_abstract_type(named) else (named,)
