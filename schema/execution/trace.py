"""What a document took: each answer of Python and each read of nodes, with its statements, rows and time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.counting import Count, counting


@dataclass
class Step:
    """One thing that was waited for. `rows` are the parents that Python answered for, or the nodes that were read."""

    of: str
    statements: int = 0
    rows: int = 0
    ms: float = 0.0
    statement: str | None = None


@dataclass
class Trace:
    """The steps of a document, in the order in which they ended."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, of: str, statement: str | None = None) -> Iterator[Step]:
        """Measures until the block ends."""
        step, start = Step(of, statement=statement), time.perf_counter()
        with counting() as count:
            yield step
        self._end(step, count, start)

    def _end(self, step: Step, count: Count, start: float) -> None:
        step.ms = round((time.perf_counter() - start) * 1000, 3)
        step.statements = count.statements
        self.steps.append(step)

    def told(self) -> list[dict[str, Any]]:
        """As it stands in an answer."""
        return [{name: value for name, value in asdict(step).items() if value is not None} for step in self.steps]
