"""Where threads stand in their community: keys of which an index reads them in order, however many there are."""

from typing import Final, LiteralString

from graph.database import Transaction
from graph.identity import sortable

# `<community>:<status>:<instant>:<id>`, the instant being that of the status; for what curators keep on top, PINNED.
SHELVE: LiteralString = """
MATCH (thread:Thread {id: $thread})-[:HELD_IN]->(community:Community)
WITH thread, community, CASE WHEN thread.pinnedAt IS NULL THEN thread.status ELSE 'PINNED' END AS shelf,
    toString(coalesce(thread.pinnedAt, thread.closedAt, thread.openedAt)) AS instant
SET thread.shelfKey = community.id + ':' + shelf + ':' + substring('000000000000000', size(instant)) + instant
    + ':' + thread.id"""

MOST: Final = 200  # rows that are read of a shelf at once

# The newest of a shelf before `$end`.
ON_SHELF: LiteralString = """
MATCH (thread:Thread) WHERE thread.shelfKey > $start AND thread.shelfKey < $end
RETURN thread.id AS id ORDER BY thread.shelfKey DESC LIMIT $limit"""


def held_key(community: str, id: str) -> str:
    """The key of all threads of a community, in the order of their births."""
    return f"{community}:{id}"


def shelf_key(community: str, status: str, at: int, id: str) -> str:
    """The key that SHELVE writes for a thread that nobody pinned: opened, or closed, at `at` (ms)."""
    return f"{community}:{status}:{sortable(at)}:{id}"


def shelf(community: str, name: str) -> dict[str, str]:
    """The bounds of one shelf: OPEN, HELPED, CLOSED or PINNED."""
    return {"start": f"{community}:{name}:", "end": f"{community}:{name};"}


async def shelve(tx: Transaction, thread: str) -> None:
    """Puts a thread where its status and its pin say, in the transaction that changed them."""
    await tx.run(SHELVE, thread=thread)
