"""The secret address of a member's calendar: who has it reads what they come to. The graph keeps only its hash."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.session import hashed, token
from graph.space import HELD_IN_MINE

CLOSE: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_CALENDAR]->(calendar:Calendar) DETACH DELETE calendar"""

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer}) CREATE (viewer)-[:HAS_CALENDAR]->(:Calendar {id: $id, since: $at})"""

SINCE: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_CALENDAR]->(calendar:Calendar) RETURN calendar.since AS since
ORDER BY since DESC LIMIT 1"""

OWNER: LiteralString = """
MATCH (calendar:Calendar {id: $id})<-[:HAS_CALENDAR]-(viewer:Member) RETURN viewer.id AS id, viewer.locale AS locale"""

# "(space)-[:HELD_IN]->(community)", and "part" of who reads it.
AS_ENTRY: Final = (
    "{id: space.id, name: space.name, body: space.body, starts: space.startsAt, ends: space.endsAt, zone: space.zone,"
    " place: space.place, link: space.link, community: community.name, slug: community.slug, made: space.createdAt,"
    " changed: CASE WHEN coalesce(part.answeredAt, 0) > coalesce(space.changedAt, space.createdAt)"
    " THEN part.answeredAt ELSE coalesce(space.changedAt, space.createdAt) END,"
    " sequence: coalesce(space.sequence, 0), coming: coalesce(part.coming, false),"
    " cancelled: coalesce(space.status, '') = 'CANCELLED'}"
)

ENTRIES: LiteralString = f"""
MATCH (calendar:Calendar {{id: $id}})<-[:HAS_CALENDAR]-(viewer:Member) WITH viewer
MATCH (viewer)-[part:TAKES_PART]->(space:Gathering)
WHERE space.endsAt > $since AND (part.coming = true OR part.answer = 'MAYBE') AND ({HELD_IN_MINE})
MATCH (space)-[:HELD_IN]->(community:Community)
RETURN {AS_ENTRY} AS entry ORDER BY space.startsAt, space.id LIMIT 500"""


@dataclass(frozen=True)
class Entry:
    """A gathering as a calendar shows it; instants in ms, `slug` its community's. Who may come is only tentative."""

    id: str
    name: str
    body: str | None
    starts: int
    ends: int
    zone: str | None
    place: str | None
    link: str | None
    community: str
    slug: str
    made: int
    changed: int  # when it was last another than before, for whoever reads this
    sequence: int  # how many times it was changed or called off
    coming: bool = True
    cancelled: bool = False


async def open_calendar(graph: Graph, viewer: str, at: int) -> str:
    """A new secret for the viewer's calendar; the one before opens nothing any more."""
    secret = token()

    async def work(tx: Transaction) -> None:
        await tx.run(CLOSE, viewer=viewer)
        await tx.run(OPEN, viewer=viewer, id=hashed(secret), at=at)

    await graph.write(work)
    return secret


async def close_calendar(graph: Graph, viewer: str) -> None:
    """The viewer's calendar has no address any more."""

    async def work(tx: Transaction) -> None:
        await tx.run(CLOSE, viewer=viewer)

    await graph.write(work)


async def since(graph: Graph, viewer: str) -> int | None:
    """Since when (ms) the viewer's calendar has had its address; None where it has none."""
    rows = await graph.read(SINCE, viewer=viewer)
    return rows[0]["since"] if rows else None


async def locale(graph: Graph, secret: str) -> str | None:
    """The language of whose calendar this is; None where the secret opens nothing."""
    rows = await graph.read(OWNER, id=hashed(secret))
    return (rows[0]["locale"] or "fr") if rows else None


async def entries(graph: Graph, secret: str, since: int) -> list[Entry]:
    """What they come to or may, of what ends after `since` (ms), where they are still in its community."""
    return [Entry(**row["entry"]) for row in await graph.read(ENTRIES, id=hashed(secret), since=since)]
