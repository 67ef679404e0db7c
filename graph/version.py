"""Earlier versions of a message: when they go."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.identity import sortable

UNDO: Final = 10 * 60 * 1000  # milliseconds within which its author may take a withdrawal back

FORGET: LiteralString = """
MATCH (message:Message {id: $message})-[:WAS]->(version:Version) DETACH DELETE version"""

FADE: LiteralString = """
MATCH (message:Message {id: $message})-[:WAS]->(version:Version) SET version.fadesAt = $when"""

SWEEP: LiteralString = """
MATCH (version:Version) WHERE version.fadesAt < $now DETACH DELETE version"""


async def fade(tx: Transaction, message: str, at: int) -> None:
    """Its versions go once nobody can take the withdrawal back."""
    await tx.run(FADE, message=message, when=sortable(at + UNDO))


async def forget(tx: Transaction, message: str) -> None:
    """Its versions go at once."""
    await tx.run(FORGET, message=message)


async def sweep(graph: Graph, at: int) -> None:
    """Deletes the words of messages whose withdrawal can't be taken back any more."""

    async def work(tx: Transaction) -> None:
        await tx.run(SWEEP, now=sortable(at))

    await graph.write(work)
