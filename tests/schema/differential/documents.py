"""Documents to be run both ways: generated from the printed schema, and walked deep at random; then bent."""

from collections.abc import Iterator
from dataclasses import replace
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

from schema.root import SCHEMA
from tests.schema.differential import pick
from tests.schema.differential.bending import Asked, bent
from tests.schema.differential.known import Known
from tests.schema.differential.pick import Document, Pick

CORE: Final[GraphQLSchema] = SCHEMA._schema
PRINTED: Final = Path(__file__).parents[3] / "schema" / "schema.graphql"
ENUMS_AND_ALL: Final = {"Instant": st.sampled_from(["2026-11-01T00:00:00Z", "hier"]).map(nodes.String)}


def asked(known: Known, start: int, number: int, *, generated: float = 0.4) -> Iterator[Asked]:
    """So many valid documents with their variables, the same from the same `start`."""
    random = Random(start)
    small = round(number * generated)
    yield from _valid((bent(CORE, one, known, random) for one in _generated(start, small * 2)), small)
    walks = (Document("query", _walk(CORE.query_type, known, random, random.choice((2, 3, 4)))) for _ in iter(int, 1))
    yield from _valid((bent(CORE, one, known, random) for one in walks), number - small)


def valid(text: str) -> bool:
    return not validate(CORE, parse(text))


def _valid(found: Iterator[Asked], number: int) -> Iterator[Asked]:
    kept = 0
    while kept < number and (one := next(found, None)):
        if valid(str(one.document)):
            kept += 1
            yield one


def _generated(start: int, number: int) -> list[Document]:
    """Small documents of all shapes; hypothesis is the writer here, and nothing is tested while it writes."""
    found: list[Document] = []

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hypothesis_graphql.queries(PRINTED.read_text(), custom_scalars=ENUMS_AND_ALL))
    def write(text: str) -> None:
        if "__schema" not in text and "__type(" not in text:
            found.append(pick.read(text))

    if number:
        write()
    return found


def _walk(type_: GraphQLNamedType | None, known: Known, random: Random, depth: int) -> tuple[Pick, ...]:
    """Some fields of a type and, as far as `depth` goes, some of what they arrive at."""
    assert type_ is not None
    picks: list[Pick] = []
    if not is_union_type(type_):
        fields = [(name, one) for name, one in type_.fields.items() if depth > 0 or _is_leaf(one)]  # type: ignore[attr-defined]
        for name, field in random.sample(fields, min(len(fields), random.randint(1, 5))):
            inner = () if _is_leaf(field) else _walk(get_named_type(field.type), known, random, _below(field, depth))
            picks.append(Pick(_named(name, random), _arguments(name, field, known, random), (), inner))
    if is_abstract_type(type_) and (depth > 0 or not picks):
        for one in CORE.get_possible_types(type_):
            if random.random() < (0.5 if is_interface_type(type_) else 0.8):
                picks.append(Pick(f"... on {one.name}", (), (), _walk(one, known, random, depth - 1)))
    return tuple(picks) or (Pick("__typename"),)


def _below(field: GraphQLField, depth: int) -> int:
    """A page and its rows are no level of their own."""
    return depth if get_named_type(field.type).name.endswith(("Connection", "Edge", "PageInfo")) else depth - 1


def _named(name: str, random: Random) -> str:
    return f"a{random.randrange(100)}: {name}" if random.random() < 0.2 else name


def _arguments(name: str, field: GraphQLField, known: Known, random: Random) -> tuple[tuple[str, str], ...]:
    given = []
    for argument, one in field.args.items():
        often = 1.0 if is_required_argument(one) else 0.15 if argument in ("last", "before", "after") else 0.5
        if random.random() < often and (literal := known.literal(name, argument, random)) is not None:
            given.append((argument, literal))
    if field.args and name == "member" and not given:
        return (("id", str(known.literal(name, "id", random))),)
    return tuple(given)


def _is_leaf(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type))


def without_values(one: Asked) -> Asked:
    """The same document, none of its variables given."""
    return replace(one, values={})
