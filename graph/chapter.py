"""A chapter: a stretch of a member's working life. It gives no power."""

from typing import Final, LiteralString

from graph.database import Graph, Row, Transaction

OF: Final = "(chapter)<-[:HAS_CHAPTER]-(member:Member)"

OPEN: LiteralString = """
MATCH (member:Member {id: $viewer})
WHERE NOT EXISTS { MATCH (member)-[:HAS_CHAPTER]->(open:Chapter {stage: $stage}) WHERE open.until IS NULL }
CREATE (member)-[:HAS_CHAPTER]->(chapter:Chapter {id: $id, stage: $stage, since: $since, note: $note})
RETURN chapter.id AS id"""

CLOSE: LiteralString = """
MATCH (:Member {id: $viewer})-[:HAS_CHAPTER]->(chapter:Chapter {id: $chapter})
WHERE chapter.until IS NULL AND chapter.since <= $until
SET chapter.until = $until
RETURN chapter.id AS id"""


async def open_chapter(graph: Graph, viewer: str, id: str, stage: str, since: int, note: str) -> bool:
    """Opens a chapter beside the others; False where one of this stage is open already."""
    return bool(await _write(graph, OPEN, viewer=viewer, id=id, stage=stage, since=since, note=note))


async def close_chapter(graph: Graph, viewer: str, chapter: str, until: int) -> bool:
    """Ends an open chapter of the viewer; False where there is none such, or it began later."""
    return bool(await _write(graph, CLOSE, viewer=viewer, chapter=chapter, until=until))


async def _write(graph: Graph, statement: LiteralString, **parameters: object) -> list[Row]:
    async def work(tx: Transaction) -> list[Row]:
        return await tx.run(statement, **parameters)

    return await graph.write(work)
