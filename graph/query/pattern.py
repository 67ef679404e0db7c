"""A pattern: one constant of Cypher that starts at its parent and arrives at what a field is of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_NODE = re.compile(r"\(\s*(\w*)\s*(?::\s*([\w|]+))?\s*(\{[^}]*\})?\s*\)")
_LINK = re.compile(r"\[\s*(\w*)\s*(:[\w|]+)?([^\]]*)\]")
_REPEATED = re.compile(r"\[[^\]]*\*|\)\s*[+*{]|\]->?[+*{]|\]-\s*[+*{]")
_ENTRY = re.compile(r"(\w+)\s*:\s*([^,}]+)")
_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|\$(\w+)|(?<![\w.:$])([A-Za-z_]\w*)\b(?!\s*\()")


class PatternError(ValueError):
    """A constant of the graph that can't be used safely: says which, and why."""


def rename(text: str, names: Mapping[str, str], parameters: Mapping[str, str] | None = None) -> str:
    """`text` with its variables and parameters renamed; strings, labels and properties stay."""
    given = parameters or {}

    def word(match: re.Match[str]) -> str:
        if match[1]:
            return "$" + given.get(match[1], match[1])
        return names.get(match[2], match[2]) if match[2] else match[0]

    return _WORD.sub(word, text)


def _rename_map(text: str, names: Mapping[str, str], parameters: Mapping[str, str] | None) -> str:
    return _ENTRY.sub(lambda entry: f"{entry[1]}: {rename(entry[2], names, parameters)}", text)


@dataclass(frozen=True)
class Written:
    """A pattern as it stands in a statement: its text, the new name of each name, where it arrives."""

    text: str
    names: Mapping[str, str]
    arrived: tuple[tuple[str, str], ...]  # (label, new name) of every node but the parent
    links: tuple[tuple[str, str], ...] = ()  # (type, new name) of every named relationship


@dataclass(frozen=True)
class Pattern:
    """`(thread)<-[:OPENED]-(author:Member)`: from the first node, its parent, to the last name."""

    text: str
    nodes: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "nodes", tuple((m[1], m[2] or "") for m in _NODE.finditer(self.text)))
        self._refuse_what_cannot_be_guarded()

    @property
    def source(self) -> str:
        """The name of the parent."""
        return self.nodes[0][0]

    @property
    def target(self) -> tuple[str, str]:
        """The name and the label of the last named node: what the field is of."""
        named = [node for node in self.nodes[1:] if node[0] and node[0] != "viewer"]
        return named[-1] if named else self.nodes[0]

    @property
    def labels(self) -> frozenset[str]:
        """The labels of all nodes that the pattern arrives at."""
        return frozenset(label for _, alternatives in self.nodes[1:] for label in alternatives.split("|") if label)

    def write(self, start: str, fresh: Callable[[], str], parameters: Mapping[str, str] | None = None) -> Written:
        """The pattern from the node called `start`, every other name made by `fresh`."""
        names = {self.source: start, "viewer": "viewer"}
        arrived: list[tuple[str, str]] = []
        links: list[tuple[str, str]] = []

        def node(match: re.Match[str]) -> str:
            name, label, properties = match.groups()
            if name in names:
                return f"({names[name]})"
            new = fresh()
            names[name or new] = new
            arrived.append((label, new))
            return f"({new}:{label}{' ' + _rename_map(properties, names, parameters) if properties else ''})"

        def link(match: re.Match[str]) -> str:
            name, kind, rest = match.groups()
            if name:
                names[name] = fresh()
                links.append(((kind or "")[1:], names[name]))
            return f"[{names.get(name, '')}{kind or ''}{_rename_map(rest, names, parameters)}]"

        text = _LINK.sub(link, _NODE.sub(node, self.text))
        return Written(text, names, tuple(arrived), tuple(links))

    def _refuse_what_cannot_be_guarded(self) -> None:
        if not self.nodes or not self.nodes[0][0] or self.nodes[0][1]:
            raise PatternError(f"{self.text}: must start at (name), its parent, without a label")
        if any(not label and name != "viewer" for name, label in self.nodes[1:]):
            raise PatternError(f"{self.text}: every node but the first needs a label, or nobody can guard it")
        if _REPEATED.search(self.text):
            raise PatternError(f"{self.text}: a repeated relation arrives at nodes that nobody guards")
