"""A message: what a member says in a space. Every change takes the next number of the space's clock."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, LiteralString

from neo4j.exceptions import ConstraintError

from graph import blob, draft, file, version
from graph.database import Graph, Transaction
from graph.folding import folded
from graph.identity import new_id, sortable
from graph.mention import mention, named
from graph.space import SEEN as SPACE_SEEN
from graph.space import WRITTEN
from graph.spoken import ITS_LATEST, NO_LATEST, ONE_MORE

SEEN: Final = f"EXISTS {{ MATCH (message)-[:SAID_IN]->(space:Space) WHERE {SPACE_SEEN} }}"

AUTHOR: Final = "(message)<-[:WROTE]-(author:Member)"
SPACE: Final = "(message)-[:SAID_IN]->(space:Space)"
# Where its author stands in the thread today: SEEKS, BRINGS or null. Step by step: in one pattern, the embedded engine
# looks through all that each who takes part has ever written.
SIDE: Final = (
    "head(COLLECT { MATCH (message)<-[:WROTE]-(author:Member) MATCH (message)-[:SAID_IN]->(space:Space)"
    " MATCH (author)-[part:TAKES_PART]->(space) RETURN part.side })"
)
ORIGINAL: Final = "(message)-[:REPLIES_TO]->(original:Message)"
MENTIONED: Final = "(message)-[:MENTIONS]->(mentioned:Member)"

KEY: Final = "space.id + ':' + substring('0000000000', size(toString(clock.last))) + toString(clock.last)"

# Of the community where a space is held, or of the root. A circle has none.
CURATOR: Final = (
    "(NOT space:Circle AND EXISTS { MATCH (viewer)-[:CURATES]->(curated:Community)"
    " WHERE curated.root = true OR EXISTS { (space)-[:HELD_IN]->(curated) } })"
)

SAID: Final = "id: $id, kind: 'SAID', body: $body, searchText: $search, at: $at, number: clock.last"
# Since when a message waits that somebody may be told of by mail: in rooms and gatherings, those that name or answer.
UNTOLD: Final = "CASE WHEN space:Thread OR space:Circle OR $named THEN $untold END"

# A thread that is closed is read only; the clock is a node of its own, or Neo4j deadlocks.
POST: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}})-[:TICKS]->(clock:Clock)
WHERE ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
SET clock.last = clock.last + 1, {ONE_MORE}
{NO_LATEST}
WITH viewer, space, clock
CREATE (viewer)-[:WROTE]->(message:Message {{{SAID}, numberKey: {KEY}, changed: {KEY},
    untold: {UNTOLD}}})-[:SAID_IN]->(space)
{ITS_LATEST}
RETURN message.number AS number"""

# What it replies to was said in the same space.
REPLY: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}})
MATCH (original:Message {{id: $reply, kind: 'SAID'}})-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE space.id = $space AND ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
SET clock.last = clock.last + 1, {ONE_MORE}
{NO_LATEST}
WITH viewer, space, clock, original
CREATE (viewer)-[:WROTE]->(message:Message {{{SAID}, numberKey: {KEY}, changed: {KEY},
    untold: $untold}})-[:SAID_IN]->(space)
{ITS_LATEST}
CREATE (message)-[:REPLIES_TO]->(original)
RETURN message.number AS number"""

FACT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}})-[:TICKS]->(clock:Clock)
SET clock.last = clock.last + 1
WITH viewer, space, clock
CREATE (viewer)-[:WROTE]->(message:Message {{id: $id, kind: 'FACT', fact: $fact, body: '', at: $at,
    number: clock.last, numberKey: {KEY}, changed: {KEY}}})-[:SAID_IN]->(space)
RETURN message.number AS number"""

TAKE_PART: LiteralString = """
MATCH (viewer:Member {id: $viewer}) MATCH (space:Space {id: $space})
MERGE (viewer)-[part:TAKES_PART {key: viewer.id + ':' + space.id}]->(space)
ON CREATE SET part.since = $at
SET part.read = CASE WHEN coalesce(part.read, 0) < $number THEN $number ELSE part.read END"""

STIR: LiteralString = """
MATCH (thread:Thread {id: $space}) SET thread.activeAt = $at"""

SAME: LiteralString = """
MATCH (:Member {id: $viewer})-[:WROTE]->(message:Message {id: $id})-[:SAID_IN]->(:Space {id: $space})
RETURN message.id AS id"""

EDIT: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}})-[:WROTE]->(message:Message {{id: $message, kind: 'SAID'}})
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE message.withdrawnAt IS NULL AND ({WRITTEN})
SET clock.last = clock.last + 1
WITH message, space, clock
CREATE (message)-[:WAS]->(:Version {{id: $version, body: message.body, at: coalesce(message.editedAt, message.at)}})
SET message.body = $body, message.searchText = $search, message.editedAt = $at, message.changed = {KEY}
RETURN space.id AS space"""

# By its author, or by a curator, who gives a reason.
WITHDRAW: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (message:Message {{id: $message, kind: 'SAID'}})
MATCH (message)-[:SAID_IN]->(space:Space)-[:TICKS]->(clock:Clock)
WHERE message.withdrawnAt IS NULL AND (
    EXISTS {{ (viewer)-[:WROTE]->(message) }}
    OR ($reason <> '' AND {CURATOR}))
SET clock.last = clock.last + 1
WITH viewer, message, space, clock
CREATE (message)-[:WAS]->(:Version {{id: $version, body: message.body, at: coalesce(message.editedAt, message.at)}})
SET message.withdrawnAt = $at, message.withdrawnReason = $reason, message.withdrawnBy = viewer.id, message.body = '',
    message.searchText = '', message.kept = $version, message.changed = {KEY}
RETURN space.id AS space"""


@dataclass(frozen=True)
class Posted:
    """A message that is there, whether this call or an earlier one with the same id wrote it."""

    id: str
    repeated: bool


async def post(
    graph: Graph,
    viewer: str,
    space: str,
    id: str,
    body: str,
    at: int,
    reply: str | None = None,
    files: Sequence[str] = (),
) -> Posted | None:
    """Says `body` in a space; None where the viewer may not write there. Repeating an id changes nothing.

    `reply` is the id of what it answers; None too where that was said elsewhere. `files` are ids of those that the
    viewer has brought there; file.NotWaiting where one was said already, or is not theirs.
    """

    async def work(tx: Transaction) -> bool:
        said = {"viewer": viewer, "space": space, "id": id, "body": body, "search": folded(body), "at": at}
        said |= {"untold": sortable(at)}
        answering = tx.run(REPLY, **said, reply=reply) if reply else tx.run(POST, **said, named=bool(named(body)))
        rows = await answering
        if rows:
            await mention(tx, id, body)
            await file.carry(tx, viewer, space, id, files, body)
            await draft.drop(tx, viewer, space)
            await tx.run(TAKE_PART, viewer=viewer, space=space, at=at, number=rows[0]["number"])
            await tx.run(STIR, space=space, at=at)
        return bool(rows)

    async with graph.turns.of(space):
        try:
            if await graph.write(work):
                return Posted(id, repeated=False)
            # Nobody writes there now; what was said before that, and not acknowledged, is said all the same.
            return Posted(id, repeated=True) if await is_said(graph, viewer, space, id) else None
        except (ConstraintError, file.NotWaiting) as lost:
            if await graph.read(SAME, viewer=viewer, space=space, id=id):
                return Posted(id, repeated=True)
            if isinstance(lost, file.NotWaiting):
                raise
        with suppress(ConstraintError):  # the id is that of somebody else's message
            return Posted(id, repeated=False) if await graph.write(work, repeat=True) else None
        return None


async def is_said(graph: Graph, viewer: str, space: str, id: str) -> bool:
    """True where the viewer has said a message with this id there."""
    return bool(await graph.read(SAME, viewer=viewer, space=space, id=id))


async def edit(graph: Graph, viewer: str, message: str, body: str, at: int) -> str | None:
    """Changes the viewer's own message; the id of its space, or None where it isn't theirs to change."""

    async def work(tx: Transaction) -> str | None:
        said = {"message": message, "body": body, "search": folded(body), "at": at, "version": new_id()}
        rows = await tx.run(EDIT, viewer=viewer, **said)
        if rows:
            await mention(tx, message, body, again=True)
            await file.find(tx, message, body)
        return rows[0]["space"] if rows else None

    return await graph.write(work, repeat=True)


async def withdraw(graph: Graph, viewer: str, message: str, reason: str, at: int) -> str | None:
    """Takes a message back; the id of its space, or None where the viewer may not.

    What it said goes at once where a curator gives a reason; its author may undo it for version.UNDO milliseconds.
    """

    async def work(tx: Transaction) -> str | None:
        rows = await tx.run(WITHDRAW, viewer=viewer, message=message, reason=reason, at=at, version=new_id())
        if rows:
            await (version.forget(tx, message) if reason else version.fade(tx, message, at))
            await blob.fade(tx, message, 0 if reason else at + version.UNDO)
        return rows[0]["space"] if rows else None

    space = await graph.write(work)
    await version.sweep(graph, at)
    await blob.sweep(graph, at)
    return space


async def state(tx: Transaction, viewer: str, space: str, id: str, fact: str, at: int) -> None:
    """Writes what happened to a space as a line of its log, in the transaction that makes it happen."""
    await tx.run(FACT, viewer=viewer, space=space, id=id, fact=fact, at=at)


REASONS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (message:Message {{id: id}})-[:SAID_IN]->(space:Space)
WHERE message.withdrawnReason <> '' AND (EXISTS {{ (viewer)-[:WROTE]->(message) }} OR {CURATOR})
RETURN id, message.withdrawnReason AS reason"""


async def reasons(graph: Graph, viewer: str, messages: list[str]) -> dict[str, str]:
    """Why each was withdrawn by a curator, where the viewer wrote it or curates there."""
    return {row["id"]: row["reason"] for row in await graph.read(REASONS, viewer=viewer, ids=messages)}
