"""A path: a chain of relations between two members, never through one whom the viewer may not see."""

from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph.database import Graph
from graph.help import SEEN as HELP_SEEN
from graph.member import SEEN as MEMBER_SEEN

LONGEST: Final = 4  # ties of a chain that still says something

# The ties of some members that the viewer may see, both ends included.
TIES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (near:Member {{id: id}})-[help:HELPED]-(member:Member)
WHERE ({MEMBER_SEEN}) AND ({HELP_SEEN})
RETURN id, member.id AS other, 'HELPED' AS kind, help.at AS at, startNode(help).id = id AS outward
UNION ALL
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (near:Member {{id: id}})-[knows:KNOWS]-(member:Member)
WHERE ({MEMBER_SEEN})
RETURN id, member.id AS other, 'KNOWS' AS kind, knows.since AS at, true AS outward"""


@dataclass(frozen=True)
class Tie:
    """One step of a path: who, to whom, by what, since when. HELPED goes from `giver`."""

    source: str
    target: str
    kind: str
    at: int
    giver: str

    def turned(self) -> "Tie":
        """The same tie walked the other way."""
        return Tie(self.target, self.source, self.kind, self.at, self.giver)


@dataclass
class _Search:
    """What is reached from one end: by which ties, at which distance."""

    end: str
    frontier: set[str] = field(init=False)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    depth: int = 0

    def __post_init__(self) -> None:
        self.frontier = {self.end}
        self.ties = {self.end: []}

    async def grow(self, graph: Graph, viewer: str) -> None:
        rows = await graph.read(TIES, viewer=viewer, ids=sorted(self.frontier))
        found: dict[str, list[Tie]] = {}
        for row in sorted(rows, key=_told_first):
            if row["other"] not in self.ties:
                giver = row["id"] if row["outward"] else row["other"]
                found.setdefault(row["other"], []).append(Tie(row["id"], row["other"], row["kind"], row["at"], giver))
        self.ties |= found
        self.frontier = set(found)
        self.depth += 1

    def chains(self, member: str) -> list[list[Tie]]:
        """Every shortest chain from the end to `member`."""
        ties = self.ties[member]
        if not ties:
            return [[]]
        nearest = {tie.source: tie for tie in reversed(ties)}  # of two ties between the same two, the one told first
        return [[*chain, tie] for tie in nearest.values() for chain in self.chains(tie.source)]


async def shortest(
    graph: Graph, viewer: str, start: str, end: str, first: int = 3, most: int = LONGEST
) -> list[list[Tie]]:
    """The shortest chains from `start` to `end`, at most `first`, none longer than `most` ties; [] where there is none.

    Searched from both ends, one statement a step, so that the cost is that of two small neighbourhoods.
    """
    near, far = _Search(start), _Search(end)
    if start == end:
        return []
    while near.depth + far.depth < most and near.frontier and far.frontier:
        side = near if len(near.frontier) <= len(far.frontier) else far
        await side.grow(graph, viewer)
        if middle := side.frontier & (far if side is near else near).ties.keys():
            return _joined(near, far, sorted(middle))[:first]
    return []


def _joined(near: _Search, far: _Search, middle: list[str]) -> list[list[Tie]]:
    chains = [
        [*one, *(tie.turned() for tie in reversed(other))]
        for member in middle
        for one in near.chains(member)
        for other in far.chains(member)
    ]
    return sorted(chains, key=lambda chain: (sum(tie.kind != "HELPED" for tie in chain), -min(tie.at for tie in chain)))


def _told_first(row: dict[str, Any]) -> tuple[bool, int, str]:
    """Help before acquaintance, the latest first."""
    return row["kind"] != "HELPED", -row["at"], row["other"]
