"""Who may still hear: members who may read a space, and sessions that last. Asked again and again while they listen."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, LiteralString

from graph.database import Graph, Row
from graph.space import SEEN

BATCH: Final = 1000

READERS: LiteralString = f"""
UNWIND $pairs AS pair MATCH (viewer:Member {{id: pair.member}}) MATCH (space:Space {{id: pair.space}})
WHERE {SEEN}
RETURN pair.member AS member, pair.space AS space"""

COMMUNITIES: LiteralString = """
UNWIND $spaces AS id MATCH (:Space {id: id})-[:HELD_IN]->(community:Community)
RETURN id, community.id AS community"""

TOKENS: LiteralString = """
UNWIND $tokens AS id MATCH (token:Token {id: id}) WHERE token.expiresAt > $at
RETURN id"""

LASTING: LiteralString = """
UNWIND $sessions AS id MATCH (session:Session {id: id}) WHERE session.until > $at
RETURN id"""


async def readers(graph: Graph, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of the pairs (member, space), those where the member may read the space."""
    wanted = [{"member": member, "space": space} for member, space in pairs]
    return {(row["member"], row["space"]) for row in await _in_batches(graph, READERS, "pairs", wanted)}


async def communities(graph: Graph, spaces: Sequence[str]) -> dict[str, str]:
    """The community that each space is held in."""
    return {row["id"]: row["community"] for row in await _in_batches(graph, COMMUNITIES, "spaces", spaces)}


async def lasting(graph: Graph, credentials: Sequence[str], at: int) -> set[str]:
    """Of sessions, by the hash of their secret, and of programs' tokens, by their ids, those that are not over."""
    found = {row["id"] for row in await _in_batches(graph, LASTING, "sessions", credentials, at=at)}
    others = [one for one in credentials if one not in found]
    return found | {row["id"] for row in await _in_batches(graph, TOKENS, "tokens", others, at=at)}


async def _in_batches(
    graph: Graph, statement: LiteralString, name: str, values: Sequence[Any], **more: Any
) -> list[Row]:
    rows: list[Row] = []
    waiting = iter(values)
    while batch := list(islice(waiting, BATCH)):
        rows += await graph.read(statement, **{name: batch}, **more)
    return rows
