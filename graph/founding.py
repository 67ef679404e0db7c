"""The first things of a network: its root community, and the topics that one can seek or bring."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.demo import content
from graph.folding import folded
from graph.identity import new_id

ROOT_SLUG: Final = "maille"

IS_THERE: LiteralString = "MATCH (root:Community {root: true}) RETURN root.id AS id"

# On request: a network that has just begun should know whom it lets in.
ROOT: LiteralString = """
CREATE (root:Community:Searchable {id: $id, slug: $slug, name: $name, purpose: $purpose, rules: $rules,
    door: 'ON_REQUEST', root: true, createdAt: $at, searchText: $search})"""

TOPICS: LiteralString = """
UNWIND $rows AS row
CREATE (:Topic:Searchable {id: row.id, slug: row.slug, fr: row.fr, en: row.en, searchText: row.search})"""

WITHIN: LiteralString = """
UNWIND $rows AS row MATCH (narrow:Topic {slug: row.slug}) MATCH (broad:Topic {slug: row.within})
CREATE (narrow)-[:WITHIN]->(broad)"""

STAFFED: LiteralString = """
MATCH (member:Member)-[:CURATES]->(root:Community {root: true}) RETURN count(member) AS staff"""


async def found(graph: Graph, at: int) -> bool:
    """Makes the root and the topics of a network that has none; False where there is one."""
    texts = content.read()
    root = next(one for one in texts.communities if one.slug == ROOT_SLUG)
    search, rules = folded(root.name, root.purpose), "\n".join(root.rules)
    values = {"slug": ROOT_SLUG, "name": root.name, "purpose": root.purpose, "rules": rules, "search": search}
    topics = [
        {"id": new_id(), "slug": one.slug, "fr": one.fr, "en": one.en, "search": folded(one.fr, one.en, *one.words)}
        for one in texts.topics
    ]
    within = [{"slug": one.slug, "within": one.within} for one in texts.topics if one.within]

    async def work(tx: Transaction) -> bool:
        if await tx.run(IS_THERE):
            return False
        await tx.run(ROOT, id=new_id(), at=at, **values)
        await tx.run(TOPICS, rows=topics)
        await tx.run(WITHIN, rows=within)
        return True

    return await graph.write(work, repeat=True)


async def staffed(graph: Graph) -> bool:
    """Whether anybody curates the root."""
    rows = await graph.read(STAFFED)
    return bool(rows and rows[0]["staff"])
