"""The first steps of a member: made once, then let in as the door of the network says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.database import Graph, Transaction
from graph.folding import folded, slug
from graph.identity import new_id

SLUGS: LiteralString = "MATCH (member:Member) WHERE member.slug IN $slugs RETURN member.slug AS slug"

# Until the door opens, nobody finds who waits before it: they are discreet.
CREATE: LiteralString = """
CREATE (:Member:Searchable {id: $id, slug: $slug, name: $name, email: $email, headline: $headline, locale: $locale,
    timezone: 'Europe/Paris', joinedAt: $at, discreet: true, searchText: $search})"""

CHAPTERS: LiteralString = """
MATCH (member:Member {id: $id}) UNWIND $chapters AS chapter
CREATE (member)-[:HAS_CHAPTER]->(:Chapter {id: chapter.id, stage: chapter.stage, since: $at, note: ''})"""

# The door of the root is the door of the network.
COME_IN: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true})
WHERE (root.door = 'OPEN' OR $staff) AND NOT EXISTS { (member)-[:MEMBER_OF]->(root) }
MERGE (member)-[membership:MEMBER_OF {key: member.id + ':' + root.id}]->(root)
SET membership.since = $at, member.discreet = false
WITH member, root
MATCH (member)-[asking:ASKS_TO_JOIN]->(root)
DELETE asking"""

KNOCK: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true, door: 'ON_REQUEST'})
WHERE NOT EXISTS { (member)-[:MEMBER_OF]->(root) }
MERGE (member)-[asking:ASKS_TO_JOIN {key: member.id + ':' + root.id}]->(root)
SET asking.at = $at, asking.note = $note"""

BECOME_STAFF: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true})
MERGE (member)-[curates:CURATES {key: member.id + ':' + root.id}]->(root) ON CREATE SET curates.since = $at"""

BEFORE: LiteralString = """
MATCH (member:Member {id: $id}) MATCH (root:Community {root: true})
RETURN root.door AS door, EXISTS { (member)-[:MEMBER_OF]->(root) } AS inside,
    EXISTS { (member)-[:ASKS_TO_JOIN]->(root) } AS asking"""

DOOR: LiteralString = "MATCH (root:Community {root: true}) RETURN root.door AS door"


@dataclass(frozen=True)
class Newcomer:
    """What someone says of themselves the first time. `stages` of GRADUATE, MENTOR, ALUM: several may be true."""

    name: str
    headline: str = ""
    stages: Sequence[str] = ()


@dataclass(frozen=True)
class Before:
    """Where a member stands before the door of the network: OPEN, ON_REQUEST or HIDDEN."""

    door: str
    inside: bool
    asking: bool


async def made(tx: Transaction, email: str, newcomer: Newcomer, locale: str, at: int) -> str:
    """Makes the member of an address; answers their id. ConstraintError where there is one already."""
    id, search = new_id(), folded(newcomer.name, newcomer.headline)
    values = {"name": newcomer.name, "headline": newcomer.headline or None, "email": email, "locale": locale}
    await tx.run(CREATE, id=id, slug=await _free_slug(tx, newcomer.name), at=at, search=search, **values)
    chapters = [{"id": new_id(), "stage": stage} for stage in dict.fromkeys(newcomer.stages)]
    await tx.run(CHAPTERS, id=id, chapters=chapters, at=at)
    return id


async def let_in(tx: Transaction, id: str, at: int, staff: bool = False) -> None:
    """Through an open door, or past any for the staff; before a door on request, asks."""
    await tx.run(COME_IN, id=id, at=at, staff=staff)
    await tx.run(KNOCK, id=id, at=at, note="")
    if staff:
        await tx.run(BECOME_STAFF, id=id, at=at)


async def knock(graph: Graph, member: str, note: str, at: int) -> None:
    """Asks to be let in, or comes in where the door is open by now; nothing at a hidden one."""

    async def work(tx: Transaction) -> None:
        await tx.run(COME_IN, id=member, at=at, staff=False)
        await tx.run(KNOCK, id=member, at=at, note=note)

    await graph.write(work, repeat=True)


async def before(graph: Graph, member: str) -> Before:
    """Where a member stands before the door of the network."""
    rows = await graph.read(BEFORE, id=member)
    return Before(**rows[0]) if rows else Before("HIDDEN", False, False)


async def door(graph: Graph) -> str:
    """How one comes into the network: OPEN, ON_REQUEST or HIDDEN."""
    rows = await graph.read(DOOR)
    return rows[0]["door"] if rows else "HIDDEN"


async def _free_slug(tx: Transaction, name: str) -> str:
    wanted = slug(name) or "membre"
    tried = [wanted, *(f"{wanted}-{number}" for number in range(2, 200)), f"{wanted}-{new_id()[-8:]}"]
    taken = {row["slug"] for row in await tx.run(SLUGS, slugs=tried)}
    return next(one for one in tried if one not in taken)
