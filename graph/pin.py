"""Pinning: a curator keeps a thread on top of its community."""

from typing import LiteralString

from graph import message
from graph.community import CURATED
from graph.database import Graph, Transaction
from graph.identity import new_id
from graph.shelf import shelve

PIN: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (thread:Thread {{id: $thread}})-[:HELD_IN]->(community:Community)
WHERE {CURATED} AND (thread.pinnedAt IS NULL) = $pinned
SET thread.pinnedAt = CASE WHEN $pinned THEN $at ELSE null END
RETURN thread.id AS id"""


async def pin(graph: Graph, viewer: str, thread: str, pinned: bool, at: int) -> bool:
    """Pins or unpins a thread; False where the viewer doesn't curate its community, or it is so already."""

    async def work(tx: Transaction) -> bool:
        if not await tx.run(PIN, viewer=viewer, thread=thread, pinned=pinned, at=at):
            return False
        await shelve(tx, thread)
        await message.state(tx, viewer, thread, new_id(), "PINNED" if pinned else "UNPINNED", at)
        return True

    async with graph.turns.of(thread):
        return await graph.write(work)
