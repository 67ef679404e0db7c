"""Fills the rows of a plan, level by level: Python answers, then one statement reads all the nodes that it named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.database import Engine
from graph.query.read import Asked, Long
from graph.query.tree import Entry, Keys
from schema.execution.early import Early
from schema.execution.later import Later, LaterPage
from schema.execution.parts import shown
from schema.execution.python import Python, all_of
from schema.execution.reference import node_of
from schema.execution.selection import Field, Place, Selection
from schema.execution.shape import inner, mark_of
from schema.page import Slice

Row = list[Any]
MISSING: Any = object()  # in a list: a node that is absent or forbidden


@dataclass(slots=True)
class Spot:
    """Where a node, or a page of them, is to stand: its field, and a place in a row or in a list."""

    field: Field
    holder: list[Any]
    index: int
    wanted: Any
    of_list: bool


class Fetch:
    """One run of a plan."""

    def __init__(self, run: Any, slices: list[Slice], arguments: Mapping[Field, Any], read: Any) -> None:
        self._run, self._slices, self._read = run, slices, read
        self._python = Python(run, arguments)
        self.early = Early(self._python, arguments)
        self._jobs: dict[Field, tuple[list[Any], list[Row]]] = {}
        self._spots: list[Spot] = []
        self._lists: list[list[Any]] = []
        self._long: list[tuple[Field, str, Row]] = []  # a field, its parent, where its page has no rows yet

    async def fill(self, fields: Sequence[Field], root: Any, row: Row) -> None:
        """Everything that these fields of the root need, and what is asked below them."""
        self._jobs = {one: ([root], [row]) for one in fields}
        while self._jobs:
            jobs, self._jobs = self._jobs, {}
            answers = await all_of([self._python.answers(one, parents) for one, (parents, _) in jobs.items()])
            for (one, (_, rows)), children in zip(jobs.items(), answers, strict=True):
                for holder, child in zip(rows, children, strict=True):
                    self._put(one, holder, one.index, child)
            while self._spots or self._long:
                await (self._nodes() if self._spots else self._pages())
            for made in self._lists:
                made[:] = [one for one in made if not _missing(one)]
            self._lists = []

    def _put(self, one: Field, holder: list[Any], index: int, value: Any, of_list: bool = False) -> None:
        """Puts what Python gave in its place: values as they are, objects as rows; nodes are read later."""
        if isinstance(value, str) and one.place is not None:
            value = Later(inner(one.strawberry.type), value)
        if isinstance(value, LaterPage) and value.start is None:
            holder[index] = self._page(one, value)
        elif isinstance(value, (Later, LaterPage)):
            self._spots.append(Spot(one, holder, index, value, of_list))
        elif isinstance(value, (list, tuple)) and not one.leaf:
            holder[index] = self._list(one, value)
        elif value is None or one.leaf or isinstance(value, Exception):
            holder[index] = value
        else:
            holder[index] = self._object(one, value)

    def _list(self, one: Field, values: Sequence[Any]) -> list[Any]:
        made: list[Any] = [None] * len(values)
        for index, value in enumerate(values):
            self._put(one, made, index, value, of_list=True)
        self._lists.append(made)
        return made

    def _page(self, one: Field, page: LaterPage) -> list[Any]:
        edges: list[Any] = [[key, None] for key, _ in page.rows[: page.asked.size]]
        for edge, (_, id) in zip(edges, page.rows, strict=False):
            self._put(one, edge, 1, Later(page.definition, id), of_list=True)
        made = shown(edges, page.count, len(page.rows) > page.asked.size, page.asked)
        self._lists.append(made[0])
        return made

    def _object(self, one: Field, value: Any) -> Any:
        """The row of an object that Python made."""
        tag = type(value).__name__
        selection = one.selections.get(tag) if one.several else next(iter(one.selections.values()))
        if selection is None:
            return TypeError(f"{one.parent.name}.{one.name}: {tag} is none of its types.")
        row: Row = [tag] * selection.offset + [None] * len(selection.columns.columns)
        for part in selection.fields:
            if part.attribute:
                self._put(part, row, part.index, getattr(value, part.attribute))
        self._ask(selection, [value], [row])
        return row

    def _ask(self, selection: Selection, parents: list[Any], rows: list[Row]) -> None:
        for one in selection.python:
            left = self._left(one, parents, rows) if one.early else (parents, rows)
            known, holders = self._jobs.setdefault(one, ([], []))
            known += left[0]
            holders += left[1]

    def _left(self, one: Field, parents: list[Any], rows: list[Row]) -> tuple[list[Any], list[Row]]:
        """Puts what was answered early in its place; who is still to be asked about."""
        left: tuple[list[Any], list[Row]] = ([], [])
        for parent, row in zip(parents, rows, strict=True):
            known, answer = self.early.of(one, parent.id)
            if known:
                self._put(one, row, one.index, answer)
            else:
                left[0].append(parent)
                left[1].append(row)
        return left

    async def _nodes(self) -> None:
        """One statement for all the nodes that are waited for."""
        spots, self._spots = self._spots, []
        starts = [spot for spot in spots if isinstance(spot.wanted, LaterPage)]
        named: dict[Any, list[Spot]] = {}
        for spot in spots:
            if isinstance(spot.wanted, Later):
                named.setdefault((spot.field, id(spot.wanted.definition), spot.wanted.by), []).append(spot)
        try:
            entries = [_keys(group) for group in named.values()] + [await self._start(spot) for spot in starts]
            found = await self._read(entries)
        except Exception as error:  # told wherever a node was waited for
            for spot in spots:
                spot.holder[spot.index] = error
            return
        for group, rows in zip(named.values(), found, strict=False):
            self._stand(group, dict(rows))
        for spot, (looked_at, rows) in zip(starts, found[len(named) :], strict=True):
            await self._begun(spot, looked_at, rows)

    async def _start(self, spot: Spot) -> Entry:
        assert spot.field.place
        start, graph = spot.wanted.start, self._run.context_value.graph
        if graph.engine is Engine.EMBEDDED:
            values = {name: value for name, value in start.values.items() if f"${name}" in start.piece}
            ids = [row["id"] for row in await graph.read(start.piece, limit=start.most, **values)]
            start = spot.wanted.start = replace(start, ids=tuple(ids))
        return Entry(start, spot.field.place.rows)

    async def _pages(self) -> None:
        """The rows of long lists, by one statement; their nodes are then read as others that are named."""
        waiting, self._long = self._long, []
        groups: dict[Long, list[tuple[Field, str, Row]]] = {}
        for one, id, row in waiting:
            assert one.read
            assert one.read.long
            groups.setdefault(one.read.long, []).append((one, id, row))
        for long, group in groups.items():
            try:
                found = await long.pages(self._run.context_value.graph, [self._asked(one, id) for one, id, _ in group])
            except Exception as error:  # told wherever a page was waited for
                for one, _, row in group:
                    row[one.index] = error
                continue
            for (one, _, row), rows in zip(group, found, strict=True):
                self._paged(one, row[one.index], rows)

    def _paged(self, one: Field, page: list[Any], rows: Sequence[tuple[Any, str]]) -> None:
        page[0] = [[key, None] for key, _ in rows]
        self._lists.append(page[0])
        for edge, (_, id) in zip(page[0], rows, strict=True):
            self._put(one, edge, 1, Later(node_of(one.strawberry.type), id), of_list=True)

    def _asked(self, one: Field, id: str) -> Asked:
        assert one.page is not None
        asked = self._slices[one.page]
        return Asked(id, asked.key, asked.backwards, asked.size + 1)

    def _stand(self, group: list[Spot], rows: dict[str, Row]) -> None:
        for spot in group:
            row = rows.get(spot.wanted.key)
            if row is not None:
                spot.holder[spot.index] = row
            elif spot.wanted.otherwise is not None:
                self._put(spot.field, spot.holder, spot.index, spot.wanted.otherwise)
            else:
                spot.holder[spot.index] = MISSING if spot.of_list else None
        self._descend(group[0].field.place, list(rows.values()))

    async def _begun(self, spot: Spot, looked_at: int, rows: list[Any]) -> None:
        page: LaterPage = spot.wanted
        assert page.start
        assert page.walk
        if len(rows) <= page.asked.size and looked_at >= page.start.most:
            page.rows, page.start = list(await page.walk()), None
            self._put(spot.field, spot.holder, spot.index, page)
        else:
            kept = rows[: page.asked.size]
            spot.holder[spot.index] = shown(kept, page.count, len(rows) > page.asked.size, page.asked)
            self._descend(spot.field.place, [row for _, row in kept])

    def _descend(self, place: Place | None, rows: list[Row]) -> None:
        """Notes what Python has to answer for these rows of the graph, and below them."""
        if place is None or not rows or not place.deep:
            return
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row[0] if place.rows.several else "", []).append(row)
        for group in groups.values():
            for selection in place.met(group[0]):
                if selection.python:
                    self._ask(selection, [selection.parent(row) for row in group], group)
                for one in selection.long:
                    rows_without = [row for row in group if row[one.index][0] is None]
                    self._long += [(one, selection.parent(row).id, row) for row in rows_without]
                for one in selection.fields:
                    if one.place is not None and one.place.deep and not one.is_python:
                        self._descend(one.place, self._below(one, group))

    def _below(self, one: Field, rows: list[Row]) -> list[Row]:
        values = [row[one.index] for row in rows]
        if one.page is not None:
            size = self._slices[one.page].size
            return [row for value in values if value[0] is not None for _, row in value[0][:size]]
        if one.is_list:
            return [row for value in values for row in value]
        return [value for value in values if value is not None]


def _keys(group: list[Spot]) -> Entry:
    first = group[0]
    mark = mark_of(first.wanted.definition)
    values = list(dict.fromkeys(spot.wanted.key for spot in group))
    assert first.field.place
    return Entry(Keys(mark.label, values, first.wanted.by), first.field.place.of(first.wanted.definition))


def _missing(value: Any) -> bool:
    return value is MISSING or (value.__class__ is list and len(value) == 2 and value[1] is MISSING)
