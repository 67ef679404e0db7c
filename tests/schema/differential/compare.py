"""Two ways to run a document, and what may differ between their answers: nothing but which of two errors is told."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from strawberry import Schema
from strawberry.types import ExecutionResult

from graph.database import Graph, Row
from schema.context import Context
from schema.language import LANGUAGES
from schema.root import SCHEMA
from tests.schema.differential.bending import Asked

Path = tuple[str | int, ...]
BUG: Final = re.compile(r"Internal error \w+\.")


class Listening(Graph):
    """The same graph, which keeps the texts of what it was asked."""

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)
        self.heard: set[str] = set()

    async def read(self, statement: Any, **parameters: Any) -> list[Row]:
        self.heard.add(statement)
        return await super().read(statement, **parameters)


@dataclass(frozen=True)
class Answer:
    """What came back: the text of the data, and the message at each path of an error."""

    data: Any
    errors: tuple[tuple[Path, str], ...]

    @property
    def text(self) -> str:
        """The data as a client gets it: the order of the keys counts."""
        return json.dumps(self.data, ensure_ascii=False)

    @property
    def all_text(self) -> str:
        return json.dumps([self.data, [message for _, message in self.errors]], ensure_ascii=False)

    @property
    def paths(self) -> set[Path]:
        return {path for path, _ in self.errors}

    def nulled(self, path: Path) -> bool:
        """Whether the data is null at the path or above it."""
        here = self.data
        for step in path:
            if here is None:
                return True
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return False
        return here is None


class Verdict(Enum):
    """How two answers compare."""

    IDENTICAL = "identical"
    OTHER_ERROR = "the same data; another error of the same null"
    DIFFERENT = "DIFFERENT"


def compare(plain: Answer, fast: Answer) -> Verdict:
    """By the text of the data, the paths of the errors, and their messages but those of bugs."""
    if plain.text != fast.text:
        return Verdict.DIFFERENT
    if plain.paths != fast.paths:
        alike = all(plain.nulled(path) for path in plain.paths ^ fast.paths) and plain.paths and fast.paths
        return Verdict.OTHER_ERROR if alike else Verdict.DIFFERENT
    return Verdict.IDENTICAL if sorted(plain.errors, key=str) == sorted(fast.errors, key=str) else Verdict.DIFFERENT


@dataclass
class Ways:
    """Runs documents on a graph both ways."""

    graph: Graph
    plain: Schema = field(default_factory=lambda: reference())
    fast: Schema = SCHEMA

    def __post_init__(self) -> None:
        self.listening = Listening(self.graph)

    async def both(self, asked: Asked, viewer: str) -> tuple[Answer, Answer]:
        """What the reference answers, and what runs."""
        return await self.slow(asked, viewer), await self.quick(asked, viewer)

    async def slow(self, asked: Asked, viewer: str) -> Answer:
        return await run(self.plain, self.graph, str(asked.document), asked.values, viewer)

    async def quick(self, asked: Asked, viewer: str) -> Answer:
        return await self.text(str(asked.document), asked.values, viewer)

    async def text(self, text: str, values: dict[str, Any], viewer: str) -> Answer:
        """What runs answers a document that was written by hand."""
        return await run(self.fast, self.listening, text, values, viewer)


def reference() -> Schema:
    """The schema that runs field by field."""
    return getattr(SCHEMA, "reference", SCHEMA)


async def run(schema: Schema, graph: Graph, text: str, values: dict[str, Any], viewer: str) -> Answer:
    """The answer of one way to one viewer."""
    context = Context(graph=graph, language=LANGUAGES["fr"], viewer=viewer)
    try:
        result = await schema.execute(text, values, context_value=context)
    except Exception as error:  # it should have been told as an error of the answer
        return Answer(None, (((), f"raised {error!r}"),))
    assert isinstance(result, ExecutionResult)
    errors = ((tuple(error.path or ()), BUG.sub("Internal error.", error.message)) for error in result.errors or ())
    return Answer(result.data, tuple(errors))


@dataclass
class Tally:
    """What came of many documents."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    refused: int = 0  # without data
    told: list[str] = field(default_factory=list)

    def count(self, verdict: Verdict, answer: Answer) -> None:
        self.verdicts[verdict] += 1
        self.refused += answer.data is None

    def __str__(self) -> str:
        counts = ", ".join(f"{self.verdicts[verdict]} {verdict.value}" for verdict in Verdict)
        return f"{self.verdicts.total()} executions: {counts}; {self.refused} refused as a whole"


def told(document: object, values: dict[str, Any], viewer: str, plain: Answer, fast: Answer) -> str:
    """A difference, to be read."""
    lines: Sequence[str] = (
        f"as {viewer}: {document}",
        f"variables: {values}",
        f"reference: {plain.text[:1500]} {plain.errors}",
        f"compiled:  {fast.text[:1500]} {fast.errors}",
    )
    return "\n".join(lines)
