"""Coming in by a link sent by mail: single use, fifteen minutes. The first time, it makes the member."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, LiteralString

from graph import newcomer
from graph.database import Graph, Row, Transaction
from graph.newcomer import Newcomer
from graph.session import hashed, token

LASTS: Final = 15 * 60 * 1000  # ms
STAFF_LASTS: Final = 24 * 3600 * 1000  # ms: whoever installs Maille may read its first lines a little later
KEPT: Final = 7 * 24 * 3600 * 1000  # ms after its end that a link still says what became of it

LINK: LiteralString = """
CREATE (:SignInLink {id: $id, email: $email, locale: $locale, until: $until, staff: $staff})"""

FOUND: LiteralString = """
MATCH (link:SignInLink {id: $id})
RETURN link.email AS email, link.until AS until, link.usedAt AS usedAt, link.staff AS staff"""

# Two who use it at once both take this lock first: without it Neo4j would let both in.
LOCK: LiteralString = "MATCH (link:SignInLink {id: $id}) SET link.turn = coalesce(link.turn, 0) + 1"

USE: LiteralString = """
MATCH (link:SignInLink {id: $id}) WHERE link.until > $at AND link.usedAt IS NULL
SET link.usedAt = $at
RETURN link.email AS email, link.locale AS locale, link.staff AS staff"""

KNOWN: LiteralString = "MATCH (member:Member {email: $email}) RETURN member.id AS id"

FORGET: LiteralString = "MATCH (link:SignInLink) WHERE link.until < $at DETACH DELETE link"


class Gone(Enum):
    """Why a link lets nobody in."""

    USED = "used"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Link:
    """A link that can be used. `known` where its address is a member's; the first of the staff has no address yet."""

    email: str
    known: bool
    staff: bool
    door: str  # of the network: OPEN, ON_REQUEST, HIDDEN

    @property
    def invited(self) -> bool:
        """False where the network is by invitation, and nobody has invited this address."""
        return self.known or self.staff or self.door != "HIDDEN"


async def link(graph: Graph, email: str, locale: str, at: int, staff: bool = False) -> str:
    """A new link for an address; answers its secret. `staff` makes who uses it the first of the staff."""
    secret = token()
    until = at + (STAFF_LASTS if staff else LASTS)

    async def work(tx: Transaction) -> None:
        await tx.run(LINK, id=hashed(secret), email=email, locale=locale, staff=staff, until=until)

    await graph.write(work)
    return secret


async def found(graph: Graph, secret: str, at: int) -> Link | Gone:
    """What a link is good for, without using it."""
    rows = await graph.read(FOUND, id=hashed(secret))
    if not rows:
        return Gone.UNKNOWN
    row = rows[0]
    if row["usedAt"] is not None:
        return Gone.USED
    if row["until"] <= at:
        return Gone.OLD
    known = bool(await graph.read(KNOWN, email=row["email"]))
    return Link(row["email"], known, row["staff"], await newcomer.door(graph))


async def use(graph: Graph, secret: str, at: int, someone: Newcomer, email: str = "") -> str | None:
    """The id of the member whom the link lets in, made of `someone` if new; None where it is no good any more.

    `email` counts only for a link that was made for no address.
    """

    async def work(tx: Transaction) -> str | None:
        await tx.run(LOCK, id=hashed(secret))
        rows = await tx.run(USE, id=hashed(secret), at=at)
        return await _member(tx, rows[0], at, someone, email) if rows else None

    return await graph.write(work, repeat=True)


async def forget_old(graph: Graph, at: int) -> None:
    """Drops the links that ended long ago, and the addresses in them."""

    async def work(tx: Transaction) -> None:
        await tx.run(FORGET, at=at - KEPT)

    await graph.write(work)


async def _member(tx: Transaction, link: Row, at: int, someone: Newcomer, email: str) -> str:
    address = link["email"] or email
    known = await tx.run(KNOWN, email=address)
    id = str(known[0]["id"]) if known else await newcomer.made(tx, address, someone, link["locale"], at)
    if not known or link["staff"]:
        await newcomer.let_in(tx, id, at, link["staff"])
    return id
