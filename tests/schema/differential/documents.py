"""Documents to be run both ways: generated from the printed schema, and walked deep at random; then bent."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import hypothesis_graphql
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_interface_type,
    is_leaf_type,
    is_required_argument,
    is_union_type,
    parse,
    validate,
)
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes

from schema.limits import LIMITS
from schema.root import SCHEMA
from tests.schema.differential import pick
from tests.schema.differential.bending import Asked, bent
from tests.schema.differential.known import Known
from tests.schema.differential.pick import Document, Pick

CORE: Final[GraphQLSchema] = SCHEMA._schema
PRINTED: Final = Path(__file__).parents[3] / "schema" / "schema.graphql"
DEEPEST: Final = 9
CARRIERS: Final = ("Connection", "Edge", "PageInfo", "Path", "Step", "Because", "Changes", "Change", "Help", "Request")
SCALARS: Final = {"Instant": st.sampled_from(["2026-11-01T00:00:00Z", "hier"]).map(nodes.String)}


def asked(known: Known, start: int, number: int, *, generated: float = 0.3) -> Iterator[Asked]:
    """So many valid documents with their variables, the same from the same `start`."""
    random = Random(start)
    small = round(number * generated)
    written = list(_valid((bent(CORE, one, known, random) for one in _generated(start, small * 5 // 4)), small))
    yield from written
    walks = (Walk(known, random).document() for _ in iter(int, 1))
    yield from _valid((bent(CORE, one, known, random) for one in walks), number - len(written))


def valid(text: str) -> bool:
    return not validate(CORE, parse(text))


def fits(document: Document) -> bool:
    """Whether it is within the limits by far enough to be read, not refused for its size."""
    return document.depth < 12 and document.aliases <= LIMITS.aliases and len(str(document)) < 3 * LIMITS.tokens


def _valid(found: Iterator[Asked], number: int) -> Iterator[Asked]:
    kept = 0
    while kept < number and (one := next(found, None)):
        if fits(one.document) and valid(str(one.document)):
            kept += 1
            yield one


def _generated(start: int, number: int) -> list[Document]:
    """Small documents of all shapes; hypothesis is the writer here, and nothing is tested while it writes."""
    found: list[Document] = []
    if not number:
        return found

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hypothesis_graphql.queries(PRINTED.read_text(), custom_scalars=SCALARS))
    def write(text: str) -> None:
        if "__schema" not in text and "__type(" not in text:
            found.append(pick.read(text))

    write()
    return found


class Walk:
    """Fields at random, as far as depth and breath go: what is asked of a list is asked of each of its rows."""

    def __init__(self, known: Known, random: Random, breath: int | None = None) -> None:
        self._known, self._random = known, random
        self._breath = breath or random.choice((20, 60, 150))  # picks

    def document(self) -> Document:
        fields: dict[str, GraphQLField] = CORE.query_type.fields  # type: ignore[union-attr]
        starts = self._random.sample(sorted(fields), self._random.randint(1, 2))
        levels = self._random.choice((2, 3, 4))
        return Document("query", tuple(self.field(name, fields[name], levels, DEEPEST) for name in starts))

    def _picks(self, type_: GraphQLNamedType, levels: int, left: int) -> tuple[Pick, ...]:
        """Some fields of a type; `levels` of nodes below it, and `left` of anything."""
        picks: list[Pick] = []
        if not is_union_type(type_):
            further = levels > 0 and left > 1 and self._breath > 0
            fields = [(name, one) for name, one in type_.fields.items() if further or _is_leaf(one)]  # type: ignore[attr-defined]
            for name, field in self._random.sample(fields, min(len(fields), self._random.randint(2, 6))):
                picks.append(self.field(name, field, levels, left))
        if is_abstract_type(type_) and (levels > 0 or not picks):
            for one in CORE.get_possible_types(type_):
                if self._random.random() < (0.4 if is_interface_type(type_) else 0.8):
                    picks.append(Pick(f"... on {one.name}", (), (), self._picks(one, levels - 1, left)))
        return tuple(picks) or (Pick("__typename"),)

    def field(self, name: str, field: GraphQLField, levels: int, left: int = DEEPEST) -> Pick:
        """A field, and some of what it arrives at."""
        self._breath -= 1
        target = get_named_type(field.type)
        below = levels if target.name.endswith(CARRIERS) else levels - 1
        inner = () if _is_leaf(field) else self._picks(target, below, left - 1)
        alias = f"a{self._random.randrange(100)}: " if self._random.random() < 0.05 else ""
        return Pick(alias + name, self._arguments(name, field), (), inner)

    def _arguments(self, name: str, field: GraphQLField) -> tuple[tuple[str, str], ...]:
        if field.args and name == "member":
            wanted = {"slug" if self._random.random() < 0.2 else "id"}
        else:
            wanted = self._of_a_page() if "after" in field.args else {"first"} if self._random.random() < 0.5 else set()
        given = []
        for argument, one in field.args.items():
            if is_required_argument(one) or argument in wanted or self._random.random() < 0.08:
                literal = self._known.literal(name, argument, self._random)
                given += [(argument, literal)] if literal else []
        return tuple(given)

    def _of_a_page(self) -> set[str]:
        """Forwards more often than backwards, from the beginning or from a cursor."""
        ways = [set[str](), {"first"}, {"first", "after"}, {"after"}, {"last"}, {"last", "before"}]
        return self._random.choices(ways, (4, 3, 3, 1, 1, 2))[0]


def _is_leaf(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type))
