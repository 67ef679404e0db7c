"""What is told by mail of a circle: that one is invited, that its end is near, that it has come."""

from typing import Final, LiteralString

from graph import reminder
from graph.database import Graph, Transaction
from graph.member import SEEN as MEMBER_SEEN
from graph.reminder import Letter

HOUR: Final = 3_600_000  # ms
WEEK: Final = 7 * 24 * HOUR
MORNING: Final = 15 * HOUR  # before its end, which is the evening of a day
LATE: Final = 3 * 24 * HOUR  # after which nobody needs to hear of an end
KINDS: Final = ("INVITED", "ENDS_SOON", "ENDS")

# Who invites is named to those who may see them.
INVITED: LiteralString = f"""
MATCH (reminder:Reminder {{id: $id}})-[:REMINDS]->(circle:Circle)<-[invitation:INVITED_TO]-(viewer:Member)
WHERE viewer.id = reminder.member AND viewer.email IS NOT NULL AND circle.status IS NULL
    AND reminder.at > $week_ago AND NOT EXISTS {{ (reminder)-[:TOLD]->(viewer) }}
WITH viewer, reminder, circle, invitation.by AS inviting
OPTIONAL MATCH (member:Member {{id: inviting}}) WHERE {MEMBER_SEEN}
RETURN viewer.id AS member, viewer.email AS email, viewer.locale AS locale, viewer.timezone AS timezone,
    reminder.kind AS kind, circle.id AS space, circle.name AS name, circle.purpose AS purpose, circle.endsAt AS ends,
    member.name AS by"""

ENDING: LiteralString = """
MATCH (reminder:Reminder {id: $id})-[:REMINDS]->(circle:Circle)<-[:TAKES_PART]-(member:Member)
WHERE member.email IS NOT NULL AND circle.status IS NULL AND NOT EXISTS { (reminder)-[:TOLD]->(member) }
    AND circle.endsAt > CASE WHEN reminder.kind = 'ENDS' THEN $late ELSE $at END
RETURN member.id AS member, member.email AS email, member.locale AS locale, member.timezone AS timezone,
    reminder.kind AS kind, circle.id AS space, circle.name AS name, circle.endsAt AS ends
ORDER BY member"""


async def invite(tx: Transaction, circle: str, member: str, at: int) -> None:
    """A member is to be told that they are invited."""
    await reminder.forget(tx, circle, "INVITED", member=member)
    await reminder.write(tx, circle, "INVITED", at, member)


async def plan(tx: Transaction, circle: str, ends: int | None, at: int) -> None:
    """Its end is told a week before and on its morning, in place of what was planned; what is past is left out."""
    await reminder.forget(tx, circle, "ENDS_SOON", "ENDS")
    for kind, due in (("ENDS_SOON", (ends or 0) - WEEK), ("ENDS", (ends or 0) - MORNING)):
        if due > at:
            await reminder.write(tx, circle, kind, due)


async def letters(graph: Graph, id: str, kind: str, at: int) -> list[Letter]:
    """To whom it is still to be told."""
    if kind == "INVITED":
        rows = await graph.read(INVITED, id=id, week_ago=at - WEEK)
    else:
        rows = await graph.read(ENDING, id=id, at=at, late=at - LATE)
    return [Letter(**row) for row in rows]
