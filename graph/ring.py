"""Rings: three to five members where each brings what the next seeks, the viewer among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, LiteralString

from graph.database import Graph, Row
from graph.member import SEEN, SUGGESTED

SHORTEST: Final = 3
LONGEST: Final = 5
OF_EACH: Final = 30  # members looked at for one end of one topic: the last who said so
ENOUGH: Final = 100  # members among whom rings are found without looking further
FURTHER: Final = 12  # topics that are followed from those members, both ways
STEPS: Final = 20_000  # of the search for rings of one length, shared among those who may come after the viewer
LEAST_STEPS: Final = 200  # of each of them
RINGS: Final = 10  # that begin with the same two

FITS: Final = (
    f"member.id <> viewer.id AND {SUGGESTED} AND ({SEEN}) AND ($community IS NULL OR EXISTS {{"
    " MATCH (member)-[:MEMBER_OF]->(place:Community) WHERE place.id = $community })"
)

# What the viewer brings, and what the viewer seeks: the other end of each is looked for.
MINE: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[own:BRINGS|SEEKS]->(topic:Topic)
WHERE $community IS NULL OR EXISTS { MATCH (viewer)-[:MEMBER_OF]->(place:Community) WHERE place.id = $community }
RETURN topic.id AS topic, CASE WHEN type(own) = 'BRINGS' THEN 'SEEKS' ELSE 'BRINGS' END AS verb ORDER BY verb, topic"""

# Those who seek some topics, and those who bring some, who may be suggested.
ENDS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $sought AS id WITH viewer, id
MATCH (topic:Topic {{id: id}})
CALL (viewer, topic) {{
    MATCH (topic)<-[tie:SEEKS]-(member:Member) WHERE {FITS}
    RETURN member.id AS found ORDER BY tie.since DESC, found LIMIT $limit
}}
RETURN found
UNION
MATCH (viewer:Member {{id: $viewer}}) UNWIND $brought AS id WITH viewer, id
MATCH (topic:Topic {{id: id}})
CALL (viewer, topic) {{
    MATCH (topic)<-[tie:BRINGS]-(member:Member) WHERE {FITS}
    RETURN member.id AS found ORDER BY tie.since DESC, found LIMIT $limit
}}
RETURN found"""

# What they bring and seek, and in how many communities they meet the viewer, the root apart.
PEOPLE: LiteralString = """
MATCH (viewer:Member {id: $viewer})
WITH viewer, COLLECT { MATCH (viewer)-[:MEMBER_OF]->(c:Community) WHERE c.root = false RETURN c.id } AS mine
UNWIND $ids AS id WITH viewer, mine, id
MATCH (member:Member {id: id})
RETURN id, COLLECT { MATCH (member)-[:BRINGS]->(t:Topic) RETURN t.id } AS brings,
    COLLECT { MATCH (member)-[:SEEKS]->(t:Topic) RETURN t.id } AS seeks,
    COUNT { MATCH (member)-[:MEMBER_OF]->(place:Community) WHERE place.id IN mine } AS shared"""


@dataclass(frozen=True)
class Link:
    """Who brings `topic`, and who seeks it."""

    giver: str
    receiver: str
    topic: str


Ring = list[Link]


@dataclass(frozen=True)
class _Person:
    brings: frozenset[str]
    seeks: frozenset[str]
    shared: int


async def rings(
    graph: Graph, viewer: str, topic: str | None, community: str | None, length: int | None, first: int
) -> list[Ring]:
    """At most `first` rings, each beginning at the viewer, the shortest first, of different members where there are.

    With `topic`, a link of each is about it; with `community`, all are in it, the viewer too. Five statements at most;
    on a large network rings are looked for among the last who said what they bring and seek.
    """
    ends = await graph.read(MINE, viewer=viewer, community=community)
    if not {"SEEKS", "BRINGS"} <= {row["verb"] for row in ends}:
        return []
    about = [{"topic": topic, "verb": verb} for verb in ("BRINGS", "SEEKS")] if topic else []
    people = await _people(graph, viewer, [*ends, *about], community, {viewer})
    if len(people) < ENOUGH and length != SHORTEST:
        people |= await _people(graph, viewer, _further(people, viewer), community, set(people))
    lengths = range(SHORTEST, LONGEST + 1) if length is None else [length]
    found = [ring for size in lengths for ring in _of_length(people, viewer, size, topic)]
    return _different(found, first)


async def _people(
    graph: Graph, viewer: str, ends: Sequence[Row], community: str | None, known: set[str]
) -> dict[str, _Person]:
    """Those at these ends, by what they bring and seek; the viewer comes with the first of them."""
    sides = {verb: sorted({row["topic"] for row in ends if row["verb"] == verb}) for verb in ("SEEKS", "BRINGS")}
    values = {"sought": sides["SEEKS"], "brought": sides["BRINGS"], "community": community, "limit": OF_EACH}
    rows = await graph.read(ENDS, viewer=viewer, **values)
    ids = sorted({row["found"] for row in rows} - known) + ([viewer] if known == {viewer} else [])
    told = await graph.read(PEOPLE, viewer=viewer, ids=ids)
    return {row["id"]: _Person(frozenset(row["brings"]), frozenset(row["seeks"]), row["shared"]) for row in told}


def _further(people: dict[str, _Person], viewer: str) -> list[Row]:
    """What those next to the viewer bring to others, and what those before seek from others."""
    mine = people[viewer]
    after = sorted({topic for one in people.values() if one.seeks & mine.brings for topic in one.brings})
    before = sorted({topic for one in people.values() if one.brings & mine.seeks for topic in one.seeks})
    return [
        *({"topic": topic, "verb": "SEEKS"} for topic in after[:FURTHER]),
        *({"topic": topic, "verb": "BRINGS"} for topic in before[:FURTHER]),
    ]


def _of_length(people: dict[str, _Person], viewer: str, length: int, topic: str | None) -> list[Ring]:
    """Rings of one length, those of members near the viewer first."""
    walk = _Walk(people, viewer, length)
    seconds = walk.after(viewer)
    found: list[Ring] = []
    for second in seconds:
        walk.steps = max(LEAST_STEPS, STEPS // len(seconds))
        linked = (_linked(people, chain, topic) for chain in walk.on([viewer, second]))
        found += islice((ring for ring in linked if topic is None or any(one.topic == topic for one in ring)), RINGS)
    return found


class _Walk:
    """Walks from who brings to who seeks, never twice to the same member, until the steps are used up."""

    def __init__(self, people: dict[str, _Person], viewer: str, length: int) -> None:
        self._people, self._length, self.steps = people, length, 0
        self._order = sorted((id for id in people if id != viewer), key=lambda id: (-people[id].shared, id))
        self._last = {id for id in self._order if people[id].brings & people[viewer].seeks}
        self._after: dict[str, list[str]] = {}

    def after(self, one: str) -> list[str]:
        """Who seeks something that this member brings, those near the viewer first."""
        if one not in self._after:
            brings = self._people[one].brings
            self._after[one] = [id for id in self._order if id != one and self._people[id].seeks & brings]
        return self._after[one]

    def on(self, chain: list[str]) -> Iterator[list[str]]:
        """All the ways in which this chain becomes a ring."""
        if len(chain) == self._length:
            yield from [chain] if chain[-1] in self._last else []
            return
        closing = len(chain) == self._length - 1
        for id in self.after(chain[-1]):
            self.steps -= 1
            if self.steps < 0:
                return
            if id not in chain and (not closing or id in self._last):
                yield from self.on([*chain, id])


def _linked(people: dict[str, _Person], chain: list[str], topic: str | None) -> Ring:
    """Each link with its topic: the one asked for where it can be, else the first."""
    links = []
    for giver, receiver in zip(chain, [*chain[1:], chain[0]], strict=True):
        both = people[giver].brings & people[receiver].seeks
        links.append(Link(giver, receiver, topic if topic in both else min(both)))
    return links


def _different(found: list[Ring], first: int) -> list[Ring]:
    """First those where nobody but the viewer is in another, then the rest, in order."""
    met: set[str] = set()
    fresh: list[Ring] = []
    rest: list[Ring] = []
    for ring in found:
        others = {link.receiver for link in ring[:-1]}
        (rest if others & met else fresh).append(ring)
        met |= others
    return (fresh + rest)[:first]
