"""A field that is read from the graph, and the one statement that reads it for all its parents."""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

from graph.query.guard import Guards
from graph.query.pattern import Pattern, PatternError, Written, rename

MOST = 100  # rows of one list
AT_ONCE = 50  # pages of long lists that one statement reads

VIEWER = "MATCH (viewer:Member {id: $viewer})"


class Kind(Enum):
    """What a field makes of the rows that its pattern finds."""

    ONE = "one"
    MANY = "many"
    PAGE = "page"
    COUNT = "count"
    VALUE = "value"


@dataclass(frozen=True)
class Shape:
    """What is read of each row: the labels that it may have, the properties, the nodes bound on the way."""

    labels: tuple[str, ...]
    properties: tuple[str, ...]
    link: str = ""  # the pattern's name of the relationship, where that is what the field is of
    bound: tuple[tuple[str, "Shape"], ...] = ()

    def write(self, variable: str, names: Written) -> str:
        """A map of Cypher: the properties, `labels` where several are possible, and the bound nodes."""
        parts = [f".{name}" for name in self.properties]
        if len(self.labels) > 1:
            parts.append(f"labels: labels({variable})")
        parts += [f"{name}: {shape.write(names.names[name], names)}" for name, shape in self.bound]
        return f"{variable} {{{', '.join(parts)}}}"


@dataclass(frozen=True)
class Asked:
    """A page of the list of one parent: so many rows after a key, or before it where it is read backwards."""

    parent: str
    key: Any
    backwards: bool
    limit: int


@dataclass(frozen=True)
class Long:
    """Of a PAGE whose list can be too long to be walked: who has few, and the rows of the others.

    `few` is an expression over the parent. `pages` answers the rows `(key, id)` of each page by one statement (one
    for every AT_ONCE of them), for parents that the viewer may see.
    """

    few: str
    pages: Callable[[Any, Sequence[Asked]], Awaitable[Sequence[Sequence[tuple[Any, str]]]]]


@dataclass(frozen=True)
class Read:
    """A pattern (or, for a VALUE, an expression) with its order, its bound and its trust.

    `order` of a PAGE is one unique key. `trusted` is the reason why no guard is needed; `alike` the one why the guard,
    which stays, lets the same through for all who may see the parent.
    """

    kind: Kind
    text: str
    order: str = ""
    limit: int = MOST
    trusted: str | None = None
    alike: str | None = None
    long: Long | None = field(default=None, compare=False)
    pattern: Pattern = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if any(reason is not None and not reason.strip() for reason in (self.trusted, self.alike)):
            raise PatternError(f"{self.text}: trusted and alike need their reason")
        if self.kind in (Kind.MANY, Kind.PAGE) and not self.order:
            raise PatternError(f"{self.text}: a list needs an order")
        if self.kind is not Kind.VALUE:
            object.__setattr__(self, "pattern", Pattern(self.text))
        elif ")-" in self.text.replace(" ", "") and not self.trusted:
            raise PatternError(f"{self.text}: a value that follows relations must be trusted, with a reason")

    @property
    def source(self) -> str:
        """The parent's name in a VALUE: the first node that stands without a label, or else has a property."""
        found = re.search(r"\(([a-z]\w*)\)", self.text) or re.search(r"\b([a-z]\w*)\.", self.text)
        return found[1] if found else ""

    @property
    def key(self) -> tuple[str, bool]:
        """The expression that orders a page, and whether it falls."""
        expression, _, way = self.order.partition(" ")
        return expression, way == "DESC"


def names() -> Iterator[str]:
    """k1, k2 …: the names of a statement are its writer's own."""
    return (f"k{number}" for number in count(1))


def head(label: str, by: str = "id") -> str:
    """The viewer, and the parents of `$ids` as k0, one row each."""
    return f"{VIEWER} UNWIND $ids AS id WITH viewer, id MATCH (k0:{label} {{{by}: id}})"


def by_ids(label: str, shape: Shape, guards: Guards, by: str = "id") -> str:
    """`id, found` for each of `$ids` that the viewer may see."""
    row = shape.write("k0", Written("", {}, ()))
    return f"{head(label, by)} WHERE {guards.on(label, 'k0')} RETURN id, {row} AS found"


def value(read: Read, label: str) -> str:
    """`id, found` with the expression of a VALUE for each of `$ids`."""
    return f"{head(label)} RETURN id, {rename(read.text, {read.source: 'k0'})} AS found"


def counted(read: Read, label: str, guards: Guards) -> str:
    """`id, found` with the number of rows that the viewer may see."""
    written = _written(read)
    return f"{head(label)} RETURN id, COUNT {{ MATCH {written.text}{_where(read, written, guards)} }} AS found"


def rows(read: Read, label: str, shape: Shape, guards: Guards, backwards: bool = False) -> str:
    """`id, found` with the list of rows; a page starts after `$key` and is bounded by `$limit`."""
    written = _written(read)
    target = written.names[shape.link or read.pattern.target[0]]
    keep = ", ".join(dict.fromkeys(["viewer", *written.names.values()]))
    where, order = _where(read, written, guards), rename(read.order, written.names)
    if read.kind is Kind.PAGE:
        expression, falls = rename(read.key[0], written.names), read.key[1] ^ backwards
        bound = f"($key IS NULL OR {expression} {'<' if falls else '>'} $key)"
        where = f"{where} AND {bound}" if where else f" WHERE {bound}"
        order = f"{expression}{' DESC' if falls else ''}"
        found = f"[{expression}, {shape.write(target, written)}]"
    else:
        found = shape.write(target, written)
    sort = f" ORDER BY {order}" if order else ""
    return (
        f"{head(label)} CALL (viewer, k0) {{ MATCH {written.text}{where}"
        f" WITH {keep}{sort} LIMIT $limit RETURN collect({found}) AS found }} RETURN id, found"
    )


def _written(read: Read) -> Written:
    fresh = names()
    return read.pattern.write("k0", lambda: next(fresh))


def _where(read: Read, written: Written, guards: Guards) -> str:
    return "" if read.trusted else guards.where(written)
