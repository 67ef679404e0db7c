"""A draft: what a member has begun to write in a space, and nobody else reads."""

from typing import LiteralString

from graph.database import Graph, Transaction
from graph.space import WRITTEN

SAVE: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}})
WHERE ({WRITTEN}) AND coalesce(space.status, 'OPEN') = 'OPEN'
MERGE (viewer)-[draft:DRAFTS {{key: viewer.id + ':' + space.id}}]->(space)
SET draft.body = $body, draft.at = $at
RETURN space.id AS id"""

FORGET: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[draft:DRAFTS]->(space:Space {id: $space}) DELETE draft
RETURN space.id AS id"""

DRAFTS: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[draft:DRAFTS]->(space:Space {id: id})
RETURN id, draft.body AS body"""


async def save(graph: Graph, viewer: str, space: str, body: str, at: int) -> bool:
    """Keeps what the viewer has begun to write, one text a space; False where they may not write there."""

    async def work(tx: Transaction) -> bool:
        return bool(await tx.run(SAVE, viewer=viewer, space=space, body=body, at=at))

    return await graph.write(work, repeat=True)


async def forget(graph: Graph, viewer: str, space: str) -> None:
    """The viewer begins anew there."""

    async def work(tx: Transaction) -> None:
        await drop(tx, viewer, space)

    await graph.write(work)


async def drop(tx: Transaction, viewer: str, space: str) -> None:
    """The same, in the transaction that says it."""
    await tx.run(FORGET, viewer=viewer, space=space)


async def drafts(graph: Graph, viewer: str, spaces: list[str]) -> dict[str, str]:
    """What the viewer has begun to write, by space."""
    return {row["id"]: row["body"] for row in await graph.read(DRAFTS, viewer=viewer, ids=spaces)}
