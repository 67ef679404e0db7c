"""Sessions: who is signed in, on which device, until when. The graph keeps only the hash of a token."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Row, Transaction
from graph.token import REVOKE_ALL

LASTS: Final = 60 * 24 * 3600 * 1000  # ms: sixty days from the last visit
SEEN_EVERY: Final = 3600 * 1000  # ms: a visit is noted once an hour

OPEN: LiteralString = """
MATCH (member:Member {id: $member})
CREATE (member)-[:HAS_SESSION]->(:Session {id: $id, since: $at, seenAt: $at, until: $until, agent: $agent})"""

# From the session: the embedded engine would look through all members.
WHO: LiteralString = """
UNWIND $ids AS id MATCH (session:Session {id: id}) WHERE session.until > $at
MATCH (session)<-[:HAS_SESSION]-(member:Member)
RETURN session.id AS id, member.id AS member, member.locale AS locale, member.timezone AS timezone, member.slug AS slug,
    member.name AS name, session.seenAt AS seenAt, EXISTS { (member)-[:MEMBER_OF]->(:Community) } AS inside"""

SEEN: LiteralString = """
UNWIND $ids AS id MATCH (session:Session {id: id}) SET session.seenAt = $at SET session.until = $until"""

END: LiteralString = "MATCH (session:Session {id: $id}) DETACH DELETE session"

END_ONE: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_SESSION]->(session:Session {id: $id}) DETACH DELETE session"""

END_ALL: LiteralString = "MATCH (:Member {id: $viewer})-[:HAS_SESSION]->(session:Session) DETACH DELETE session"

FORGET: LiteralString = "MATCH (session:Session) WHERE session.until < $at DETACH DELETE session"

OF: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_SESSION]->(session:Session) WHERE session.until > $at
RETURN session.id AS id, session.agent AS agent, session.since AS since, session.seenAt AS seenAt
ORDER BY seenAt DESC, id"""


@dataclass(frozen=True)
class SignedIn:
    """Who a session is of, and what their pages need."""

    member: str
    slug: str
    name: str
    locale: str
    timezone: str
    inside: bool  # False while they wait before the door of the network


@dataclass(frozen=True)
class Device:
    """Where a member is signed in; instants in ms. `id` is the hash of the secret, not the secret."""

    id: str
    agent: str
    since: int
    seen: int


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
    return (await whose(graph, [secret], at)).get(secret)


async def whose(graph: Graph, tokens: Sequence[str], at: int) -> dict[str, SignedIn]:
    """Whose sessions these are, by their secrets; without those that are over, were ended, or never were."""
    named = {hashed(secret): secret for secret in tokens}
    rows = await graph.read(WHO, ids=list(named), at=at)
    if stale := [row["id"] for row in rows if row["seenAt"] < at - SEEN_EVERY]:
        await _write(graph, SEEN, ids=stale, at=at, until=at + LASTS)
    return {named[row["id"]]: _signed_in(row) for row in rows}


def _signed_in(row: Row) -> SignedIn:
    zone = row["timezone"] or "Europe/Paris"
    return SignedIn(row["member"], row["slug"], row["name"], row["locale"], zone, row["inside"])


async def devices(graph: Graph, viewer: str, at: int) -> list[Device]:
    """Where the viewer is signed in, the device seen last first."""
    rows = await graph.read(OF, viewer=viewer, at=at)
    return [Device(row["id"], row["agent"] or "", row["since"], row["seenAt"]) for row in rows]


async def end(graph: Graph, secret: str) -> None:
    """Signs this device out."""
    await _write(graph, END, id=hashed(secret))


async def end_one(graph: Graph, viewer: str, id: str) -> None:
    """Signs another device of the viewer's out."""
    await _write(graph, END_ONE, viewer=viewer, id=id)


async def end_all(graph: Graph, viewer: str) -> None:
    """Signs the viewer out everywhere, their programs too: their tokens are revoked."""

    async def work(tx: Transaction) -> None:
        await tx.run(END_ALL, viewer=viewer)
        await tx.run(REVOKE_ALL, viewer=viewer)

    await graph.write(work)


async def forget_old(graph: Graph, at: int) -> None:
    """Drops the sessions that are over."""
    await _write(graph, FORGET, at=at)


async def _write(graph: Graph, statement: LiteralString, **parameters: str | int | Sequence[str]) -> None:
    async def work(tx: Transaction) -> None:
        await tx.run(statement, **parameters)

    await graph.write(work)
