"""A gathering: a space with a date. Who opened it and the curators of its community look after it."""

from dataclasses import asdict, dataclass
from typing import Final, LiteralString

from graph import gathering_mail, message, renewal, seat
from graph.database import Graph, Transaction
from graph.gathering_mail import Wanted
from graph.identity import new_id
from graph.space import HELD_IN_MINE
from graph.viewer import STAFF

SEEN: Final = f"{HELD_IN_MINE} OR {STAFF}".replace("(space)", "(gathering)")

COMING: Final = "(gathering)<-[part:TAKES_PART {coming: true}]-(member:Member)"
MAYBE: Final = "(gathering)<-[part:TAKES_PART {answer: 'MAYBE'}]-(member:Member)"
WAITING: Final = "(gathering)<-[part:TAKES_PART {answer: 'WAITING'}]-(member:Member)"
CAME: Final = "(gathering)<-[part:TAKES_PART {came: true}]-(member:Member)"
ORGANISER: Final = "(gathering)<-[:OPENED]-(member:Member)"

# "(viewer) looks after (space)": who opened it, while they are in its community, and its curators, and the staff.
ORGANISED: Final = (
    f"((EXISTS {{ (viewer)-[:OPENED]->(space) }} AND {HELD_IN_MINE}) OR EXISTS {{ MATCH (viewer)-[:CURATES]->"
    "(curated:Community) WHERE curated.root = true OR EXISTS { (space)-[:HELD_IN]->(curated) } })"
)

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community {id: $community})
CREATE (viewer)-[:OPENED]->(gathering:Space:Gathering {id: $id, name: $name, body: $body, createdAt: $at,
    startsAt: $starts, endsAt: $ends, zone: $zone, place: $place, link: $link, seats: $seats})-[:HELD_IN]->(community)
CREATE (gathering)-[:TICKS]->(:Clock {id: $id, last: 0})
CREATE (viewer)-[:TAKES_PART {key: viewer.id + ':' + $id, since: $at, read: 0, coming: true, answer: 'COMING',
    answeredAt: $at}]->(gathering)
RETURN gathering.id AS id"""

EDIT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE {ORGANISED} AND space.status IS NULL
WITH viewer, space, space.startsAt <> $starts OR coalesce(space.place, '') <> coalesce($place, '')
    OR coalesce(space.link, '') <> coalesce($link, '') AS moved
WITH viewer, space, moved, moved OR space.name <> $name OR coalesce(space.body, '') <> coalesce($body, '')
    OR space.endsAt <> $ends OR coalesce(space.zone, '') <> $zone OR coalesce(space.seats, 0) <> coalesce($seats, 0)
    AS changed
SET space.sequence = coalesce(space.sequence, 0) + CASE WHEN changed THEN 1 ELSE 0 END,
    space.changedAt = CASE WHEN changed THEN $at ELSE space.changedAt END
SET space.name = $name, space.body = $body, space.startsAt = $starts, space.endsAt = $ends, space.zone = $zone,
    space.place = $place, space.link = $link, space.seats = $seats
RETURN moved, changed"""

CANCEL: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE {ORGANISED} AND space.status IS NULL AND space.endsAt > $at
SET space.status = 'CANCELLED', space.closedAt = $at, space.changedAt = $at,
    space.sequence = coalesce(space.sequence, 0) + 1
RETURN space.id AS id"""

ORGANISES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (space:Gathering {{id: id}}) WHERE {ORGANISED}
RETURN id"""


@dataclass(frozen=True)
class Plan:
    """What a gathering says of itself: instants in ms, `zone` an IANA name, no seats where everybody finds one."""

    name: str
    body: str
    starts: int
    ends: int
    zone: str
    place: str | None
    link: str | None
    seats: int | None


async def open_gathering(
    graph: Graph, viewer: str, id: str, community: str, plan: Plan, reminders: Wanted, at: int
) -> bool:
    """The viewer, who comes, opens a gathering in a community of theirs; False where they aren't in it."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(OPEN, viewer=viewer, id=id, community=community, at=at, **asdict(plan)):
            return False
        await gathering_mail.plan(tx, id, plan.starts, plan.zone, reminders, at)
        return True

    return await graph.write(work, repeat=True)


async def edit(graph: Graph, viewer: str, gathering: str, plan: Plan, reminders: Wanted, at: int) -> bool:
    """Rewrites it; where or when it is told to those who come. False where the viewer doesn't look after it."""

    async def work(tx: Transaction) -> bool:
        await seat.lock(tx, gathering)
        rows = await tx.run(EDIT, viewer=viewer, gathering=gathering, at=at, **asdict(plan))
        if not rows:
            return False
        await gathering_mail.plan(tx, gathering, plan.starts, plan.zone, reminders, at)
        await seat.fill(tx, gathering, at)
        if rows[0]["moved"]:
            await message.state(tx, viewer, gathering, new_id(), "MOVED", at)
            await gathering_mail.tell(tx, gathering, "MOVED", at)
        elif rows[0]["changed"]:
            await renewal.renew(tx, gathering, at)
        return True

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


async def cancel(graph: Graph, viewer: str, gathering: str, at: int) -> bool:
    """Calls it off, and tells those who come; False where the viewer doesn't look after it, or it is over."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(CANCEL, viewer=viewer, gathering=gathering, at=at):
            return False
        await message.state(tx, viewer, gathering, new_id(), "CANCELLED", at)
        await gathering_mail.tell(tx, gathering, "CANCELLED", at)
        return True

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


async def organised(graph: Graph, viewer: str, gatherings: list[str]) -> set[str]:
    """Which of the gatherings the viewer looks after."""
    return {row["id"] for row in await graph.read(ORGANISES, viewer=viewer, ids=gatherings)}
