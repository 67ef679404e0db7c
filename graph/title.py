"""The titles of what a message links to on this site, where all who read the message may read that too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph

MOST: Final = 10  # of one message
PATH: Final = re.compile(
    r"https?://[^/\s<>\"]+/(threads|rooms|gatherings|spaces|messages)/"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])"
)

# Held in the same community, of which all readers are; a circle is for those who take part.
SPACES: LiteralString = """
UNWIND $pairs AS pair WITH pair
MATCH (message:Message {id: pair.message})-[:SAID_IN]->(space:Space)-[:HELD_IN]->(place:Community)
MATCH (found:Space {id: pair.found})-[:HELD_IN]->(common:Community)
WHERE common.id = place.id AND NOT space:Circle AND NOT found:Circle
RETURN message.id AS message, found.id AS found, coalesce(found.title, found.name) AS title"""

MESSAGES: LiteralString = """
UNWIND $pairs AS pair WITH pair
MATCH (message:Message {id: pair.message})-[:SAID_IN]->(space:Space)-[:HELD_IN]->(place:Community)
MATCH (said:Message {id: pair.found})<-[:WROTE]-(author:Member)
MATCH (said)-[:SAID_IN]->(found:Space)-[:HELD_IN]->(common:Community)
WHERE said.withdrawnAt IS NULL AND said.kind = 'SAID'
  AND (found.id = space.id OR (common.id = place.id AND NOT space:Circle AND NOT found:Circle))
RETURN message.id AS message, said.id AS found, author.name + ', ' + coalesce(found.title, found.name) AS title"""


@dataclass(frozen=True)
class Link:
    """An address of this site, as a path, and what to call it."""

    path: str
    title: str


async def titles(graph: Graph, bodies: Sequence[tuple[str, str]]) -> dict[str, list[Link]]:
    """By message, for `(message, body)`: the links of its text that all its readers may follow."""
    asked = [(id, kind, found) for id, body in bodies for kind, found in dict.fromkeys(PATH.findall(body))][: MOST * 50]
    kept: dict[str, list[Link]] = {}
    for statement, wanted in ((SPACES, False), (MESSAGES, True)):
        pairs = [{"message": id, "found": found} for id, kind, found in asked if (kind == "messages") is wanted]
        for row in await graph.read(statement, pairs=pairs) if pairs else ():
            folder = "messages" if wanted else "spaces"
            kept.setdefault(row["message"], []).append(Link(f"/{folder}/{row['found']}", row["title"]))
    return kept
