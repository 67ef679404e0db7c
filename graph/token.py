"""Personal access tokens: a program asks in a member's name, for what they let it. Only a hash of each is kept."""

import hashlib
import re
import secrets
import zlib
from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database import Graph, Row, Transaction

READ, WRITE = "READ", "WRITE"
DAY: Final = 24 * 3600 * 1000  # ms
LONGEST: Final = 366  # days that a token is good for at most
MOST: Final = 20  # tokens of one member
USED_EVERY: Final = 3600 * 1000  # ms: a use is noted once an hour

# Found by whoever scans for leaks: the prefix, 43 signs of chance, and 6 that say that it is whole.
PREFIX: Final = "mlt_"
SHAPE: Final = re.compile(r"mlt_([0-9A-Za-z]{43})([0-9A-Za-z]{6})")
_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

MAKE: LiteralString = """
MATCH (member:Member {id: $viewer})-[:MEMBER_OF]->(:Community {root: true})
WHERE COUNT { (member)-[:HOLDS]->(:Token) } < $most
CREATE (member)-[:HOLDS]->(token:Token {id: $id, hash: $hash, name: $name, scope: $scope, madeAt: $at,
    expiresAt: $until})
RETURN token.id AS id"""

OF: LiteralString = """
MATCH (:Member {id: $viewer})-[:HOLDS]->(token:Token)
RETURN token.id AS id, token.name AS name, token.scope AS scope, token.madeAt AS madeAt,
    token.expiresAt AS expiresAt, token.usedAt AS usedAt
ORDER BY id DESC"""

WHO: LiteralString = """
MATCH (token:Token {hash: $hash})<-[:HOLDS]-(member:Member)
WHERE token.expiresAt > $at AND EXISTS { (member)-[:MEMBER_OF]->(:Community) }
RETURN token.id AS id, token.scope AS scope, token.usedAt AS usedAt, member.id AS member, member.locale AS locale"""

USED: LiteralString = "MATCH (token:Token {id: $id}) SET token.usedAt = $at"

REVOKE: LiteralString = """
MATCH (:Member {id: $viewer})-[:HOLDS]->(token:Token {id: $id}) WITH token, token.id AS id
DETACH DELETE token RETURN id"""

REVOKE_ALL: LiteralString = "MATCH (:Member {id: $viewer})-[:HOLDS]->(token:Token) DETACH DELETE token"


@dataclass(frozen=True)
class Token:
    """What its holder sees of it; instants in ms. `used` is None until it is, and at most an hour old after."""

    id: str
    name: str
    scope: str
    made: int
    expires: int
    used: int | None


@dataclass(frozen=True)
class Bearer:
    """Who a program asks for."""

    token: str
    member: str
    locale: str
    writes: bool


def secret() -> str:
    """A new secret of 256 bits, which says of itself what it is."""
    chance = _written(secrets.randbits(256), 43)
    return PREFIX + chance + _sum(chance)


def whole(text: str) -> bool:
    """True where a text is what `secret` makes; a slip of one sign is found without asking the graph."""
    found = SHAPE.fullmatch(text)
    return found is not None and _sum(found[1]) == found[2]


async def make(graph: Graph, viewer: str, id: str, name: str, scope: str, at: int, days: int) -> str | None:
    """The secret of a new token, told this once; None where the viewer holds too many, or isn't in the network."""
    made = secret()
    values: dict[str, str | int] = {"name": name, "scope": scope, "at": at, "until": at + days * DAY, "most": MOST}
    return made if await _write(graph, MAKE, viewer=viewer, id=id, hash=_hashed(made), **values) else None


async def held(graph: Graph, viewer: str) -> list[Token]:
    """The viewer's tokens, the newest first, those that are over among them."""
    rows = await graph.read(OF, viewer=viewer)
    return [Token(row["id"], row["name"], row["scope"], row["madeAt"], row["expiresAt"], row["usedAt"]) for row in rows]


async def who(graph: Graph, text: str, at: int) -> Bearer | None:
    """Who a token stands for; None where it is none, is over, was revoked, or its member isn't in the network."""
    rows = await graph.read(WHO, hash=_hashed(text), at=at) if whole(text) else []
    if not rows:
        return None
    row = rows[0]
    if row["usedAt"] is None or row["usedAt"] < at - USED_EVERY:
        await _write(graph, USED, id=row["id"], at=at)
    return Bearer(row["id"], row["member"], row["locale"], row["scope"] == WRITE)


async def revoke(graph: Graph, viewer: str, id: str) -> bool:
    """Ends a token of the viewer's; False where they hold none such."""
    return bool(await _write(graph, REVOKE, viewer=viewer, id=id))


async def _write(graph: Graph, statement: LiteralString, **parameters: str | int) -> list[Row]:
    async def work(tx: Transaction) -> list[Row]:
        return await tx.run(statement, **parameters)

    return await graph.write(work)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sum(chance: str) -> str:
    return _written(zlib.crc32(chance.encode()), 6)


def _written(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return "".join(reversed(signs))
