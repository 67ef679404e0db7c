"""The invented network before it is written: who is in it, where they talk, what was said, who helped whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from graph.demo.texts import Community, Topic
from graph.identity import id_at


@dataclass(frozen=True)
class Subject:
    id: str
    text: Topic


@dataclass(frozen=True)
class Place:
    id: str
    created: int
    text: Community


@dataclass(frozen=True)
class Chapter:
    id: str
    stage: str
    since: int
    until: int | None
    note: str


@dataclass(frozen=True)
class Person:
    """Topics and communities by slug. `knows` are slugs too, those of written people alone."""

    id: str
    slug: str
    name: str
    headline: str
    about: str
    email: str
    region: str
    timezone: str
    locale: str
    joined: int
    chapters: Sequence[Chapter]
    seeks: Sequence[str]
    brings: Sequence[str]
    communities: Sequence[str]
    knows: Sequence[str] = ()
    discreet: bool = False


@dataclass(frozen=True)
class Line:
    """What a member said, or ('') a fact. Its number is its place in the space."""

    id: str
    by: str
    at: int
    body: str = ""
    fact: str | None = None
    files: Sequence[str] = ()

    @classmethod
    def new(
        cls, by: str, at: int, random: Random, body: str = "", fact: str | None = None, files: Sequence[str] = ()
    ) -> "Line":
        """A line with an id of its instant."""
        return cls(id_at(at, random), by, at, body, fact, files)


@dataclass(frozen=True)
class Part:
    """Who takes part in a space, by id; `read` is a number of its clock."""

    member: str
    since: int
    side: str | None = None
    read: int = 0
    answer: str | None = None  # to a gathering
    seeks: str | None = None  # in a circle
    brings: str | None = None


@dataclass(frozen=True, kw_only=True)
class Space:
    """`kind` is its second label, `values` what it has beside the name; `lines` are in order of time."""

    id: str
    kind: str
    name: str
    created: int
    place: str
    values: dict[str, Any]
    lines: Sequence[Line] = ()
    parts: Sequence[Part] = ()


@dataclass(frozen=True, kw_only=True)
class Thread(Space):
    """`by` and `helpers` are ids, `topics` slugs; `closed` is None while it is open."""

    by: str
    topics: Sequence[str]
    closed: int | None = None
    thanks: str = ""
    helpers: Sequence[str] = ()


@dataclass(frozen=True)
class Help:
    giver: str
    receiver: str
    at: int
    thread: Thread


@dataclass(frozen=True)
class Tie:
    """Two who know each other; the smaller id is the source."""

    source: str
    target: str
    at: int


@dataclass(frozen=True)
class Knock:
    """A request to join a community."""

    member: str
    place: str
    at: int
    note: str


@dataclass(frozen=True)
class Network:
    subjects: Sequence[Subject]
    places: Sequence[Place]
    people: Sequence[Person]
    spaces: Sequence[Space]
    helps: Sequence[Help]
    ties: Sequence[Tie]
    knocks: Sequence[Knock]
