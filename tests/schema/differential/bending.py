"""Bends a document: names what is there, makes variables, conditions, fragments and repeats of what it asks."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from graphql import GraphQLNamedType, GraphQLSchema, OperationType, get_named_type, parse_value, value_from_ast_untyped

from tests.schema.differential.known import Known
from tests.schema.differential.pick import Document, Pick

BAD_VALUES = ({"not": "valid"}, [], "2147483648", 2**40, 1.5, True)


@dataclass(frozen=True)
class Asked:
    """A document and the values of its variables."""

    document: Document
    values: dict[str, Any] = field(default_factory=dict)


def bent(schema: GraphQLSchema, document: Document, known: Known, random: Random) -> Asked:
    """The document, bent; it is mostly valid still."""
    root = schema.get_root_type(OperationType(document.kind))
    bender = _Bender(schema, known, random)
    picks = bender.bend(document.picks, root)
    made = Document(document.kind, picks, tuple(bender.variables), tuple(bender.fragments))
    return Asked(made, bender.values)


class _Bender:
    def __init__(self, schema: GraphQLSchema, known: Known, random: Random) -> None:
        self._schema, self._known, self._random = schema, known, random
        self._wrong = random.random() < 0.08  # one bad value refuses the whole document: in few of them
        self.variables: list[str] = []
        self.values: dict[str, Any] = {}
        self.fragments: list[tuple[str, tuple[Pick, ...]]] = []

    def bend(self, picks: tuple[Pick, ...], parent: Any) -> tuple[Pick, ...]:
        bent = [one for pick in picks for one in self._repeated(self._pick(pick, parent))]
        if self._chance(0.15):
            bent.append(Pick("__typename"))
        if self._chance(0.2):
            cut = self._random.randrange(len(bent))
            bent[cut:] = [self._fragment(tuple(bent[cut:]), parent)]
        return tuple(bent)

    def _pick(self, pick: Pick, parent: Any) -> Pick:
        conditions = (self._condition(),) if self._chance(0.08) else ()
        if pick.head.startswith("..."):
            target: GraphQLNamedType | None = self._schema.get_type(pick.condition) if pick.condition else parent
            return replace(pick, directives=conditions, picks=self.bend(pick.picks, target))
        if pick.field == "__typename":
            return pick
        definition = parent.fields[pick.field]
        arguments = tuple((name, self._argument(pick.field, name, given, definition)) for name, given in pick.arguments)
        inner = self.bend(pick.picks, get_named_type(definition.type)) if pick.picks else ()
        return Pick(pick.head, arguments, conditions, inner)

    def _argument(self, name: str, argument: str, literal: str, definition: Any) -> str:
        likely = self._known.literal(name, argument, self._random)
        literal = likely if likely is not None and self._chance(0.8) else literal
        if not self._chance(0.35):
            return literal
        return self._variable(str(definition.args[argument].type), literal)

    def _variable(self, type_: str, literal: str) -> str:
        name = f"v{len(self.variables)}"
        default = f" = {literal}" if self._chance(0.25) else ""
        self.variables.append(f"${name}: {type_}{default}")
        left_out = self._chance(0.3) if default or not type_.endswith("!") else self._wrong and self._chance(0.2)
        if not left_out:
            wrong = self._wrong and self._chance(0.3)
            self.values[name] = self._random.choice(BAD_VALUES) if wrong else _value(literal)
        return f"${name}"

    def _condition(self) -> str:
        kind = self._random.choice(["include", "skip"])
        literal = "true" if self._chance(0.75 if kind == "include" else 0.25) else "false"
        return f"@{kind}(if: {self._variable('Boolean!', literal) if self._chance(0.6) else literal})"

    def _repeated(self, pick: Pick) -> list[Pick]:
        if not self._chance(0.08):
            return [pick]
        some = tuple(one for one in pick.picks if self._chance(0.6)) or pick.picks
        return [pick, replace(pick, picks=some, directives=())]

    def _fragment(self, picks: tuple[Pick, ...], parent: GraphQLNamedType) -> Pick:
        conditions = (self._condition(),) if self._chance(0.3) else ()
        if self._chance(0.5):
            return Pick(self._random.choice(["...", f"... on {parent.name}"]), (), conditions, picks)
        name = f"F{len(self.fragments)}"
        self.fragments.append((f"{name} on {parent.name}", picks))
        return Pick(f"...{name}", (), conditions)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def _value(literal: str) -> Any:
    return value_from_ast_untyped(parse_value(literal))
