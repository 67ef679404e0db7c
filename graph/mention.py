"""A mention: `@slug` in a message, a relationship to whom it names; never to somebody hidden from its readers."""

import re
from collections.abc import Sequence
from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.folding import query, words

MOST: Final = 20  # of one message
NAMED: Final = re.compile(r"(?<![\w@/.-])@([a-z0-9][a-z0-9-]{0,63})")
CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)

# All who read the space may know of whom it names: a discreet member of the root alone is named where they take part.
MENTIONABLE: Final = (
    "member.id <> 'visitor' AND ((space:Circle AND EXISTS { (member)-[:TAKES_PART]->(space) })"
    " OR (NOT space:Circle AND EXISTS { MATCH (space)-[:HELD_IN]->(place:Community)"
    " WHERE EXISTS { (member)-[:MEMBER_OF]->(place) } AND (member.discreet = false OR place.root = false"
    " OR EXISTS { (member)-[:TAKES_PART]->(space) }) }))"
)

MENTION: LiteralString = f"""
MATCH (message:Message {{id: $message}})-[:SAID_IN]->(space:Space) UNWIND $slugs AS slug WITH message, space, slug
MATCH (member:Member {{slug: slug}}) WHERE {MENTIONABLE}
MERGE (message)-[:MENTIONS {{key: message.id + ':' + member.id}}]->(member)"""

WOULD: LiteralString = f"""
MATCH (space:Space {{id: $space}}) UNWIND $slugs AS slug WITH space, slug
MATCH (member:Member {{slug: slug}}) WHERE {MENTIONABLE}
RETURN member.id AS id ORDER BY id"""

FORGET: LiteralString = """
MATCH (message:Message {id: $message})-[mention:MENTIONS]->(member:Member) WHERE NOT member.slug IN $slugs
DELETE mention"""

TALKING: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Space {{id: $space}})<-[:TAKES_PART]-(member:Member)
WHERE member.id <> viewer.id AND {MENTIONABLE}
RETURN member.id AS id, member.slug AS slug, member.name AS name ORDER BY name, id LIMIT 100"""

FOUND: LiteralString = f"""
CALL db.index.fulltext.queryNodes('search_text', $text, {{limit: 200}}) YIELD node, score
WITH node, score WHERE node:Member
MATCH (space:Space {{id: $space}})
WITH node AS member, space, score
WHERE member.id <> $viewer AND {MENTIONABLE}
RETURN member.id AS id, member.slug AS slug, member.name AS name ORDER BY score DESC, id LIMIT $limit"""


def named(body: str) -> list[str]:
    """The slugs that a text names by `@slug`, each once, outside of its code."""
    return list(dict.fromkeys(NAMED.findall(CODE.sub(" ", body))))[:MOST]


async def mention(tx: Transaction, message: str, body: str, *, again: bool = False) -> None:
    """Ties a message to those whom its text names, in the transaction that writes it; `again` where it was another."""
    slugs = named(body)
    if again:
        await tx.run(FORGET, message=message, slugs=slugs)
    if slugs:
        await tx.run(MENTION, message=message, slugs=slugs)


async def would(graph: Graph, space: str, body: str) -> list[str]:
    """Ids of those whom a text would name in a space."""
    slugs = named(body)
    return [row["id"] for row in await graph.read(WOULD, space=space, slugs=slugs)] if slugs else []


async def mentionable(graph: Graph, viewer: str, space: str, text: str, limit: int) -> list[str]:
    """Ids of others who read the space and may be named there, those who talk there first.

    Whether the viewer may see each is for who reads them by their ids.
    """
    wanted = query(text)
    rows = await graph.read(TALKING, viewer=viewer, space=space)
    if wanted:
        rows += await graph.read(FOUND, viewer=viewer, space=space, text=wanted, limit=10 * limit)
    return list(dict.fromkeys(row["id"] for row in rows if _begins(row["slug"], row["name"], text.strip())))[:limit]


def _begins(address: str, name: str, typed: str) -> bool:
    """True where the address or a word of the name begins so; what the index knows else of a member is left out."""
    begun = " ".join(words(typed))
    return address.startswith(typed.lower()) or f" {' '.join(words(name))}".find(f" {begun}") >= 0


OF_ME: LiteralString = """
MATCH (viewer:Member {id: $viewer})<-[mention:MENTIONS]-(message:Message)-[:SAID_IN]->(space:Space)
WHERE mention.seen IS NULL AND message.withdrawnAt IS NULL
OPTIONAL MATCH (viewer)-[part:TAKES_PART]->(space)
WITH message, coalesce(part.read, 0) AS read WHERE message.number > read
RETURN message.id AS id ORDER BY message.at DESC, id LIMIT $limit"""


async def unread(graph: Graph, viewer: str, limit: int) -> Sequence[str]:
    """Ids of messages that name the viewer and that they haven't read, the latest first."""
    return [row["id"] for row in await graph.read(OF_ME, viewer=viewer, limit=limit)]
