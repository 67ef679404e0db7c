"""A community's knitting: how much help happened in it, week after week."""

from collections.abc import Sequence
from typing import Final, LiteralString

from graph.database import Graph

WEEK: Final = 7 * 24 * 3600 * 1000  # ms

# Help is tied to the thread where it happened, and the thread to its community. One that was closed before, and not
# opened again since, is let be at once.
HELPS: LiteralString = """
UNWIND $ids AS id
MATCH (:Community {id: id})<-[:HELD_IN]-(thread:Thread)
WHERE thread.status <> 'CLOSED' AND coalesce(thread.closedAt, thread.activeAt) > $since
MATCH (thread)<-[:OPENED]-(:Member)-[help:HELPED]-(:Member)
WHERE help.thread = thread.id AND help.at > $since AND help.at <= $at
RETURN id, (help.at - $since - 1) / $week AS week, count(help) AS helps"""


async def weave(graph: Graph, communities: Sequence[str], weeks: int, at: int) -> dict[str, list[int]]:
    """The helps of each of the last `weeks` weeks before `at` (ms), the oldest first, for every community."""
    since = at - weeks * WEEK
    woven = {id: [0] * weeks for id in communities}
    for row in await graph.read(HELPS, ids=list(communities), since=since, at=at, week=WEEK):
        woven[row["id"]][row["week"]] = row["helps"]
    return woven
