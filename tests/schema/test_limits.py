"""A document that asks too much is refused by one error, which says how much it is and how much it may be."""

from typing import Any

import pytest
from graphql import GraphQLError, get_introspection_query

from graph.database import Graph
from schema.context import Context
from schema.execution import limiting
from schema.language import LANGUAGES
from schema.limits import LIMITS, Limits
from schema.root import SCHEMA

pytestmark = pytest.mark.anyio


async def errors_of(graph: Graph, text: str, **changes: Any) -> list[GraphQLError]:
    context = Context(graph=graph, language=LANGUAGES["fr"], **changes)
    with graph.counting() as count:
        result = await SCHEMA.execute(text, {}, context_value=context)
    if result.errors:
        assert result.data is None
        assert count.statements == 0
    return result.errors or []


@pytest.mark.parametrize(
    ("text", "code", "figure"),
    [
        ("{ viewer " + "{ communities { nodes " * 6 + "{ id }" + "} }" * 6 + " }", "TOO_DEEP", 13),
        ("{ " + " ".join(f"a{i}: __typename" for i in range(31)) + " }", "TOO_MANY_ALIASES", 31),
        ("{ ...on Query { " + "__typename " * 51 + "} }", "TOO_MANY_REPEATS", 51),
        ("{ " + "__typename " * 4000 + "}", "TOO_MANY_TOKENS", 4002),
        (
            "{ __typename }" + " ".join(f"fragment F{i} on Query {{ __typename }}" for i in range(101)),
            "TOO_MANY_FRAGMENTS",
            101,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isupper() else "",
)
async def test_one_error_says_the_figure_and_the_bound(graph: Graph, text: str, code: str, figure: int) -> None:
    [error] = await errors_of(graph, text)
    assert error.extensions is not None
    bound = error.extensions["bound"]
    assert error.extensions == {"code": code, "figure": figure, "bound": bound}
    assert str(figure) in error.message
    assert str(bound) in error.message
    assert text not in SCHEMA.documents


async def test_levels_are_counted_through_fragments(graph: Graph) -> None:
    links = " ".join(f"fragment F{i} on Community {{ within {{ ...F{i + 1} }} }}" for i in range(12))
    text = '{ community(slug: "x") { ...F0 } }' + links + "fragment F12 on Community { id }"
    [error] = await errors_of(graph, text)
    assert error.message == "This document is 13 levels deep; at most 12 are answered."


@pytest.mark.parametrize("spread", ["viewer { ...N ...M }", "viewer { ...N } viewer { ...M }", "...A ...B"])
async def test_repeats_are_counted_where_they_meet(graph: Graph, spread: str) -> None:
    text = "{ " + spread + " } fragment A on Query { viewer { ...N } } fragment B on Query { viewer { ...M } }"
    for name in "NM":
        text += f" fragment {name} on Member {{ {'name ' * 26} }}"
    [error] = await errors_of(graph, text)
    assert error.extensions == {"code": "TOO_MANY_REPEATS", "figure": 52, "bound": 50}


async def test_what_fragments_multiply_is_counted(graph: Graph) -> None:
    text = "{ viewer { ...F0 } } fragment F5 on Member { id name }"
    for i in range(5):
        below = " ".join(f"x{j}{i}: communities {{ nodes {{ ...F{i + 1} }} }}" for j in range(5))
        text += f" fragment F{i} on Member {{ {below} }}"
    [error] = await errors_of(graph, text)
    assert error.extensions is not None
    assert error.extensions["code"] == "TOO_MANY_FIELDS"


async def test_at_the_bound_a_document_is_answered(graph: Graph) -> None:
    text = "{ " + " ".join(f"a{i}: __typename" for i in range(LIMITS.aliases)) + " }"
    assert await errors_of(graph, text) == []
    assert await errors_of(graph, "{ " + "__typename " * LIMITS.repeats + "}") == []


async def test_what_tools_ask_of_the_schema_is_answered(graph: Graph) -> None:
    assert await errors_of(graph, get_introspection_query(input_value_deprecation=True)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...A ...A } fragment A on Query { ...A }",
        "{ ...Nowhere }",
        "{" * 900,
        "{ a" * 150 + "}" * 150,
        "{ a(x: " + "[" * 900 + "]" * 900 + ") }",
        "{ " + " ".join(f"...F{i} ...F{i}" for i in range(40)) + "}",
    ],
)
async def test_what_goes_round_or_makes_no_sense_is_refused_as_well(graph: Graph, text: str) -> None:
    found = await errors_of(graph, text)
    assert found
    assert not [error for error in found if "Internal" in error.message]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("{ a }", 3),
        ('{ a(x: "{ { {", y: """ " \\""" { """) # { { {\n}', 11),
        ("query($x:Int=-1.5e-3){...F,,,@skip}", 15),
        ('{ a(x: "', 6),
    ],
)
def test_words_and_signs_are_those_that_a_parser_reads(text: str, tokens: int) -> None:
    found = [one for one in limiting.TOKEN.findall(text) if not one.startswith("#")]
    assert len(found) == tokens, found


async def test_a_new_text_counts_once_and_a_known_one_never(graph: Graph) -> None:
    seen: list[str] = []

    def count() -> int:
        seen.append("new")
        return 0

    text = "query OnlyHere { __typename }"
    for _ in range(3):
        assert await errors_of(graph, text, new_document=count) == []
    assert seen == ["new"]


async def test_who_brings_too_many_new_texts_is_told_when_to_come_back(graph: Graph) -> None:
    known = "query KnownBefore { __typename }"
    assert await errors_of(graph, known) == []
    assert await errors_of(graph, known, new_document=lambda: 7) == []
    [error] = await errors_of(graph, "query NotKnownBefore { __typename }", new_document=lambda: 7)
    assert error.extensions == {"code": "TOO_MANY_DOCUMENTS", "retryAfter": 7}
    assert "7 seconds" in error.message


async def test_who_has_no_budget_left_is_told_so_before_the_database_is_touched(graph: Graph) -> None:
    asked: list[int] = []

    def spend(nodes: int) -> int:
        asked.append(nodes)
        return 9

    [error] = await errors_of(graph, "{ topics(first: 7) { nodes { id } } }", spend=spend)
    assert error.extensions == {"code": "OVER_BUDGET", "retryAfter": 9}
    assert asked == [7]


async def test_what_could_read_too_much_is_refused(graph: Graph, monkeypatch: Any) -> None:
    topics = "{ topics(first: 11) { nodes { id } } }"
    monkeypatch.setattr("schema.execution.executor.LIMITS", Limits(nodes=10))
    [error] = await errors_of(graph, topics)
    assert error.extensions == {"code": "TOO_MANY_NODES", "figure": 11, "bound": 10}
    monkeypatch.setattr("schema.execution.executor.LIMITS", Limits(statements=1))
    [error] = await errors_of(graph, topics)
    assert error.extensions == {"code": "TOO_MANY_STATEMENTS", "figure": 2, "bound": 1}
