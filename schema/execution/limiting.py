"""A text that was never seen is measured: before it is read, and once more before it is compared with the schema."""

import re
from collections import Counter
from functools import cache
from typing import Any, Final

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode

from schema.limits import LIMITS, refuse, too_many_new

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
        "repeats": shape.repeats,
        "depth": max((shape.depth(one) for one in shape.operations), default=0),
    }
    for name, figure in figures.items():
        if figure > (bound := getattr(LIMITS, name)):
            raise refuse(name, figure, bound)


class _Shape:
    """Aliases and repeats are counted in the text, fragments once; a depth goes through the fragments."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        self.operations: list[OperationDefinitionNode] = []
        self.aliases = self.repeats = 0
        self._under_way: set[str] = set()
        self._deep = cache(self._fragment)
        for one in document.definitions:
            if isinstance(one, FragmentDefinitionNode):
                self.fragments[one.name.value] = one
            elif isinstance(one, OperationDefinitionNode):
                self.operations.append(one)
        for definition in (*self.operations, *self.fragments.values()):
            self._count(definition)

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
        selections = _selections(node)
        fields = [one for one in selections if isinstance(one, FieldNode)]
        self.aliases += sum(one.alias is not None for one in fields)
        most = Counter(_key(one) for one in fields).most_common(1)
        self.repeats = max([self.repeats, *(times for _, times in most)])
        for one in selections:
            self._count(one)


def _selections(node: Any) -> Any:
    selected = getattr(node, "selection_set", None)
    return selected.selections if selected is not None else ()


def _key(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value
