"""Who may see a node: said once for each label, put on every hop that arrives there."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.query.pattern import PatternError, Written, rename

EVERYONE = "true"


@dataclass(frozen=True)
class Node:
    """A label (or the type of a relationship), and who may see it: a predicate over `variable` and `viewer`."""

    label: str
    variable: str
    visible: str


class Guards:
    """The guards of all labels that a schema shows."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.label: node for node in nodes}

    def __contains__(self, label: str) -> bool:
        return label in self._nodes

    def guarded(self, label: str) -> bool:
        """True where a node of `label` (or of one of `A|B`) may be hidden from somebody."""
        return any(self._node(one).visible != EVERYONE for one in label.split("|"))

    def on(self, label: str, variable: str) -> str:
        """The predicate for a node of `label` called `variable`; "true" where everyone may see it."""
        nodes = [self._node(one) for one in label.split("|")]
        tests = [rename(node.visible, {node.variable: variable}) for node in nodes]
        if len(nodes) == 1:
            return f"({tests[0]})"
        return "(" + " OR ".join(f"({variable}:{n.label} AND ({t}))" for n, t in zip(nodes, tests, strict=True)) + ")"

    def tests(self, written: Written) -> list[str]:
        """The predicates over all that a pattern arrives at; none where all of it is public."""
        nodes = [self.on(label, variable) for label, variable in written.arrived if self.guarded(label)]
        return nodes + [
            self.on(kind, variable) for kind, variable in written.links if kind in self and self.guarded(kind)
        ]

    def where(self, written: Written) -> str:
        """`WHERE …` with these predicates, or nothing."""
        tests = self.tests(written)
        return f" WHERE {' AND '.join(tests)}" if tests else ""

    def _node(self, label: str) -> Node:
        if label not in self._nodes:
            raise PatternError(f":{label}: no type of the schema says who may see it")
        return self._nodes[label]
