"""Who may still hear: members who may read a space, and sessions that last. Asked again and again while they listen."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, LiteralString, TypeVar

from graph.database import Graph
from graph.space import SEEN

T = TypeVar("T")

BATCH: Final = 1000

# One row a space: a row for each pair costs us five times as much.
READERS: LiteralString = f"""
UNWIND $spaces AS one MATCH (space:Space {{id: one.space}}) WITH one, space
UNWIND one.members AS id WITH space, id MATCH (viewer:Member {{id: id}})
WHERE {SEEN}
RETURN space.id AS space, collect(id) AS members"""

COMMUNITIES: LiteralString = """
UNWIND $spaces AS id MATCH (:Space {id: id})-[:HELD_IN]->(community:Community)
RETURN id, community.id AS community"""

TOKENS: LiteralString = """
UNWIND $ids AS id MATCH (token:Token {id: id}) WHERE token.expiresAt > $at
RETURN collect(id) AS ids"""

LASTING: LiteralString = """
UNWIND $ids AS id MATCH (session:Session {id: id}) WHERE session.until > $at
RETURN collect(id) AS ids"""


async def readers(graph: Graph, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of the pairs (member, space), those where the member may read the space."""
    found: set[tuple[str, str]] = set()
    for some in _batches(sorted(pairs, key=itemgetter(1))):
        asked = [{"space": space, "members": [pair[0] for pair in of]} for space, of in groupby(some, itemgetter(1))]
        rows = await graph.read(READERS, spaces=asked)
        found.update((member, row["space"]) for row in rows for member in row["members"])
    return found


async def communities(graph: Graph, spaces: Sequence[str]) -> dict[str, str]:
    """The community that each space is held in."""
    rows = [row for some in _batches(spaces) for row in await graph.read(COMMUNITIES, spaces=some)]
    return {row["id"]: row["community"] for row in rows}


async def lasting(graph: Graph, credentials: Sequence[str], at: int) -> set[str]:
    """Of sessions, by the hash of their secret, and of programs' tokens, by their ids, those that are not over."""
    found = {id for some in _batches(credentials) for id in await _all(graph, LASTING, ids=some, at=at)}
    others = [one for one in credentials if one not in found]
    return found | {id for some in _batches(others) for id in await _all(graph, TOKENS, ids=some, at=at)}


async def _all(graph: Graph, statement: LiteralString, **values: Any) -> list[str]:
    found: list[str] = (await graph.read(statement, **values))[0]["ids"]
    return found


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
