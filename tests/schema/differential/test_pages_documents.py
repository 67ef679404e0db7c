"""The documents of the pages and of live spaces are answered alike both ways, whoever looks at the page."""

import json
from random import Random
from typing import Any, Final

import pytest
from graphql import (
    FieldNode,
    GraphQLNonNull,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    parse,
    type_from_ast,
    visit,
)

from tests.schema.differential.compare import Verdict, Ways, compare, run, told
from tests.schema.differential.documents import CORE
from tests.schema.differential.known import Known
from tests.schema.differential.leaks import leaked
from tests.schema.differential.network import KINDS, World
from tests.schema.differential.oracle import Eyes
from web.documents import document, names

pytestmark = pytest.mark.anyio


def operation(name: str) -> OperationDefinitionNode:
    """Of the document of a page."""
    return next(one for one in parse(document(name)).definitions if isinstance(one, OperationDefinitionNode))


READS: Final = [name for name in names() if operation(name).operation is OperationType.QUERY]


def variables(name: str, known: Known, random: Random) -> dict[str, Any]:
    """Values for the variables of a page's document: what its fields might be given, and any answer to @include."""
    places: dict[str, tuple[str, str]] = {}

    class Places(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            for argument in node.arguments or ():
                if isinstance(argument.value, VariableNode):
                    places.setdefault(argument.value.name.value, (node.name.value, argument.name.value))

    visit(parse(document(name)), Places())
    values: dict[str, Any] = {}
    for one in operation(name).variable_definitions or ():
        variable, type_ = one.variable.name.value, type_from_ast(CORE, one.type)  # type: ignore[arg-type]
        if isinstance(type_, GraphQLNonNull) or random.random() < 0.4:
            values[variable] = _value(known, random, places.get(variable))
    return values


def _value(known: Known, random: Random, place: tuple[str, str] | None) -> Any:
    literal = known.literal(*place, random) if place else random.choice(("true", "false"))
    if literal is None:
        return None
    try:
        return json.loads(literal)
    except ValueError:  # an enum
        return literal


@pytest.mark.parametrize("name", READS)
async def test_the_document_of_a_page_is_answered_alike(ways: Ways, world: World, known: Known, name: str) -> None:
    random, text = Random(name), document(name)
    for kind, viewer in KINDS.items():
        values = variables(name, known, random)
        plain = await run(ways.plain, ways.graph, text, values, viewer)
        fast = await run(ways.fast, ways.graph, text, values, viewer)
        assert compare(plain, fast) is not Verdict.DIFFERENT, told(name, values, kind, plain, fast)
        assert not leaked(fast.data, Eyes(world, viewer)), (kind, values)
