"""A thread: an open space under one request or one offer."""

from collections.abc import Sequence
from typing import Final, LiteralString

from neo4j.exceptions import ConstraintError

from graph import message
from graph.database import Graph, Transaction
from graph.folding import folded
from graph.identity import new_id
from graph.shelf import held_key, shelve
from graph.space import HELD_IN_MINE
from graph.viewer import STAFF

SEEN: Final = f"{HELD_IN_MINE} OR {STAFF}".replace("(space)", "(thread)")

AUTHOR: Final = "(thread)<-[:OPENED]-(author:Member)"
TOPICS: Final = "(thread)-[:ABOUT]->(topic:Topic)"
SEEKERS: Final = "(thread)<-[part:TAKES_PART {side: 'SEEKS'}]-(member:Member)"
BRINGERS: Final = "(thread)<-[part:TAKES_PART {side: 'BRINGS'}]-(member:Member)"
HELPS: Final = "(thread)<-[:TAKES_PART]-(giver:Member)-[help:HELPED {thread: thread.id}]->(receiver:Member)"

OPEN: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:MEMBER_OF]->(community:Community {id: $community})
CREATE (viewer)-[:OPENED]->(thread:Space:Thread:Searchable {id: $id, name: $title, title: $title, body: $body,
    kind: $kind, status: 'OPEN', createdAt: $at, openedAt: $at, activeAt: $at, openKey: $id, heldKey: $heldKey,
    searchText: $search})-[:HELD_IN]->(community)
CREATE (thread)-[:TICKS]->(:Clock {id: $id, last: 0})
CREATE (viewer)-[:TAKES_PART {key: viewer.id + ':' + $id, side: $side, since: $at, read: 0}]->(thread)
WITH thread UNWIND $topics AS topicId WITH thread, topicId MATCH (topic:Topic {id: topicId})
CREATE (thread)-[:ABOUT]->(topic)"""

IS_THERE: LiteralString = """
MATCH (:Member {id: $viewer})-[:OPENED]->(thread:Thread {id: $id}) RETURN thread.id AS id"""

TAKE_SIDE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Thread {{id: $thread}})
WHERE ({HELD_IN_MINE}) AND space.status = 'OPEN'
MERGE (viewer)-[part:TAKES_PART {{key: viewer.id + ':' + space.id}}]->(space)
ON CREATE SET part.since = $at, part.read = 0
WITH part, coalesce(part.side, '') AS before
SET part.side = CASE WHEN $side = '' THEN null ELSE $side END
RETURN before"""

CLOSE: LiteralString = """
MATCH (:Member {id: $viewer})-[:OPENED]->(thread:Thread {id: $thread, status: 'OPEN'})
SET thread.status = $status, thread.closedAt = $at, thread.openKey = null
RETURN thread.id AS id"""

# Only those who took part can be named; whoever closes a request received, whoever closes an offer gave.
THANK: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[:OPENED]->(thread:Thread {id: $thread})-[:HELD_IN]->(community:Community)
OPTIONAL MATCH (thread)-[:ABOUT]->(topic:Topic)
WITH viewer, thread, community, collect(topic.slug) AS topics
UNWIND $others AS id WITH viewer, thread, community, topics, id
MATCH (other:Member {id: id})-[:TAKES_PART]->(thread) WHERE other.id <> viewer.id
WITH thread, community, topics, CASE WHEN thread.kind = 'REQUEST' THEN other ELSE viewer END AS giver,
    CASE WHEN thread.kind = 'REQUEST' THEN viewer ELSE other END AS receiver
MERGE (giver)-[help:HELPED {key: thread.id + ':' + giver.id + ':' + receiver.id}]->(receiver)
SET help.at = $at, help.thread = thread.id, help.community = community.id, help.topics = topics, help.thanks = $thanks
RETURN count(help) AS helps"""

REOPEN: LiteralString = """
MATCH (:Member {id: $viewer})-[:OPENED]->(thread:Thread {id: $thread}) WHERE thread.status <> 'OPEN'
SET thread.status = 'OPEN', thread.closedAt = null, thread.activeAt = $at, thread.openKey = thread.id
RETURN thread.id AS id"""


async def open_thread(
    graph: Graph, viewer: str, id: str, kind: str, title: str, body: str, community: str, topics: Sequence[str], at: int
) -> bool:
    """Opens a thread in a community of the viewer; False where they aren't in it. Repeating changes nothing."""
    values = {"kind": kind, "title": title, "body": body, "community": community, "topics": list(topics), "at": at}
    side = "SEEKS" if kind == "REQUEST" else "BRINGS"
    search = folded(f"{title} {body}")

    async def work(tx: Transaction) -> bool:
        if await tx.run(IS_THERE, viewer=viewer, id=id):
            return True
        await tx.run(OPEN, viewer=viewer, id=id, side=side, search=search, heldKey=held_key(community, id), **values)
        await shelve(tx, id)
        return bool(await tx.run(IS_THERE, viewer=viewer, id=id))

    try:
        return await graph.write(work, repeat=True)
    except ConstraintError:  # something of somebody else's has this id
        return False


async def take_side(graph: Graph, viewer: str, thread: str, side: str, at: int) -> bool:
    """The viewer seeks too, brings, or ('') neither; False where they may not. Its line is written when it changes."""

    async def work(tx: Transaction) -> bool:
        rows = await tx.run(TAKE_SIDE, viewer=viewer, thread=thread, side=side, at=at)
        if rows and rows[0]["before"] != side:
            await message.state(tx, viewer, thread, new_id(), side or "LEFT", at)
        return bool(rows)

    async with graph.turns.of(thread):
        return await graph.write(work, repeat=True)


async def close(graph: Graph, viewer: str, thread: str, others: Sequence[str], thanks: str, at: int) -> bool:
    """The author closes: HELPED with those named and a thanks, or CLOSED with nobody. False where it isn't theirs."""

    async def work(tx: Transaction) -> bool:
        status = "HELPED" if others else "CLOSED"
        if not await tx.run(CLOSE, viewer=viewer, thread=thread, status=status, at=at):
            return False
        if others:
            await tx.run(THANK, viewer=viewer, thread=thread, others=list(others), thanks=thanks, at=at)
        await shelve(tx, thread)
        await message.state(tx, viewer, thread, new_id(), status, at)
        return True

    async with graph.turns.of(thread):
        return await graph.write(work, repeat=True)


async def reopen(graph: Graph, viewer: str, thread: str, at: int) -> bool:
    """The author opens a closed thread again; the helps that were named stay."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(REOPEN, viewer=viewer, thread=thread, at=at):
            return False
        await shelve(tx, thread)
        await message.state(tx, viewer, thread, new_id(), "REOPENED", at)
        return True

    async with graph.turns.of(thread):
        return await graph.write(work)


SIDES: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[part:TAKES_PART]->(:Thread {id: id}) RETURN id, part.side AS side"""


async def sides_of(graph: Graph, viewer: str, threads: list[str]) -> dict[str, str | None]:
    """SEEKS, BRINGS or None for each thread that the viewer takes part in."""
    return {row["id"]: row["side"] for row in await graph.read(SIDES, viewer=viewer, ids=threads)}


# Those who have it before their eyes at home: they bring what it asks for (seek what it offers), and aren't in it yet.
REACH: LiteralString = """
UNWIND $ids AS id MATCH (thread:Thread {id: id})-[:HELD_IN]->(community:Community)
MATCH (thread)-[:ABOUT]->(topic:Topic) MATCH (member:Member)-[tie:SEEKS|BRINGS]->(topic)
WHERE type(tie) = CASE WHEN thread.kind = 'REQUEST' THEN 'BRINGS' ELSE 'SEEKS' END
  AND EXISTS { (member)-[:MEMBER_OF]->(community) } AND NOT EXISTS { (member)-[:TAKES_PART]->(thread) }
RETURN id, count(DISTINCT member.id) AS members"""


async def reach(graph: Graph, threads: list[str]) -> dict[str, int]:
    """How many members of its community bring what each thread asks for, or seek what it offers, and aren't in it."""
    return {row["id"]: row["members"] for row in await graph.read(REACH, ids=threads)}


PASS: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Thread {{id: $thread}}) WHERE {HELD_IN_MINE}
MERGE (viewer)-[passed:PASSED {{key: viewer.id + ':' + space.id}}]->(space) SET passed.at = $at
RETURN space.id AS id"""


async def let_pass(graph: Graph, viewer: str, thread: str, at: int) -> bool:
    """The viewer doesn't want this thread suggested; False where they may not see it."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(PASS, viewer=viewer, thread=thread, at=at))

    return await graph.write(work, repeat=True)
