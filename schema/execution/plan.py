"""An operation, planned: which rows of the graph it needs, which Python, and where each value stands.

A plan depends on the text of a document, the operation, the answers to its @include and @skip and the direction of its
pages; never on any other value. Every value of the answer stands in a row, a list by position: rows of the graph come
so, and what Python makes is turned into rows too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import GraphQLObjectType, OperationType, get_named_type, is_abstract_type, is_leaf_type
from graphql.execution.collect_fields import collect_fields, collect_subfields
from strawberry.utils.str_converters import to_camel_case

from graph.query.read import Kind, Read
from graph.query.tree import Bound, Column, Columns, Hop, Property, Rows, Slot, Value
from schema.execution.arguments import Arguments
from schema.execution.parts import cut, is_page, part_of
from schema.execution.shape import mark_of
from schema.page import Slice, cursor


@dataclass
class Place:
    """Where rows of the graph stand, and all that is asked of them, by the tag that tells their type."""

    rows: Rows
    selections: dict[str, list["Selection"]] = field(default_factory=dict)
    _narrowed: dict[str, Rows] = field(default_factory=dict)

    @cached_property
    def deep(self) -> bool:
        """True where Python has to answer something here or below."""
        return any(one.python or one.deep for each in self.selections.values() for one in each)

    def of(self, definition: Any) -> Rows:
        """The rows where only nodes of this type can be met."""
        name = definition.name
        if name not in self._narrowed:
            mine = {mark_of(definition).label}
            labels = mine if mine <= set(self.rows.by_label) else set(self.rows.by_label)
            self._narrowed[name] = self.rows.only(frozenset(labels))
        return self._narrowed[name]

    def met(self, row: list[Any]) -> list["Selection"]:
        """What is asked of this row."""
        if self.rows.several:
            return self.selections.get(row[0], [])
        return next(iter(self.selections.values()), [])


class Field:
    """A response key of a selection, with all that is known of it before any request."""

    place: Place | None = None
    is_python = False
    page: int | None = None  # of a connection that is read of the graph: the number of its slice
    attribute = ""  # of an object that Python made: where the value is taken from
    index = 0  # in its row
    access = ""  # Python source of the value in the row {v}

    def __init__(self, plan: "Plan", parent: GraphQLObjectType, key: str, details: list[Any]) -> None:
        self.parent, self.key, self.details = parent, key, details
        self.nodes = [detail.node for detail in details]
        self.name = self.nodes[0].name.value
        self.definition: Any = plan.schema.get_field(parent, self.name)
        self.type: Any = self.definition.type
        self.named: Any = get_named_type(self.type)
        self.leaf, self.several = is_leaf_type(self.named), is_abstract_type(self.named)
        self.strawberry = definition_of(self.definition)
        self.arguments = Arguments(self.definition, self.nodes[0], plan.schema._strawberry_schema)
        self.selections: dict[str, Selection] = {}
        resolver = self.strawberry and self.strawberry.base_resolver
        function = resolver and resolver.wrapped_func
        self.read: Read | None = getattr(function, "read", None)
        self.batch = getattr(function, "batch", None)
        self.statements: int = getattr(self.batch or function, "statements", 1)
        self.each: bool = getattr(self.batch, "each", self.batch is None)  # its statements are of each parent
        self.is_list = "[" in str(self.type)
        self.is_page = is_page(definition_of(self.named))
        self.counts = False  # of a connection: how many there are in all is asked for
        self.is_part = False  # of a connection, an edge or a page's information

    def call(self, parent: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        """What the resolver answers for a parent: its function where it is plain, as Strawberry would call it."""
        resolver = self.strawberry.base_resolver
        own = (parent,) if resolver.self_parameter or resolver.parent_parameter else ()
        given = {resolver.info_parameter.name: info} if resolver.info_parameter else {}
        return resolver.wrapped_func(*own, **given, **arguments)

    @cached_property
    def get(self) -> Callable[[list[Any], list[Slice]], Any]:
        """Takes the value from a row; pages are cut by their slices."""
        return eval(f"lambda v, e: {self.access.format(v='v')}", {"cursor": cursor, "cut": cut})  # type: ignore[no-any-return]


class Selection:
    """The fields asked of one object type at one place of the document."""

    def __init__(
        self, plan: "Plan", type_: Any, grouped: dict[str, list[Any]], place: Place | None, several: bool
    ) -> None:
        self.type, self.place, self.number = type_, place, len(plan.selections)
        self.definition = definition_of(type_)
        self.origin: Any = self.definition and self.definition.origin
        self.tag = tag_of(type_)
        self.needs: list[tuple[str, int]] = []
        self.offset = int(several)
        self.fields = [Field(plan, type_, key, details) for key, details in grouped.items()]
        self.from_graph = place is not None and self.tag in place.rows.by_label
        self.columns = place.rows.by_label[self.tag] if place is not None and self.from_graph else Columns()
        plan.selections.append(self)
        if place is not None and self.from_graph:
            place.selections.setdefault(self.tag, []).append(self)
        for one in self.fields:
            plan.fill(self, one)
        self.python = [one for one in self.fields if one.is_python]
        if self.python and self.from_graph:
            self._need()

    @cached_property
    def deep(self) -> bool:
        """True where Python has to answer something below."""
        return any(one.place is not None and one.place.deep for one in self.fields if not one.is_python)

    def add(self, column: Column) -> int:
        """The position in a row of a column that is read of the graph, or made of what Python gave."""
        return self.columns.add(column) + self.offset

    def parent(self, row: list[Any]) -> Any:
        """What Python is given for a row: the type, its id, and what it needs."""
        made = object.__new__(self.origin)
        values = {name: row[index] for name, index in self.needs}
        made.needed = values
        if "id" in values:
            made.id = values["id"]
        return made

    def _need(self) -> None:
        names = dict.fromkeys((*self.origin.__needs__, *(() if hasattr(self.origin, "__link__") else ("id",))))
        self.needs = [(name, self.add(Property(name))) for name in names]


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


def definition_of(thing: Any) -> Any:
    """What Strawberry knows of a type or a field; None for those of introspection."""
    return thing.extensions.get("strawberry-definition")


def is_link(type_: Any) -> bool:
    """True for the type of a relationship."""
    definition = definition_of(type_)
    return definition is not None and hasattr(definition.origin, "__link__")


def tag_of(type_: Any) -> str:
    """What tells the type of a row: the label of its node, or its own name."""
    definition = definition_of(type_)
    mark = mark_of(definition) if definition else None
    return str(mark.label if mark is not None else type_.name)
