"""What is to be read of the graph, as a tree: rows of columns, and the hops that arrive at more rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import LiteralString, TypeAlias

from graph.query.read import Kind, Read

Column: TypeAlias = "Property | Value | Hop | Bound | Slot"


@dataclass(frozen=True)
class Property:
    """A property of the node or relationship that the row is of."""

    name: str


@dataclass(frozen=True)
class Value:
    """An expression over the node that the row is of, or a guarded count of a pattern from it."""

    read: Read


class Slot:
    """Nothing of the graph: kept for what Python will answer."""


@dataclass
class Columns:
    """What is read of each row of one label: a list by position."""

    columns: list["Column"] = field(default_factory=list)

    def add(self, column: "Column") -> int:
        """Where the column stands; a property that is there already isn't read twice."""
        if isinstance(column, (Property, Value)) and column in self.columns:
            return self.columns.index(column)
        self.columns.append(column)
        return len(self.columns) - 1


@dataclass
class Rows:
    """Rows of one place: their columns by label. Where several labels are possible a row starts with its own."""

    by_label: dict[str, Columns]
    several: bool
    link: str = ""  # the pattern's name of the relationship, where the rows are of one

    def only(self, labels: frozenset[str]) -> "Rows":
        """The same rows where only some of the labels can be met."""
        return Rows({label: one for label, one in self.by_label.items() if label in labels}, self.several, self.link)


@dataclass
class Hop:
    """Along a declared pattern to one row, to many, or to a page of them.

    `limit`, `after` and `total` are of a page: parameters (`$p3`) of the statement, and whether to count.
    """

    read: Read
    rows: Rows
    limit: str = ""
    after: str = ""
    backwards: bool = False
    total: bool = False

    @property
    def kind(self) -> Kind:
        """One, many or a page."""
        return self.read.kind


@dataclass
class Bound:
    """A node that the pattern of the row's relationship bound and guarded under `name`."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Start:
    """Where a list enters the graph: of a piece of an index those nodes are kept that may be seen and are wanted.

    `piece` is a statement that answers `id` in order, bounded by `$limit`, and guards nothing; `wanted` holds for
    `variable` and `viewer`. At most `limit` are kept, by the falling or rising `key`; with all `most` in the piece
    there may be more. Where `ids` are given they are the piece: the embedded engine reads an index in order only at
    the top of a statement.
    """

    piece: LiteralString
    variable: str
    label: str
    key: str
    limit: int
    most: int
    values: Mapping[str, object]
    wanted: str = ""
    ids: tuple[str, ...] | None = None

    @property
    def form(self) -> tuple[object, ...]:
        """All that the text of a statement depends on."""
        return self.piece, self.variable, self.label, self.key, self.wanted, self.ids is None

    @property
    def parameters(self) -> dict[str, object]:
        """What the block is given."""
        piece = {"limit": self.most} if self.ids is None else {"ids": list(self.ids)}
        return {**self.values, **piece, "most": self.limit}


@dataclass(frozen=True)
class Keys:
    """The nodes of `label` whose `by` is one of `values`."""

    label: str
    values: list[str]
    by: str = "id"

    @property
    def form(self) -> tuple[str, ...]:
        """All that the text of a statement depends on."""
        return self.label, self.by

    @property
    def parameters(self) -> dict[str, object]:
        """What the block is given."""
        return {"values": self.values}


@dataclass(frozen=True)
class Entry:
    """One block of a statement: where it enters, and what is read there."""

    begin: Keys | Start
    rows: Rows
