"""What joins the members of a path, and the clause that says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

GetText = Callable[[str], str]


class Tie(Enum):
    """What joins a member of a path to the next one."""

    HELPED = "HELPED"
    WAS_HELPED = "WAS_HELPED"
    KNOWS = "KNOWS"
    CIRCLE = "CIRCLE"


@dataclass(frozen=True)
class Person:
    """A member of a path. `name` makes the swatch, `short` is written; `you` is who looks at the page."""

    name: str
    short: str
    you: bool = False


@dataclass(frozen=True)
class Step:
    """The tie from a member to the next: HELPED where the first helped the second, WAS_HELPED the other way round."""

    tie: Tie
    note: str = ""


@dataclass(frozen=True)
class Path:
    """Two to five members and the steps between them, one fewer."""

    people: Sequence[Person]
    steps: Sequence[Step]


def clauses(chain: Path, *, _: GetText) -> list[str]:
    """Each tie as a clause: « Inès a aidé Karim », « Vous connaissez Claire ». Joined by commas they are a sentence."""
    pairs = zip(chain.people[:-1], chain.people[1:], chain.steps, strict=True)
    return [_clause(one, other, step.tie, _) for one, other, step in pairs]


def _clause(one: Person, other: Person, tie: Tie, _: GetText) -> str:
    if tie is Tie.WAS_HELPED:
        one, other = other, one
    if other.you and tie in (Tie.KNOWS, Tie.CIRCLE):
        one, other = other, one
    names = {"a": one.short, "b": other.short}
    if one.you:
        return _YOU[tie](_) % names
    return (_("%(a)s vous a donné un coup de main") if other.you else _THEY[tie](_)) % names


_YOU: dict[Tie, Callable[[GetText], str]] = {
    Tie.HELPED: lambda _: _("Vous avez aidé %(b)s"),
    Tie.WAS_HELPED: lambda _: _("Vous avez aidé %(b)s"),
    Tie.KNOWS: lambda _: _("Vous connaissez %(b)s"),
    Tie.CIRCLE: lambda _: _("Vous partagez un cercle avec %(b)s"),
}
_THEY: dict[Tie, Callable[[GetText], str]] = {
    Tie.HELPED: lambda _: _("%(a)s a aidé %(b)s"),
    Tie.WAS_HELPED: lambda _: _("%(a)s a aidé %(b)s"),
    Tie.KNOWS: lambda _: _("%(a)s connaît %(b)s"),
    Tie.CIRCLE: lambda _: _("%(a)s partage un cercle avec %(b)s"),
}


def written(person: Person, _: GetText) -> str:
    """The name under a swatch."""
    return _("Vous") if person.you else person.short
