"""What ties members to each other, as far as the viewer may see, walked outwards from one member."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, Final, LiteralString

from graph.database import Graph, Row
from graph.help import SEEN as HELP_SEEN
from graph.member import SEEN as MEMBER_SEEN

WIDEST: Final = 400  # members at one distance from whom a walk goes on: those told first
BATCH: Final = 2000  # ids of one statement
KEPT: Final = 5  # chains to one member
NEAR_SEEN: Final = MEMBER_SEEN.replace("member.", "near.").replace("(member)", "(near)")

# The ties of some members that the viewer may see, both ends included. A circle is told to those who take part in it.
TIES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (near:Member {{id: id}}) WHERE ({NEAR_SEEN}) WITH viewer, id, near
MATCH (near)-[help:HELPED]-(member:Member)
WHERE ({MEMBER_SEEN}) AND ({HELP_SEEN})
RETURN id, member.id AS other, 'HELPED' AS kind, help.at AS at, startNode(help).id = id AS outward
UNION ALL
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (near:Member {{id: id}}) WHERE ({NEAR_SEEN}) WITH viewer, id, near
MATCH (near)-[knows:KNOWS]-(member:Member)
WHERE ({MEMBER_SEEN})
RETURN id, member.id AS other, 'KNOWS' AS kind, knows.since AS at, true AS outward
UNION ALL
MATCH (viewer:Member {{id: $viewer}})-[:TAKES_PART]->(circle:Circle) WITH viewer, circle
MATCH (circle)<-[here:TAKES_PART]-(near:Member) WHERE near.id IN $ids AND ({NEAR_SEEN})
WITH viewer, circle, here, near
MATCH (circle)<-[there:TAKES_PART]-(member:Member) WHERE member.id <> near.id AND ({MEMBER_SEEN})
RETURN near.id AS id, member.id AS other, 'CIRCLE' AS kind,
    CASE WHEN here.since > there.since THEN here.since ELSE there.since END AS at, true AS outward"""

RANK: Final = {"HELPED": 0, "CIRCLE": 1, "KNOWS": 2}  # what says more of two people is told first


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


def tie(row: Row) -> Tie:
    """A row of TIES."""
    return Tie(row["id"], row["other"], row["kind"], row["at"], row["id"] if row["outward"] else row["other"])


Chain = list[Tie]


def best(chains: Iterable[Chain], most: int) -> list[Chain]:
    """The first of some chains between the same two: those of most help, then the fresher ones."""
    return nsmallest(most, chains, key=_told_first)


def _told_first(chain: Chain) -> tuple[Any, ...]:
    others = sum(one.kind != "HELPED" for one in chain)
    return others, -min((one.at for one in chain), default=0), [one.target for one in chain]


@dataclass
class Spread:
    """What is reached from one member: by which ties, and who lies at the farthest distance yet."""

    start: str
    frontier: list[str] = field(init=False)
    ties: dict[str, list[Tie]] = field(init=False)

    def __post_init__(self) -> None:
        self.frontier = [self.start]
        self.ties = {self.start: []}

    def take(self, rows: Iterable[Row]) -> None:
        """One tie further, by the rows of the frontier."""
        found: dict[str, list[Tie]] = {}
        for row in sorted(rows, key=lambda row: (RANK[row["kind"]], -row["at"], row["other"], row["id"])):
            if row["other"] not in self.ties:
                found.setdefault(row["other"], []).append(tie(row))
        self.frontier = list(found)[:WIDEST]
        self.ties |= {id: found[id] for id in self.frontier}

    def chains(self, member: str) -> list[Chain]:
        """The best of the shortest chains from the start to a member who was reached."""
        ties = self.ties[member]
        if not ties:
            return [[]]
        nearest = {one.source: one for one in reversed(ties)}  # of two ties between the same two, the one told first
        return best(([*chain, one] for one in nearest.values() for chain in self.chains(one.source)), KEPT)


async def grow(graph: Graph, viewer: str, spreads: Sequence[Spread]) -> None:
    """Each of them one tie further; as many statements for one as for twenty."""
    ids = sorted({id for one in spreads for id in one.frontier})
    found: dict[str, list[Row]] = {}
    for start in range(0, len(ids), BATCH):
        for row in await graph.read(TIES, viewer=viewer, ids=ids[start : start + BATCH]):
            found.setdefault(row["id"], []).append(row)
    for one in spreads:
        one.take(row for id in one.frontier for row in found.get(id, ()))
