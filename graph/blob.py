"""The bytes of files, as the graph knows them: which files hold which, and which nobody holds any more.

A blob is named by the hash of its bytes, and shared by all files that have them. It leaves the store in three steps, so
that nobody who brings the same bytes meanwhile loses them: it is claimed, where no file holds it; its bytes are
deleted; its node goes. Who comes between the first and the last waits.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.identity import new_id, sortable

STALE: Final = 10 * 60 * 1000  # milliseconds after which a claim was that of a process that died
FEW: Final = 100  # at a time

# Both sides write `turn` first: it is the lock.
HOLD: LiteralString = "MERGE (blob:Blob {id: $hash}) SET blob.turn = $turn"

KEPT: LiteralString = """
MATCH (file:File {id: $file}) MATCH (blob:Blob {id: $hash}) WHERE blob.claimedAt IS NULL
CREATE (file)-[:KEPT_AS]->(blob) RETURN blob.id AS id"""

# What is shown to the staff waits until they have settled it.
UNSHOWN: Final = "NOT EXISTS { (file)<-[:SHOWS]-(:Report) }"

LOOSEN: LiteralString = f"""
MATCH (file:File) WHERE file.fadesAt < $end AND {UNSHOWN} WITH file
MATCH (file)-[:KEPT_AS]->(blob:Blob) SET blob.fadesAt = $when"""

SWEEP: LiteralString = f"MATCH (file:File) WHERE file.fadesAt < $end AND {UNSHOWN} DETACH DELETE file"

LOOSE: LiteralString = """
MATCH (blob:Blob) WHERE blob.fadesAt < $end RETURN blob.id AS id ORDER BY blob.fadesAt LIMIT $limit"""

TURN: LiteralString = "MATCH (blob:Blob {id: $hash}) SET blob.turn = $turn"

CLAIM: LiteralString = """
MATCH (blob:Blob {id: $hash})
WHERE NOT EXISTS { (blob)<-[:KEPT_AS]-(:File) } AND coalesce(blob.claimedAt, 0) < $stale
SET blob.claimedAt = $at RETURN blob.id AS id"""

HELD: LiteralString = """
MATCH (blob:Blob {id: $hash}) WHERE EXISTS { (blob)<-[:KEPT_AS]-(:File) } REMOVE blob.fadesAt"""

GONE: LiteralString = "MATCH (blob:Blob {id: $hash}) WHERE blob.claimedAt = $at DETACH DELETE blob"

FADE: LiteralString = """
MATCH (message:Message {id: $message})-[:CARRIES]->(file:File) SET file.fadesAt = $when"""

STAY: LiteralString = """
MATCH (message:Message {id: $message})-[:CARRIES]->(file:File) REMOVE file.fadesAt"""


class Leaving(Exception):
    """These bytes are being deleted at this moment: try again."""


async def hold(tx: Transaction, file: str, hashes: Sequence[str]) -> None:
    """A file holds its bytes, from now on. Leaving."""
    for hash in sorted(hashes):
        await tx.run(HOLD, hash=hash, turn=file)
        if not await tx.run(KEPT, file=file, hash=hash):
            raise Leaving


async def fade(tx: Transaction, message: str, at: int) -> None:
    """The files of a message go at an instant."""
    await tx.run(FADE, message=message, when=sortable(at))


async def stay(tx: Transaction, message: str) -> None:
    """The files of a message stay after all."""
    await tx.run(STAY, message=message)


async def sweep(graph: Graph, at: int) -> None:
    """Forgets the files whose time is over; their bytes wait to be deleted."""

    async def work(tx: Transaction) -> None:
        await tx.run(LOOSEN, end=sortable(at), when=sortable(at))
        await tx.run(SWEEP, end=sortable(at))

    await graph.write(work)


async def delete(graph: Graph, at: int, erase: Callable[[str], Awaitable[None]]) -> int:
    """Gives the bytes that no file holds to `erase`, a few at a time; how many. What `erase` raises ends it."""
    gone = 0
    for row in await graph.read(LOOSE, end=sortable(at + 1), limit=FEW):
        if await graph.write(_claim(row["id"], at)):
            await erase(row["id"])
            await graph.write(_gone(row["id"], at))
            gone += 1
    return gone


def _claim(hash: str, at: int) -> Callable[[Transaction], Awaitable[bool]]:
    async def work(tx: Transaction) -> bool:
        await tx.run(TURN, hash=hash, turn=new_id())
        if await tx.run(CLAIM, hash=hash, at=at, stale=at - STALE):
            return True
        await tx.run(HELD, hash=hash)
        return False

    return work


def _gone(hash: str, at: int) -> Callable[[Transaction], Awaitable[None]]:
    async def work(tx: Transaction) -> None:
        await tx.run(GONE, hash=hash, at=at)

    return work
