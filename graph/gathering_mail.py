"""What is told by mail of a gathering: that it is near, has moved, is called off, that a seat is free."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import LiteralString
from zoneinfo import ZoneInfo

from graph import reminder
from graph.calendar import AS_ENTRY, Entry
from graph.database import Graph, Transaction
from graph.reminder import Letter

PLANNED: LiteralString = """
UNWIND $ids AS id MATCH (:Gathering {id: id})<-[:REMINDS]-(reminder:Reminder {kind: 'NEAR'})
WHERE reminder.dueAt IS NOT NULL
RETURN id, reminder.at AS at ORDER BY at"""

# That it is near is told to those who come or may, until it begins; the rest to all who said more than no.
LETTERS: LiteralString = f"""
MATCH (reminder:Reminder {{id: $id}})-[:REMINDS]->(space:Gathering)-[:HELD_IN]->(community:Community)
MATCH (space)<-[part:TAKES_PART]-(member:Member)
WHERE member.email IS NOT NULL AND EXISTS {{ (member)-[:MEMBER_OF]->(community) }}
  AND NOT EXISTS {{ (reminder)-[:TOLD]->(member) }}
  AND space.endsAt > $at AND (part.coming = true OR part.answer IN ['MAYBE', 'WAITING'])
  AND (reminder.kind = 'CANCELLED' OR (space.status IS NULL AND (reminder.kind = 'MOVED'
    OR (reminder.kind = 'MOVED_UP' AND member.id = reminder.member AND part.coming = true)
    OR (reminder.kind = 'NEAR' AND space.startsAt > $at AND coalesce(part.answer, '') <> 'WAITING'))))
RETURN member.id AS member, member.email AS email, member.locale AS locale, member.timezone AS timezone,
    reminder.kind AS kind, space.id AS space, space.name AS name, {AS_ENTRY} AS entry
ORDER BY member LIMIT 1000"""


@dataclass(frozen=True)
class Wanted:
    """When a gathering is told to be near: the day before, and at a chosen instant (ms)."""

    day_before: bool = True
    chosen: int | None = None


def day_before(starts: int, zone: str) -> int:
    """The same hour the day before, as clocks show it in a zone: 23, 24 or 25 hours earlier."""
    local = datetime.fromtimestamp(starts / 1000, UTC).astimezone(ZoneInfo(zone))
    return int((local - timedelta(days=1)).astimezone(UTC).timestamp() * 1000)


async def plan(tx: Transaction, gathering: str, starts: int, zone: str, wanted: Wanted, at: int) -> None:
    """From now on these are its reminders, in place of those before; what would be due already is left out."""
    await reminder.forget(tx, gathering, "NEAR")
    for due in {day_before(starts, zone) if wanted.day_before else 0, wanted.chosen or 0}:
        if at < due < starts:
            await reminder.write(tx, gathering, "NEAR", due)


async def tell(tx: Transaction, gathering: str, kind: str, at: int, member: str | None = None) -> None:
    """Something to be told at once, to one member or to all whom it concerns; in place of the same not told yet."""
    await reminder.forget(tx, gathering, kind, member=member)
    await reminder.write(tx, gathering, kind, at, member)


async def planned(graph: Graph, gatherings: list[str]) -> dict[str, list[int]]:
    """When each gathering is told to be near: instants in ms, the first first."""
    found: dict[str, list[int]] = {}
    for row in await graph.read(PLANNED, ids=gatherings):
        found.setdefault(row["id"], []).append(row["at"])
    return found


async def letters(graph: Graph, id: str, at: int) -> list[Letter]:
    """To whom it is still to be told, a thousand at most."""
    rows = await graph.read(LETTERS, id=id, at=at)
    return [Letter(**row | {"entry": Entry(**row["entry"])}) for row in rows]
