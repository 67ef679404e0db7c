"""What is to be told by mail, and when: it waits in the graph, and goes to each member once.

It is written in the transaction that makes it true. Whoever sends it first takes a key that nobody can take twice. Whom
it concerns is said by gathering_mail and circle_mail.
"""

from dataclasses import dataclass
from typing import LiteralString, NamedTuple

from neo4j.exceptions import ConstraintError

from graph.calendar import Entry
from graph.database import Graph, Transaction
from graph.identity import new_id, sortable

WRITE: LiteralString = """
MATCH (space:Space {id: $space})
CREATE (:Reminder {id: $id, kind: $kind, at: $due, dueAt: $when, member: $member})-[:REMINDS]->(space)"""

# What was told stays, so that nobody is told it again.
FORGET: LiteralString = """
MATCH (:Space {id: $space})<-[:REMINDS]-(reminder:Reminder)
WHERE reminder.kind IN $kinds AND reminder.dueAt IS NOT NULL AND coalesce(reminder.member, '') = coalesce($member, '')
DETACH DELETE reminder"""

DUE: LiteralString = """
MATCH (reminder:Reminder) WHERE reminder.dueAt < $now
RETURN reminder.id AS id, reminder.kind AS kind, reminder.dueAt AS when ORDER BY reminder.dueAt LIMIT 100"""

TAKE: LiteralString = """
MATCH (reminder:Reminder {id: $id}) WHERE reminder.dueAt IS NOT NULL MATCH (member:Member {id: $member})
CREATE (reminder)-[:TOLD {key: reminder.id + ':' + member.id, at: $at}]->(member)
RETURN reminder.id AS id"""

GIVE_BACK: LiteralString = """
MATCH (reminder:Reminder {id: $id})-[told:TOLD]->(:Member {id: $member})
SET reminder.dueAt = $when DELETE told"""

# Not where somebody gave a letter back meanwhile.
DONE: LiteralString = """
MATCH (reminder:Reminder {id: $id}) WHERE reminder.dueAt = $when
SET reminder.dueAt = null"""


class Due(NamedTuple):
    """What is to be told by now; `when` is what it stood under when it was found."""

    id: str
    kind: str
    when: str


@dataclass(frozen=True)
class Letter:
    """What one member is to be told of a space, of which a kind of letter says what it needs; instants in ms."""

    member: str
    email: str
    locale: str | None
    timezone: str | None
    kind: str
    space: str
    name: str
    ends: int | None = None
    purpose: str | None = None
    by: str | None = None
    entry: Entry | None = None  # of a gathering, as a calendar shows it


async def write(tx: Transaction, space: str, kind: str, due: int, member: str | None = None) -> None:
    """Something to be told at an instant (ms), to one member or to all whom it concerns."""
    await tx.run(WRITE, space=space, id=new_id(), kind=kind, due=due, when=sortable(due), member=member)


async def forget(tx: Transaction, space: str, *kinds: str, member: str | None = None) -> None:
    """What of these kinds hasn't been told to all yet is told to nobody more."""
    await tx.run(FORGET, space=space, kinds=list(kinds), member=member)


async def due(graph: Graph, at: int) -> list[Due]:
    """What is to be told by now, the longest waiting first."""
    return [Due(**row) for row in await graph.read(DUE, now=sortable(at + 1))]


async def take(graph: Graph, id: str, member: str, at: int) -> bool:
    """Takes it upon oneself to tell a member; False where somebody else does or did."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(TAKE, id=id, member=member, at=at))

    try:
        return await graph.write(work)
    except ConstraintError:
        return False


async def give_back(graph: Graph, id: str, member: str, again: int) -> None:
    """The mail could not be sent: it is due again at an instant, even where another process thought that all knew."""

    async def work(tx: Transaction) -> None:
        await tx.run(GIVE_BACK, id=id, member=member, when=sortable(again))

    await graph.write(work)


async def done(graph: Graph, told: Due) -> None:
    """Everybody has been told."""

    async def work(tx: Transaction) -> None:
        await tx.run(DONE, id=told.id, when=told.when)

    await graph.write(work)
