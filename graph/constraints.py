"""Keys and indexes of both engines, and the one node that must always be there. Run at every start, before data."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, LiteralString

from graph.database import Engine, Graph, Transaction
from graph.older import SHAPE, complete
from graph.viewer import VISITOR
from graph.vocabulary import KNOWN

Sql = Callable[[str], Awaitable[list[dict[str, Any]]]]

# Every key that a MERGE or a look-up starts from. A space has a key under each of its labels, because both engines look
# at the index of the label that a statement names. That a thread and a room never share an id is held by their clocks:
# of a new node's two keys, the embedded engine checks one.
KEYS: Final[tuple[LiteralString, ...]] = (
    "CREATE CONSTRAINT member_id IF NOT EXISTS FOR (n:Member) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT member_slug IF NOT EXISTS FOR (n:Member) REQUIRE n.slug IS UNIQUE",
    "CREATE CONSTRAINT member_email IF NOT EXISTS FOR (n:Member) REQUIRE n.email IS UNIQUE",
    "CREATE CONSTRAINT chapter_id IF NOT EXISTS FOR (n:Chapter) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT topic_id IF NOT EXISTS FOR (n:Topic) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT topic_slug IF NOT EXISTS FOR (n:Topic) REQUIRE n.slug IS UNIQUE",
    "CREATE CONSTRAINT community_id IF NOT EXISTS FOR (n:Community) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT community_slug IF NOT EXISTS FOR (n:Community) REQUIRE n.slug IS UNIQUE",
    "CREATE CONSTRAINT space_id IF NOT EXISTS FOR (n:Space) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT thread_id IF NOT EXISTS FOR (n:Thread) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT room_id IF NOT EXISTS FOR (n:Room) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT gathering_id IF NOT EXISTS FOR (n:Gathering) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT circle_id IF NOT EXISTS FOR (n:Circle) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT clock_id IF NOT EXISTS FOR (n:Clock) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT message_id IF NOT EXISTS FOR (n:Message) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT version_id IF NOT EXISTS FOR (n:Version) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT session_id IF NOT EXISTS FOR (n:Session) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT sign_in_link_id IF NOT EXISTS FOR (n:SignInLink) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT reminder_id IF NOT EXISTS FOR (n:Reminder) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT calendar_id IF NOT EXISTS FOR (n:Calendar) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT report_id IF NOT EXISTS FOR (n:Report) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT token_id IF NOT EXISTS FOR (n:Token) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT token_hash IF NOT EXISTS FOR (n:Token) REQUIRE n.hash IS UNIQUE",
    "CREATE CONSTRAINT file_id IF NOT EXISTS FOR (n:File) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT blob_id IF NOT EXISTS FOR (n:Blob) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT seeks_key IF NOT EXISTS FOR ()-[r:SEEKS]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT brings_key IF NOT EXISTS FOR ()-[r:BRINGS]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT member_of_key IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT curates_key IF NOT EXISTS FOR ()-[r:CURATES]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT asks_to_join_key IF NOT EXISTS FOR ()-[r:ASKS_TO_JOIN]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT takes_part_key IF NOT EXISTS FOR ()-[r:TAKES_PART]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT passed_key IF NOT EXISTS FOR ()-[r:PASSED]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT helped_key IF NOT EXISTS FOR ()-[r:HELPED]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT reacted_key IF NOT EXISTS FOR ()-[r:REACTED]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT mentions_key IF NOT EXISTS FOR ()-[r:MENTIONS]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT drafts_key IF NOT EXISTS FOR ()-[r:DRAFTS]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT told_key IF NOT EXISTS FOR ()-[r:TOLD]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT invited_to_key IF NOT EXISTS FOR ()-[r:INVITED_TO]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT carries_key IF NOT EXISTS FOR ()-[r:CARRIES]-() REQUIRE r.key IS UNIQUE",
    "CREATE CONSTRAINT knows_key IF NOT EXISTS FOR ()-[r:KNOWS]-() REQUIRE r.key IS UNIQUE",
)

# What is read in ranges: the news of a space, and its messages; what was said and nobody was told of yet; the newest
# open threads; those of a community, all and by status; the words of withdrawn messages whose time is over; what is to
# be told by mail; files that wait to be said, or to go.
RANGES: Final[tuple[LiteralString, ...]] = (
    "CREATE INDEX message_changed IF NOT EXISTS FOR (n:Message) ON (n.changed)",
    "CREATE INDEX message_number_key IF NOT EXISTS FOR (n:Message) ON (n.numberKey)",
    "CREATE INDEX message_untold IF NOT EXISTS FOR (n:Message) ON (n.untold)",
    "CREATE INDEX thread_open_key IF NOT EXISTS FOR (n:Thread) ON (n.openKey)",
    "CREATE INDEX thread_held_key IF NOT EXISTS FOR (n:Thread) ON (n.heldKey)",
    "CREATE INDEX thread_shelf_key IF NOT EXISTS FOR (n:Thread) ON (n.shelfKey)",
    "CREATE INDEX version_fades_at IF NOT EXISTS FOR (n:Version) ON (n.fadesAt)",
    "CREATE INDEX reminder_due_at IF NOT EXISTS FOR (n:Reminder) ON (n.dueAt)",
    "CREATE INDEX file_waits IF NOT EXISTS FOR (n:File) ON (n.waits)",
    "CREATE INDEX file_fades_at IF NOT EXISTS FOR (n:File) ON (n.fadesAt)",
    "CREATE INDEX blob_fades_at IF NOT EXISTS FOR (n:Blob) ON (n.fadesAt)",
)

# The embedded engine leaves an index that has no type out of ranges, and takes the type from the first data it sees.
# All that is indexed is text.
EMBEDDED_TYPES: Final[tuple[LiteralString, ...]] = (
    *(key.replace(" IF NOT", "_text IF NOT", 1).replace("IS UNIQUE", "IS :: STRING") for key in KEYS),
    "CREATE CONSTRAINT message_changed_text IF NOT EXISTS FOR (n:Message) REQUIRE n.changed IS :: STRING",
    "CREATE CONSTRAINT message_number_key_text IF NOT EXISTS FOR (n:Message) REQUIRE n.numberKey IS :: STRING",
    "CREATE CONSTRAINT message_untold_text IF NOT EXISTS FOR (n:Message) REQUIRE n.untold IS :: STRING",
    "CREATE CONSTRAINT thread_open_key_text IF NOT EXISTS FOR (n:Thread) REQUIRE n.openKey IS :: STRING",
    "CREATE CONSTRAINT thread_held_key_text IF NOT EXISTS FOR (n:Thread) REQUIRE n.heldKey IS :: STRING",
    "CREATE CONSTRAINT thread_shelf_key_text IF NOT EXISTS FOR (n:Thread) REQUIRE n.shelfKey IS :: STRING",
    "CREATE CONSTRAINT version_fades_at_text IF NOT EXISTS FOR (n:Version) REQUIRE n.fadesAt IS :: STRING",
    "CREATE CONSTRAINT reminder_due_at_text IF NOT EXISTS FOR (n:Reminder) REQUIRE n.dueAt IS :: STRING",
    "CREATE CONSTRAINT file_waits_text IF NOT EXISTS FOR (n:File) REQUIRE n.waits IS :: STRING",
    "CREATE CONSTRAINT file_fades_at_text IF NOT EXISTS FOR (n:File) REQUIRE n.fadesAt IS :: STRING",
    "CREATE CONSTRAINT blob_fades_at_text IF NOT EXISTS FOR (n:Blob) REQUIRE n.fadesAt IS :: STRING",
)
EMBEDDED_SEARCH: Final[tuple[LiteralString, ...]] = (
    "CREATE VERTEX TYPE Searchable IF NOT EXISTS",
    "CREATE PROPERTY Searchable.searchText IF NOT EXISTS STRING",
    "CREATE INDEX search_text IF NOT EXISTS ON Searchable (searchText) FULL_TEXT "
    'METADATA {"analyzer":"org.apache.lucene.analysis.standard.StandardAnalyzer"}',
)

NEO4J_SEARCH: Final = (
    "CREATE FULLTEXT INDEX search_text IF NOT EXISTS FOR (n:Searchable) ON EACH [n.searchText] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"
)
NEO4J_NAMES: Final[tuple[LiteralString, ...]] = (
    "UNWIND $labels AS name CALL db.createLabel(name)",
    "UNWIND $relationships AS name CALL db.createRelationshipType(name)",
    "UNWIND $properties AS name CALL db.createProperty(name)",
)
NEO4J_ONLINE: Final = "CALL db.awaitIndexes(300)"

THE_VISITOR: Final = "MERGE (v:Member {id: $visitor}) ON CREATE SET v.shape = $shape"


async def apply(graph: Graph, sql: Sql | None = None) -> None:
    """Makes what is missing and leaves the rest. `sql` is the embedded engine's, for what its Cypher can't say."""
    if graph.engine is Engine.EMBEDDED:
        await _embedded(graph, sql)
    else:
        await _neo4j(graph)
    await graph.write(lambda transaction: transaction.run(THE_VISITOR, visitor=VISITOR, shape=SHAPE), repeat=True)
    await complete(graph)


async def _embedded(graph: Graph, sql: Sql | None) -> None:
    if sql is None:
        raise TypeError("the embedded engine makes its full-text index by SQL: pass its sql()")
    await graph.write(lambda transaction: _run(transaction, (*EMBEDDED_TYPES, *KEYS, *RANGES)))
    for statement in EMBEDDED_SEARCH:
        await sql(statement)


async def _neo4j(graph: Graph) -> None:
    await graph.write(lambda transaction: _run(transaction, (*KEYS, *RANGES, NEO4J_SEARCH)))
    await graph.write(_name)
    await graph.read(NEO4J_ONLINE)


async def _run(transaction: Transaction, statements: tuple[LiteralString, ...]) -> None:
    for statement in statements:
        await transaction.run(statement)


async def _name(transaction: Transaction) -> None:
    """Makes every name known to Neo4j, which warns of a name that no data has used yet as if it were a slip."""
    for statement in NEO4J_NAMES:
        await transaction.run(statement, **KNOWN)
