"""One statement for any number of entries: whatever a document asks below them is read at once.

Every block binds `viewer` by itself and every WITH carries it: on the embedded engine a name left out of a WITH is
forgotten, and an unbound `viewer` in a guard would match anybody.
"""

from collections.abc import Sequence
from typing import Any

from graph.query.guard import Guards
from graph.query.pattern import Written, rename
from graph.query.read import VIEWER, Kind, Read, names
from graph.query.tree import Bound, Column, Columns, Entry, Hop, Keys, Property, Rows, Slot, Value


def written(entries: Sequence[Entry], guards: Guards) -> str:
    """The statement that answers `found`, a list with the rows of each entry. It holds no value of a caller."""
    return _Writer(guards).all(entries)


def parameters(entries: Sequence[Entry]) -> dict[str, Any]:
    """What the entries give to the statement written for them."""
    return {f"e{i}_{name}": value for i, e in enumerate(entries) for name, value in e.begin.parameters.items()}


class _Writer:
    def __init__(self, guards: Guards) -> None:
        self._guards, self._names = guards, names()

    def all(self, entries: Sequence[Entry]) -> str:
        blocks = [self._block(entry, f"e{number}_") for number, entry in enumerate(entries)]
        answers = ", ".join(answer for _, answer in blocks)
        return f"{VIEWER} {' '.join(text for text, _ in blocks)} RETURN [{answers}] AS found"

    def _block(self, entry: Entry, prefix: str) -> tuple[str, str]:
        text, answer = self._keys(entry.begin, entry.rows) if isinstance(entry.begin, Keys) else self._start(entry)
        given = {name: f"{prefix}{name}" for name in entry.begin.parameters}
        return rename(text, {}, given), answer

    def _fresh(self) -> str:
        return next(self._names)

    def _keys(self, keys: Keys, rows: Rows) -> tuple[str, str]:
        """`[key, row]` of each node that is there and may be seen."""
        key, node, row, answer = (self._fresh() for _ in range(4))
        return (
            f"CALL () {{ {VIEWER} UNWIND $values AS {key} WITH viewer, {key}"
            f" MATCH ({node}:{keys.label} {{{keys.by}: {key}}}){_where(self._guard(keys.label, node))}"
            f" WITH viewer, [{key}, {self._row(rows, node, {})}] AS {row} RETURN collect({row}) AS {answer} }}"
        ), answer

    def _start(self, entry: Entry) -> tuple[str, str]:
        """`[how many the piece had, [[key, row] …]]`."""
        start: Any = entry.begin
        piece, id, node, row, kept, answer = (self._fresh() for _ in range(6))
        names = {start.variable: node}
        tests = self._guard(start.label, node) + ([rename(start.wanted, names)] if start.wanted else [])
        key, _, way = start.key.partition(" ")
        order = f"{rename(key, names)} {way}".strip()
        source = f"CALL () {{ {start.piece} }} WITH collect(id)" if start.ids is None else "WITH $ids"
        return (
            f"CALL () {{ {source} AS {piece} {VIEWER} CALL (viewer, {piece}) {{"
            f" UNWIND {piece} AS {id} WITH viewer, {id} MATCH ({node}:{start.label} {{id: {id}}}){_where(tests)}"
            f" WITH viewer, {node} ORDER BY {order} LIMIT $most"
            f" WITH viewer, [{rename(key, names)}, {self._row(entry.rows, node, {})}] AS {row}"
            f" RETURN collect({row}) AS {kept} }} RETURN [size({piece}), {kept}] AS {answer} }}"
        ), answer

    def _row(self, rows: Rows, node: str, known: dict[str, str]) -> str:
        if not rows.several:
            [columns] = rows.by_label.values()
            return f"[{', '.join(self._columns(columns, node, known if rows.link else {}))}]"
        cases = (
            f"WHEN {node}:{label} THEN [{', '.join([repr(label), *self._columns(columns, node, {})])}]"
            for label, columns in rows.by_label.items()
        )
        return f"CASE {' '.join(cases)} END"

    def _columns(self, columns: Columns, node: str, known: dict[str, str]) -> list[str]:
        return [self._column(column, node, known) for column in columns.columns]

    def _column(self, column: Column, node: str, known: dict[str, str]) -> str:
        match column:
            case Property(name):
                return f"{node}.{name}"
            case Bound(name, rows):
                return self._row(rows, known[name], {})
            case Value(read) if read.kind is Kind.VALUE:
                return rename(read.text, {read.source: node})
            case Value(read):
                return self._count(read, self._walk(read, node))
            case Slot():
                return "null"
            case Hop():
                return self._hop(column, node)

    def _hop(self, hop: Hop, node: str) -> str:
        read, walked = hop.read, self._walk(hop.read, node)
        target = walked.names[hop.rows.link or read.pattern.target[0]]
        row, tests = self._row(hop.rows, target, dict(walked.names)), self._tests(read, walked)
        if hop.kind is Kind.ONE and not read.order:
            return f"head([{walked.text}{_where(tests)} | {row}])"
        if hop.kind is Kind.PAGE:
            return self._page(hop, walked, row, tests)
        order, limit = rename(read.order, walked.names), 1 if hop.kind is Kind.ONE else read.limit
        rows = self._collect(walked, tests, order, str(limit), row)
        return f"head({rows})" if hop.kind is Kind.ONE else rows

    def _page(self, hop: Hop, walked: Written, row: str, tests: list[str]) -> str:
        expression, falls = rename(hop.read.key[0], walked.names), hop.read.key[1] ^ hop.backwards
        bound = f"({hop.after} IS NULL OR {expression} {'<' if falls else '>'} {hop.after})"
        order = f"{expression}{' DESC' if falls else ''}"
        rows = self._collect(walked, [*tests, bound], order, hop.limit, f"[{expression}, {row}]")
        if hop.read.long:  # else null: its rows are asked for of an index
            source = hop.read.pattern.source
            rows = f"CASE WHEN {rename(hop.read.long.few, {source: walked.names[source]})} THEN {rows} END"
        total = (
            self._count(hop.read, self._walk(hop.read, walked.names[hop.read.pattern.source])) if hop.total else "null"
        )
        return f"[{rows}, {total}]"

    def _collect(self, walked: Written, tests: list[str], order: str, limit: str, row: str) -> str:
        keep, name = ", ".join(dict.fromkeys(["viewer", *walked.names.values()])), self._fresh()
        return (
            f"COLLECT {{ MATCH {walked.text}{_where(tests)} WITH {keep} ORDER BY {order} LIMIT {limit}"
            f" RETURN {row} AS {name} ORDER BY {order} }}"
        )

    def _count(self, read: Read, walked: Written) -> str:
        return f"COUNT {{ MATCH {walked.text}{_where(self._tests(read, walked))} }}"

    def _walk(self, read: Read, node: str) -> Written:
        return read.pattern.write(node, self._fresh)

    def _tests(self, read: Read, walked: Written) -> list[str]:
        return [] if read.trusted else self._guards.tests(walked)

    def _guard(self, label: str, node: str) -> list[str]:
        return [self._guards.on(label, node)] if self._guards.guarded(label) else []


def _where(tests: list[str]) -> str:
    return f" WHERE {' AND '.join(tests)}" if tests else ""
