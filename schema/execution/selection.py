"""What is asked at each place of a document: the fields of a type, and where each value stands in its row.

Every value of the answer stands in a row, a list by position: rows of the graph come so, and what Python makes is
turned into rows too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type, is_abstract_type, is_leaf_type

from graph.query.read import Read
from graph.query.tree import Column, Columns, Property, Rows
from schema.execution.arguments import Arguments
from schema.execution.parts import cut, is_page
from schema.execution.shape import mark_of
from schema.page import Slice, cursor

if TYPE_CHECKING:
    from schema.execution.plan import Plan


@dataclass
class Place:
    """Where rows of the graph stand, and all that is asked of them, by the tag that tells their type."""

    rows: Rows
    selections: dict[str, list["Selection"]] = field(default_factory=dict)
    _narrowed: dict[str, Rows] = field(default_factory=dict)

    @cached_property
    def deep(self) -> bool:
        """True where something is left to be asked for here or below."""
        return any(one.python or one.long or one.deep for each in self.selections.values() for one in each)

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
        self.early: bool = getattr(self.batch, "early", False)
        self.each: bool = getattr(self.batch, "each", self.batch is None)  # its statements are of each parent
        self.is_list = "[" in str(self.type)
        self.is_page = is_page(definition_of(self.named))
        self.counts = False  # of a connection: how many there are in all is asked for
        self.is_part = False  # of a connection, an edge or a page's information
        self.is_source = bool(self.strawberry and self.strawberry.is_subscription)  # its value is the event

    def call(self, parent: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        """What the resolver answers for a parent: its function where it is plain, as Strawberry would call it."""
        if self.is_source:
            return parent
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
        self.long = [one for one in self.fields if one.read is not None and one.read.long is not None]
        if (self.python or self.long) and self.from_graph:
            self._need()

    @cached_property
    def deep(self) -> bool:
        """True where something is left to be asked for below."""
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
