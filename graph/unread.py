"""What is unread: how many messages of others, by space, and how often one is named. Of many members at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString

from graph.database import Graph
from graph.log import key
from graph.space import SEEN

MINE: Final = "me:"  # before a member's id: the nudge that says that they have read something
BATCH: Final = 500  # members of one statement
LARGE: Final = 1000  # changes of a space that is read from the index, and the most that are counted there
INDEXED: Final = 4  # spaces of one question that are counted so, each by a statement of its own; the rest are walked

# Where the clock stands higher than what was read: elsewhere nothing is looked through.
GAPS: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[part:TAKES_PART]->(space:Space {id: id})-[:TICKS]->(clock:Clock)
WHERE clock.last > coalesce(part.read, 0)
RETURN viewer.id AS member, id AS space, coalesce(part.read, 0) AS read, clock.last AS last"""

ALL_GAPS: LiteralString = f"""
UNWIND $members AS id MATCH (viewer:Member {{id: id}})-[part:TAKES_PART]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE clock.last > coalesce(part.read, 0) AND ({SEEN})
RETURN viewer.id AS member, space.id AS space, coalesce(part.read, 0) AS read, clock.last AS last,
    CASE WHEN space:Thread THEN 'threads' ELSE 'rooms' END AS kind"""

# By the author of each: whether a member wrote it would look through all that they ever wrote, once a message.
WALKED: LiteralString = """
UNWIND $gaps AS gap WITH gap MATCH (space:Space {id: gap.space})
RETURN gap.member AS member, gap.space AS space, COUNT {
    MATCH (space)<-[:SAID_IN]-(message:Message {kind: 'SAID'})<-[:WROTE]-(author:Member)
    WHERE message.number > gap.read AND message.withdrawnAt IS NULL AND author.id <> gap.member
} AS unread"""

NEWER: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN message.number AS number, message.kind = 'SAID' AND message.withdrawnAt IS NULL AS said,
    head([(message)<-[:WROTE]-(author:Member) | author.id]) AS author
ORDER BY message.numberKey DESC LIMIT $limit"""

NAMED: LiteralString = f"""
UNWIND $members AS id MATCH (viewer:Member {{id: id}})<-[mention:MENTIONS]-(message:Message)-[:SAID_IN]->(space:Space)
WHERE mention.seen IS NULL AND message.withdrawnAt IS NULL AND ({SEEN})
OPTIONAL MATCH (viewer)-[part:TAKES_PART]->(space)
WITH viewer, message, coalesce(part.read, 0) AS read WHERE message.number > read
RETURN viewer.id AS member, count(message) AS named"""

CONCERNED: LiteralString = """
UNWIND $members AS id MATCH (member:Member {id: id})
WHERE EXISTS { MATCH (member)-[:TAKES_PART]->(space:Space) WHERE space.id IN $spaces }
   OR EXISTS { MATCH (member)<-[mention:MENTIONS]-(:Message)-[:SAID_IN]->(place:Space)
    WHERE mention.seen IS NULL AND place.id IN $spaces }
RETURN id"""


@dataclass(frozen=True)
class Gap:
    """A space of which a member has read less than there is."""

    member: str
    space: str
    read: int
    last: int


@dataclass
class Unread:
    """Of one member: messages by space, those in threads and those elsewhere in all, and messages that name them."""

    spaces: dict[str, int] = field(default_factory=dict)
    threads: int = 0
    rooms: int = 0
    named: int = 0


async def unread(graph: Graph, viewer: str, spaces: Sequence[str]) -> dict[str, int]:
    """How many messages of others each space holds that the viewer, who takes part, hasn't read.

    In a space of more than LARGE changes, at most LARGE.
    """
    rows = await graph.read(GAPS, viewer=viewer, ids=list(spaces))
    counted = await _counted(graph, [Gap(**row) for row in rows])
    return dict.fromkeys(spaces, 0) | {space: number for (_, space), number in counted.items()}


async def of_members(graph: Graph, members: Sequence[str]) -> dict[str, Unread]:
    """All that is unread of each, in the spaces that they may read."""
    found = {id: Unread() for id in members}
    rows = await graph.read(ALL_GAPS, members=list(members))
    kinds = {(row["member"], row["space"]): row.pop("kind") for row in rows}
    for (member, space), number in (await _counted(graph, [Gap(**row) for row in rows])).items():
        if number:
            one = found[member]
            one.spaces[space] = number
            setattr(one, kinds[member, space], getattr(one, kinds[member, space]) + number)
    for row in await graph.read(NAMED, members=list(members)):
        found[row["member"]].named = row["named"]
    return found


async def concerned(graph: Graph, spaces: Iterable[str], members: Sequence[str]) -> set[str]:
    """Those of the members who take part in one of the spaces, or are named there and haven't read it."""
    found: set[str] = set()
    for start in range(0, len(members), BATCH):
        some = members[start : start + BATCH]
        found |= {row["id"] for row in await graph.read(CONCERNED, spaces=list(spaces), members=list(some))}
    return found


async def _counted(graph: Graph, gaps: Sequence[Gap]) -> Mapping[tuple[str, str], int]:
    """The number of each gap: in large spaces from the index, once a space however many members; else by a walk."""
    large: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.last > LARGE and (gap.space in large or len(large) < INDEXED):
            large.setdefault(gap.space, []).append(gap)
    walked = [vars(gap) for gap in gaps if gap.space not in large]
    rows = await graph.read(WALKED, gaps=walked) if walked else []
    found = {(row["member"], row["space"]): int(row["unread"]) for row in rows}
    for space, some in large.items():
        found |= await _indexed(graph, space, some)
    return found


async def _indexed(graph: Graph, space: str, gaps: Sequence[Gap]) -> Mapping[tuple[str, str], int]:
    low = key(space, min(gap.read for gap in gaps))
    rows = await graph.read(NEWER, low=low, high=f"{space};", limit=LARGE)
    said = [(row["number"], row["author"]) for row in rows if row["said"]]
    return {
        (gap.member, space): sum(number > gap.read and author != gap.member for number, author in said) for gap in gaps
    }
