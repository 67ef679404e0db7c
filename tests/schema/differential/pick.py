"""A document as a tree that is easy to bend and to cut: a pick is a field, an inline fragment or a spread."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphql import FieldNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode, parse, print_ast


@dataclass(frozen=True)
class Pick:
    """`head` is `name`, `alias: name`, `... on Type`, `...` or `...F1`; arguments are pairs of name and literal."""

    head: str
    arguments: tuple[tuple[str, str], ...] = ()
    directives: tuple[str, ...] = ()
    picks: tuple["Pick", ...] = ()

    def __str__(self) -> str:
        given = ", ".join(f"{name}: {literal}" for name, literal in self.arguments)
        parts = [self.head + (f"({given})" if given else ""), *self.directives]
        return " ".join([*parts, block(self.picks)] if self.picks else parts)

    @property
    def field(self) -> str:
        """The name of the field; empty for a fragment."""
        return "" if self.head.startswith("...") else self.head.rpartition(": ")[2]

    @property
    def condition(self) -> str:
        """The type of an inline fragment; empty where it names none."""
        return self.head.partition("... on ")[2]


@dataclass(frozen=True)
class Document:
    """An operation with its fragments: `variables` and `fragments` are lines as they are written."""

    kind: str
    picks: tuple[Pick, ...]
    variables: tuple[str, ...] = ()
    fragments: tuple[tuple[str, tuple[Pick, ...]], ...] = ()

    def __str__(self) -> str:
        variables = f" Q({', '.join(self.variables)})" if self.variables else ""
        fragments = (f"fragment {head} {block(picks)}" for head, picks in self.fragments)
        return "\n".join([f"{self.kind}{variables} {block(self.picks)}", *fragments])

    @property
    def aliases(self) -> int:
        """How many fields are called otherwise; those of fragments once."""
        return sum(": " in one.head for picks in self._blocks for one in _all(picks))

    @property
    def depth(self) -> int:
        """The levels of fields, spreads counted through."""
        inside = {head.partition(" ")[0]: picks for head, picks in self.fragments}
        return _depth(self.picks, inside)

    @property
    def _blocks(self) -> list[tuple[Pick, ...]]:
        return [self.picks, *(picks for _, picks in self.fragments)]

    def smaller(self) -> Iterator["Document"]:
        """Each document that has one thing less, the largest cuts first."""
        for picks in _smaller(self.picks):
            yield replace(self, picks=picks)
        for number, (head, inner) in enumerate(self.fragments):
            for picks in _smaller(inner):
                fragments = (*self.fragments[:number], (head, picks), *self.fragments[number + 1 :])
                yield replace(self, fragments=fragments)
            yield replace(self, fragments=self.fragments[:number] + self.fragments[number + 1 :])
        for number in range(len(self.variables)):
            yield replace(self, variables=self.variables[:number] + self.variables[number + 1 :])


def block(picks: tuple[Pick, ...]) -> str:
    return "{ " + " ".join(map(str, picks)) + " }"


def read(text: str) -> Document:
    """The tree of a document of one operation, without fragment definitions and variables, as generators write it."""
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return Document(operation.operation.value, _picks(operation.selection_set))


def _all(picks: tuple[Pick, ...]) -> Iterator[Pick]:
    for one in picks:
        yield one
        yield from _all(one.picks)


def _depth(picks: tuple[Pick, ...], fragments: dict[str, tuple[Pick, ...]]) -> int:
    below = (_depth(one.picks or fragments.get(one.head[3:], ()), fragments) + bool(one.field) for one in picks)
    return max(below, default=0)


def _picks(selections: SelectionSetNode | None) -> tuple[Pick, ...]:
    return tuple(_pick(one) for one in selections.selections) if selections else ()


def _pick(node: object) -> Pick:
    if isinstance(node, FieldNode):
        head = f"{node.alias.value}: {node.name.value}" if node.alias else node.name.value
        arguments = tuple((one.name.value, print_ast(one.value)) for one in node.arguments or ())
        return Pick(head, arguments, (), _picks(node.selection_set))
    assert isinstance(node, InlineFragmentNode)
    on = f"... on {node.type_condition.name.value}" if node.type_condition else "..."
    return Pick(on, (), (), _picks(node.selection_set))


def _smaller(picks: tuple[Pick, ...]) -> Iterator[tuple[Pick, ...]]:
    for number, pick in enumerate(picks):
        before, after = picks[:number], picks[number + 1 :]
        if before or after:
            yield (*before, *after)
        for inner in _smaller(pick.picks):
            yield (*before, replace(pick, picks=inner), *after)
        for arguments in _without_one(pick.arguments):
            yield (*before, replace(pick, arguments=arguments), *after)
        if pick.directives:
            yield (*before, replace(pick, directives=()), *after)


def _without_one(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[tuple[str, str], ...]]:
    return (pairs[:number] + pairs[number + 1 :] for number in range(len(pairs)))
