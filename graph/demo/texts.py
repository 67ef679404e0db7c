"""The shapes of what was written by hand for the invented network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """`words` are what people say for it; `within` is the slug of a broader topic."""

    slug: str
    fr: str
    en: str
    words: Sequence[str] = ()
    within: str | None = None


@dataclass(frozen=True)
class Community:
    """`members` says which generated members are let in: "all", or by `towns` and `topics`."""

    slug: str
    name: str
    door: str
    purpose: str
    rules: Sequence[str]
    curators: Sequence[str]
    members: str | Mapping[str, Sequence[str]]
    within: str | None = None


@dataclass(frozen=True)
class Member:
    """`chapters` are {stage, since, until?, note}, months as 2025-09; `knows` names each pair once."""

    slug: str
    name: str
    email: str
    headline: str
    about: str
    region: str
    timezone: str
    locale: str
    seeks: Sequence[str]
    brings: Sequence[str]
    communities: Sequence[str]
    chapters: Sequence[Mapping[str, str]]
    knows: Sequence[str]


@dataclass(frozen=True)
class Said:
    """A message of a room or a circle, `ago` minutes before now; `files` are names of graph/demo/files."""

    by: str
    ago: int
    body: str
    files: Sequence[str] = ()


@dataclass(frozen=True)
class Room:
    slug: str
    community: str
    name: str
    purpose: str
    messages: Sequence[Said]


@dataclass(frozen=True)
class Circle:
    """`members` are {slug, side?, seeks?, brings?}; it ends in so many days; `invited` haven't answered yet."""

    slug: str
    community: str
    name: str
    purpose: str
    ends_in: int
    members: Sequence[Mapping[str, str]]
    messages: Sequence[Said]
    invited: Sequence[str] = ()


@dataclass(frozen=True)
class Gathering:
    """In so many days, `at` the hour of Paris, or in so many minutes; `notes` were kept of one that is past.

    `waiting` are those who wait for a seat, the first first. Words around it are said before the network is filled.
    """

    slug: str
    community: str
    name: str
    body: str
    place: str
    minutes: int
    by: str
    coming: Sequence[str]
    in_days: int = 0
    at: str = ""
    in_minutes: int | None = None
    maybe: Sequence[str] = ()
    waiting: Sequence[str] = ()
    messages: Sequence[Said] = ()
    link: str | None = None
    seats: int | None = None
    notes: str = ""


@dataclass(frozen=True)
class Reply:
    """So many minutes after the thread opened; `files` are names of graph/demo/files."""

    by: str
    after: int
    body: str
    files: Sequence[str] = ()


@dataclass(frozen=True)
class Closing:
    after_days: int
    thanks: str
    helpers: Sequence[str]


@dataclass(frozen=True)
class Thread:
    kind: str
    by: str
    community: str
    topics: Sequence[str]
    title: str
    body: str
    hours_ago: float
    status: str
    seekers: Sequence[str]
    bringers: Sequence[str]
    replies: Sequence[Reply]
    closing: Closing | None
