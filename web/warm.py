"""Plans the documents of the pages before anybody asks: Neo4j takes a quarter of a second to plan what it never saw."""

from graphql import NonNullTypeNode, OperationDefinitionNode, OperationType, VariableDefinitionNode, parse

from graph.database import Engine
from graph.viewer import VISITOR
from schema.context import Context
from schema.language import LANGUAGES
from schema.root import SCHEMA
from web.documents import document, names
from web.house import House

EMPTY = {"Boolean": True, "Int": 1, "Float": 0.0}  # what stands for a variable that must be given; "" for all else


async def warm(house: House) -> int:
    """Asks each of them once as a visitor, for what isn't there; how many. Nothing where the engine plans at once."""
    if house.graph.engine is not Engine.NEO4J:
        return 0
    given = {name: variables(document(name)) for name in names()}
    asked = [await _ask(house, name, values) for name, values in given.items() if values is not None]
    return asked.count(True)


async def _ask(house: House, name: str, values: dict[str, object]) -> bool:
    context = Context(house.graph, LANGUAGES["fr"], VISITOR)
    return not (await SCHEMA.execute(document(name), values, context_value=context)).errors


def variables(text: str) -> dict[str, object] | None:
    """Values that a query can be asked with; None where the text is no query."""
    for one in parse(text).definitions:
        if isinstance(one, OperationDefinitionNode) and one.operation is OperationType.QUERY:
            needed = [each for each in one.variable_definitions or () if isinstance(each.type, NonNullTypeNode)]
            return {each.variable.name.value: _empty(each) for each in needed if each.default_value is None}
    return None


def _empty(variable: VariableDefinitionNode) -> object:
    type_ = variable.type.type if isinstance(variable.type, NonNullTypeNode) else variable.type
    return EMPTY.get(type_.name.value, "") if hasattr(type_, "name") else []
