"""Coming in by a link sent by mail: single use, fifteen minutes. The first time, it makes the member."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.folding import folded, slug
from graph.identity import new_id
from graph.session import hashed, token

LASTS: Final = 15 * 60 * 1000  # ms

LINK: LiteralString = """
CREATE (:SignInLink {id: $id, email: $email, name: $name, locale: $locale, until: $until, staff: $staff})"""

USE: LiteralString = """
MATCH (link:SignInLink {id: $id}) WHERE link.until > $at AND link.usedAt IS NULL
SET link.usedAt = $at
RETURN link.email AS email, link.name AS name, link.locale AS locale, link.staff AS staff"""

KNOWN: LiteralString = "MATCH (member:Member {email: $email}) RETURN member.id AS id"

SLUGS: LiteralString = "MATCH (member:Member) WHERE member.slug IN $slugs RETURN member.slug AS slug"

CREATE: LiteralString = """
CREATE (:Member:Searchable {id: $id, slug: $slug, name: $name, email: $email, locale: $locale,
    timezone: 'Europe/Paris', joinedAt: $at, discreet: false, searchText: $search})"""

# The door of the root is the door of the network.
COME_IN: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true}) WHERE root.door = 'OPEN' OR $staff
MERGE (member)-[membership:MEMBER_OF {key: member.id + ':' + root.id}]->(root) ON CREATE SET membership.since = $at"""

KNOCK: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true, door: 'ON_REQUEST'})
WHERE NOT EXISTS { (member)-[:MEMBER_OF]->(root) }
MERGE (member)-[asking:ASKS_TO_JOIN {key: member.id + ':' + root.id}]->(root) SET asking.at = $at, asking.note = ''"""

BECOME_STAFF: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true})
MERGE (member)-[curates:CURATES {key: member.id + ':' + root.id}]->(root) ON CREATE SET curates.since = $at"""


async def link(graph: Graph, email: str, name: str, locale: str, at: int, staff: bool = False) -> str:
    """A new link for an address; answers its secret. `staff` makes who uses it the first of the staff."""
    secret = token()

    async def work(tx: Transaction) -> None:
        values = {"email": email, "name": name, "locale": locale, "staff": staff}
        await tx.run(LINK, id=hashed(secret), until=at + LASTS, **values)

    await graph.write(work)
    return secret


async def is_known(graph: Graph, email: str) -> bool:
    """True where a member has this address."""
    return bool(await graph.read(KNOWN, email=email))


async def use(graph: Graph, secret: str, at: int) -> str | None:
    """The id of the member whom the link lets in, made if new; None where it is used, too old, or was never sent."""

    async def work(tx: Transaction) -> str | None:
        rows = await tx.run(USE, id=hashed(secret), at=at)
        return await _member(tx, rows[0], at) if rows else None

    return await graph.write(work, repeat=True)


async def _member(tx: Transaction, link: dict[str, str | bool], at: int) -> str:
    email, staff = str(link["email"]), bool(link["staff"])
    known = await tx.run(KNOWN, email=email)
    id = known[0]["id"] if known else new_id()
    if not known:
        name = str(link["name"] or email.partition("@")[0])
        values = {"name": name, "email": email, "locale": link["locale"], "search": folded(name)}
        await tx.run(CREATE, id=id, slug=await _free_slug(tx, name), at=at, **values)
    if not known or staff:
        await tx.run(COME_IN, id=id, at=at, staff=staff)
        await tx.run(KNOCK, id=id, at=at)
    if staff:
        await tx.run(BECOME_STAFF, id=id, at=at)
    return str(id)


async def _free_slug(tx: Transaction, name: str) -> str:
    wanted = slug(name) or "membre"
    tried = [wanted, *(f"{wanted}-{number}" for number in range(2, 200)), f"{wanted}-{new_id()[-8:]}"]
    taken = {row["slug"] for row in await tx.run(SLUGS, slugs=tried)}
    return next(one for one in tried if one not in taken)
