"""What an operation can cost at most, known before the database is touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.query.read import AT_ONCE, MOST, Kind
from schema.execution.plan import Plan
from schema.execution.selection import Field, Selection
from schema.page import USUAL, Slice


@dataclass(frozen=True)
class Cost:
    """Statements that can be run, and nodes that can be read: the products of the sizes of the lists on the way."""

    statements: int
    nodes: int


def cost_of(plan: Plan, slices: list[Slice], arguments: Mapping[Field, Any]) -> Cost:
    """The most that a run of the plan can cost."""
    counted = _Counted(slices, arguments)
    counted.selection(plan.root, 1, 0)
    return Cost(counted.statements + counted.levels, counted.nodes)


class _Counted:
    def __init__(self, slices: list[Slice], arguments: Mapping[Field, Any]) -> None:
        self._slices, self._arguments = slices, arguments
        self.nodes = self.statements = self.levels = 0

    def selection(self, one: Selection, times: int, level: int) -> None:
        """Counts what is asked of `times` rows, `level` answers of Python deep."""
        for field in one.fields:
            self._field(field, times, level)

    def _field(self, one: Field, times: int, level: int) -> None:
        if one.is_python:
            level += 1
            self.statements += (one.statements + one.counts) * (times if one.each else 1)
            self.levels = max(self.levels, level if one.place is not None else level - 1)
        if one.read is not None and one.read.long is not None:  # a piece of its index, and what is read of it
            level += 2
            self.statements += (times - 1) // AT_ONCE
            self.levels = max(self.levels, level)
        rows = times * self._size(one)
        if one.place is not None and not one.is_part:
            self.nodes += rows
        below = [self._below(selection, rows, level) for selection in one.selections.values()]
        self.nodes += max((each.nodes for each in below), default=0)
        self.levels = max((self.levels, *(each.levels for each in below)))
        # Of one row only one type is met, of many rows all of them can be.
        self.statements += sum(sorted((each.statements for each in below), reverse=True)[:rows])

    def _below(self, selection: Selection, rows: int, level: int) -> "_Counted":
        below = _Counted(self._slices, self._arguments)
        below.selection(selection, rows, level)
        return below

    def _size(self, one: Field) -> int:
        """The most rows of a list; 1 of what is none."""
        if one.page is not None:
            return self._slices[one.page].size
        if one.read is not None:
            return one.read.limit if one.read.kind is Kind.MANY else 1
        if not one.is_python or not (one.is_list or one.is_page):
            return int(one.strawberry.metadata.get("most", 1)) if one.strawberry else 1
        given = self._arguments.get(one)
        asked = given.get("first") if isinstance(given, Mapping) else None
        return asked if isinstance(asked, int) and asked >= 0 else USUAL if one.is_page else MOST
