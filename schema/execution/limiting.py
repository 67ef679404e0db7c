"""A text that was never seen is measured: before it is read, and once more before it is compared with the schema."""

import re
from functools import cache
from typing import Any, Final

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode

from schema.limits import LIMITS, refuse, too_many_new

DEEPEST: Final = 30  # levels that are looked into: more than are answered, also of the schema itself
# What a lexer would find, and what it would not take; in one pass, for nothing is gone back over.
TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\"""|\\|"(?!""))*+(?:"""|\Z)|"(?:[^"\\\n\r]|\\.)*+"?|#[^\n\r]*'
    r"|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][0-9.eE+-]*|\.\.\.|[^\s,\ufeff]"
)


def measure_text(text: str, context: Any) -> None:
    """GraphQLError where a new text is too long to be read, or its sender has brought too many new ones."""
    tokens = sum(not found.startswith("#") for found in TOKEN.findall(text))
    if tokens > LIMITS.tokens:
        raise refuse("tokens", tokens, LIMITS.tokens)
    wait = context.new_document() if context is not None else 0
    if wait:
        raise too_many_new(wait)


def measure_document(document: DocumentNode) -> None:
    """GraphQLError with the first figure over its bound. Cycles of fragments are left to the validation."""
    shape = _Shape(document)
    figures = {
        "fragments": len(shape.fragments),
        "aliases": shape.aliases,
        "fields": shape.fields,
        "repeats": shape.repeats,
        "depth": max((shape.depth(one) for one in shape.operations), default=0),
    }
    for name, figure in figures.items():
        if figure > (bound := getattr(LIMITS, name)):
            raise refuse(name, figure, bound)


class _Shape:
    """Aliases are counted in the text; fields, repeats and depth go through the fragments."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        self.operations: list[OperationDefinitionNode] = []
        self.aliases = self.repeats = self.fields = 0
        self._under_way: set[str] = set()
        self._deep = cache(self._fragment)
        for one in document.definitions:
            if isinstance(one, FragmentDefinitionNode):
                self.fragments[one.name.value] = one
            elif isinstance(one, OperationDefinitionNode):
                self.operations.append(one)
        for definition in (*self.operations, *self.fragments.values()):
            self._count(definition)
        for operation in self.operations:
            self._merge([operation], 0)

    def depth(self, node: Any) -> int:
        """Levels of selections below a node; what is asked of the schema itself has a bound of its own."""
        return max((self._depth_of(one) for one in _selections(node)), default=0)

    def _depth_of(self, one: Any) -> int:
        if isinstance(one, FieldNode):
            return 0 if one.name.value.startswith("__") or one.selection_set is None else 1 + self.depth(one)
        return self._deep(one.name.value) if hasattr(one, "name") else self.depth(one)

    def _fragment(self, name: str) -> int:
        if name in self._under_way or name not in self.fragments:
            return 0
        self._under_way.add(name)
        deep = self.depth(self.fragments[name])
        self._under_way.discard(name)
        return deep

    def _count(self, node: Any) -> None:
        for one in _selections(node):
            self.aliases += isinstance(one, FieldNode) and one.alias is not None
            self._count(one)

    def _merge(self, nodes: list[Any], level: int) -> None:
        """Fields of one name in one place are one field of the answer: what is below all of them is one place again."""
        if level > DEEPEST or self.fields > LIMITS.fields:
            return
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for node in nodes:
            self._collect(node, groups, seen)
        self.fields += sum(map(len, groups.values()))
        self.repeats = max([self.repeats, *map(len, groups.values())])
        for fields in groups.values():
            self._merge(fields, level + 1)

    def _collect(self, node: Any, groups: dict[str, list[FieldNode]], seen: set[str]) -> None:
        for one in _selections(node):
            if isinstance(one, FieldNode):
                groups.setdefault(_key(one), []).append(one)
            elif not isinstance(one, FragmentSpreadNode):
                self._collect(one, groups, seen)
            elif one.name.value not in seen:
                seen.add(one.name.value)
                self._collect(self.fragments.get(one.name.value), groups, seen)


def _selections(node: Any) -> Any:
    selected = getattr(node, "selection_set", None)
    return selected.selections if selected is not None else ()


def _key(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value
