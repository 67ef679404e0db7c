"""What is told by mail of a gathering: that it is near, has moved, is called off, that a seat is free.

It waits in the graph, written in the transaction that makes it true, and goes to each member once: whoever sends it
first takes a key that nobody can take twice.
"""

from dataclasses import dataclass
from typing import Final, LiteralString

from neo4j.exceptions import ConstraintError

from graph.database import Graph, Transaction
from graph.identity import new_id

DAY: Final = 24 * 3600 * 1000  # ms

PLAN: LiteralString = """
MATCH (gathering:Gathering {id: $gathering})
CREATE (:Reminder {id: $id, kind: $kind, at: $due, dueAt: $when, member: $member})-[:REMINDS]->(gathering)"""

FORGET: LiteralString = """
MATCH (:Gathering {id: $gathering})<-[:REMINDS]-(reminder:Reminder) WHERE reminder.kind = 'NEAR'
DETACH DELETE reminder"""

PLANNED: LiteralString = """
UNWIND $ids AS id MATCH (:Gathering {id: id})<-[:REMINDS]-(reminder:Reminder {kind: 'NEAR'})
RETURN id, reminder.at AS at ORDER BY at"""

DUE: LiteralString = """
MATCH (reminder:Reminder) WHERE reminder.dueAt < $now
RETURN reminder.id AS id ORDER BY reminder.dueAt LIMIT 100"""

# That it is near is told to those who come or may, until it begins; the rest to all who said more than no.
LETTERS: LiteralString = """
MATCH (reminder:Reminder {id: $id})-[:REMINDS]->(gathering:Gathering)-[:HELD_IN]->(community:Community)
MATCH (gathering)<-[part:TAKES_PART]-(member:Member)
WHERE EXISTS { (member)-[:MEMBER_OF]->(community) } AND NOT EXISTS { (reminder)-[:TOLD]->(member) }
  AND gathering.endsAt > $at AND (part.coming = true OR part.answer IN ['MAYBE', 'WAITING'])
  AND (reminder.kind = 'CANCELLED' OR (gathering.status IS NULL AND (reminder.kind = 'MOVED'
    OR (reminder.kind = 'MOVED_UP' AND member.id = reminder.member AND part.coming = true)
    OR (reminder.kind = 'NEAR' AND gathering.startsAt > $at AND coalesce(part.answer, '') <> 'WAITING'))))
RETURN member.id AS member, member.email AS email, member.locale AS locale, member.timezone AS timezone,
    reminder.kind AS kind, gathering.id AS gathering, gathering.name AS name, gathering.startsAt AS starts,
    gathering.place AS place, gathering.link AS link
ORDER BY member LIMIT 1000"""

TAKE: LiteralString = """
MATCH (reminder:Reminder {id: $id}) WHERE reminder.dueAt IS NOT NULL MATCH (member:Member {id: $member})
CREATE (reminder)-[:TOLD {key: reminder.id + ':' + member.id, at: $at}]->(member)
RETURN reminder.id AS id"""

GIVE_BACK: LiteralString = """
MATCH (reminder:Reminder {id: $id})-[told:TOLD]->(:Member {id: $member})
SET reminder.dueAt = $when DELETE told"""

DONE: LiteralString = "MATCH (reminder:Reminder {id: $id}) SET reminder.dueAt = null"


@dataclass(frozen=True)
class Wanted:
    """When a gathering is told to be near: the day before, and at a chosen instant (ms)."""

    day_before: bool = True
    chosen: int | None = None


@dataclass(frozen=True)
class Letter:
    """What one member is to be told; `kind` is NEAR, MOVED, MOVED_UP or CANCELLED."""

    member: str
    email: str
    locale: str | None
    timezone: str | None
    kind: str
    gathering: str
    name: str
    starts: int
    place: str | None
    link: str | None


async def plan(tx: Transaction, gathering: str, starts: int, wanted: Wanted, at: int) -> None:
    """From now on these are its reminders, in place of those before; what would be due already is left out."""
    await tx.run(FORGET, gathering=gathering)
    for due in {starts - DAY if wanted.day_before else 0, wanted.chosen or 0}:
        if at < due < starts:
            await _write(tx, gathering, "NEAR", due, None)


async def tell(tx: Transaction, gathering: str, kind: str, at: int, member: str | None = None) -> None:
    """Something to be told at once, to one member or to all whom it concerns."""
    await _write(tx, gathering, kind, at, member)


async def planned(graph: Graph, gatherings: list[str]) -> dict[str, list[int]]:
    """When each gathering is told to be near: instants in ms, the first first."""
    found: dict[str, list[int]] = {}
    for row in await graph.read(PLANNED, ids=gatherings):
        found.setdefault(row["id"], []).append(row["at"])
    return found


async def due(graph: Graph, at: int) -> list[str]:
    """Ids of what is to be told by now, the longest waiting first."""
    return [row["id"] for row in await graph.read(DUE, now=_when(at + 1))]


async def letters(graph: Graph, id: str, at: int) -> list[Letter]:
    """To whom it is still to be told."""
    return [Letter(**row) for row in await graph.read(LETTERS, id=id, at=at) if row["email"]]


async def take(graph: Graph, id: str, member: str, at: int) -> bool:
    """Takes it upon oneself to tell a member; False where somebody else does or did."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(TAKE, id=id, member=member, at=at))

    try:
        return await graph.write(work)
    except ConstraintError:
        return False


async def give_back(graph: Graph, id: str, member: str, at: int) -> None:
    """The mail could not be sent: it is due again, even if another process thought that all were told."""

    async def work(tx: Transaction) -> None:
        await tx.run(GIVE_BACK, id=id, member=member, when=_when(at))

    await graph.write(work)


async def done(graph: Graph, id: str) -> None:
    """Everybody has been told."""

    async def work(tx: Transaction) -> None:
        await tx.run(DONE, id=id)

    await graph.write(work)


async def _write(tx: Transaction, gathering: str, kind: str, due: int, member: str | None) -> None:
    await tx.run(PLAN, gathering=gathering, id=new_id(), kind=kind, due=due, when=_when(due), member=member)


def _when(at: int) -> str:
    return f"{at:015d}"  # an index holds text
