"""Sessions: who is signed in, on which device, until when. The graph keeps only the hash of a token."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Transaction

LASTS: Final = 60 * 24 * 3600 * 1000  # ms: sixty days from the last visit
SEEN_EVERY: Final = 3600 * 1000  # ms: a visit is noted once an hour

OPEN: LiteralString = """
MATCH (member:Member {id: $member})
CREATE (member)-[:HAS_SESSION]->(:Session {id: $id, since: $at, seenAt: $at, until: $until, agent: $agent})"""

WHO: LiteralString = """
MATCH (member:Member)-[:HAS_SESSION]->(session:Session {id: $id}) WHERE session.until > $at
RETURN member.id AS member, member.locale AS locale, member.timezone AS timezone, member.slug AS slug,
    member.name AS name, session.seenAt AS seenAt"""

SEEN: LiteralString = """
MATCH (session:Session {id: $id}) SET session.seenAt = $at, session.until = $until"""

END: LiteralString = "MATCH (session:Session {id: $id}) DETACH DELETE session"

END_ALL: LiteralString = "MATCH (:Member {id: $viewer})-[:HAS_SESSION]->(session:Session) DETACH DELETE session"

OF: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_SESSION]->(session:Session) WHERE session.until > $at
RETURN session.agent AS agent, session.since AS since, session.seenAt AS seenAt ORDER BY seenAt DESC"""


@dataclass(frozen=True)
class SignedIn:
    """Who a session is of, and what their pages need."""

    member: str
    slug: str
    name: str
    locale: str
    timezone: str


def token() -> str:
    """A new secret of 256 bits, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What the graph keeps of it: SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def open_session(graph: Graph, member: str, agent: str, at: int) -> str:
    """Signs a member in on a device; answers the secret that its cookie carries."""
    secret = token()

    async def work(tx: Transaction) -> None:
        await tx.run(OPEN, member=member, id=hashed(secret), at=at, until=at + LASTS, agent=agent[:200])

    await graph.write(work)
    return secret


async def who(graph: Graph, secret: str, at: int) -> SignedIn | None:
    """Whose session this is; None where it is over, was ended, or never was."""
    rows = await graph.read(WHO, id=hashed(secret), at=at)
    if not rows:
        return None
    row = rows[0]
    if row["seenAt"] < at - SEEN_EVERY:
        await _write(graph, SEEN, id=hashed(secret), at=at, until=at + LASTS)
    return SignedIn(row["member"], row["slug"], row["name"], row["locale"], row["timezone"] or "Europe/Paris")


async def end(graph: Graph, secret: str) -> None:
    """Signs this device out."""
    await _write(graph, END, id=hashed(secret))


async def end_all(graph: Graph, viewer: str) -> None:
    """Signs the viewer out everywhere."""
    await _write(graph, END_ALL, viewer=viewer)


async def _write(graph: Graph, statement: LiteralString, **parameters: str | int) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run(statement, **parameters)

    await graph.write(work)
