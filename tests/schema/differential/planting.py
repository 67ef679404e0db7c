"""Writes a small random network into a graph: what the demo's statements don't say is said here."""

from typing import Final, LiteralString

from graph.database import Graph, Transaction
from graph.demo import statements
from graph.spoken import RECOUNT
from graph.viewer import VISITOR
from tests.schema.differential.network import World

EMPTY: LiteralString = "MATCH (n) WHERE coalesce(n.id, '') <> $visitor DETACH DELETE n"
WITHDRAWN: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.id})
SET message.body = '', message.withdrawnAt = row.at, message.withdrawnReason = row.reason,
    message.withdrawnBy = row.by, message.kept = row.kept"""
EDITED: LiteralString = "UNWIND $rows AS row MATCH (message:Message {id: row.id}) SET message.editedAt = row.at"
VERSIONS: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.message})
CREATE (message)-[:WAS]->(:Version {id: row.id, body: row.body, at: row.at})"""
FILES: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by})
CREATE (member)-[:UPLOADED]->(:File {id: row.id, at: row.at, name: row.name, kind: row.kind, hash: row.id, size: 9,
    pages: row.pages, small: row.small, smallWidth: 48, smallHeight: 68, large: row.small, waits: row.waits})"""
CARRIES: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.message}) MATCH (file:File {id: row.file})
CREATE (message)-[:CARRIES {key: row.file, place: row.place}]->(file)"""
REPLIES: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.message}) MATCH (original:Message {id: row.original})
CREATE (message)-[:REPLIES_TO]->(original)"""
MENTIONS: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.message}) MATCH (member:Member {id: row.member})
CREATE (message)-[:MENTIONS {key: row.message + ':' + row.member}]->(member)"""
REACTIONS: LiteralString = """
UNWIND $rows AS row MATCH (message:Message {id: row.message}) MATCH (member:Member {id: row.member})
CREATE (member)-[:REACTED {key: row.member + ':' + row.message + ':' + row.kind, kind: row.kind,
    since: row.since}]->(message)"""
DRAFTS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (space:Space {id: row.space})
CREATE (member)-[:DRAFTS {key: row.member + ':' + row.space, body: row.body, at: row.at}]->(space)"""
INVITATIONS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (circle:Circle {id: row.circle})
CREATE (member)-[:INVITED_TO {key: row.member + ':' + row.circle, since: row.since, by: row.by}]->(circle)"""
REPORTS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (message:Message {id: row.message})
CREATE (member)-[:FILED]->(report:Report {id: row.message + ':' + row.by, at: row.at, note: row.note})
CREATE (report)-[:CONCERNS]->(message)"""
TOKENS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member})
CREATE (member)-[:HOLDS]->(:Token {id: row.id, hash: row.hash, name: row.name, scope: 'READ', madeAt: row.at,
    expiresAt: row.until})"""
CALENDARS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member})
CREATE (member)-[:HAS_CALENDAR]->(:Calendar {id: row.id, since: row.at})"""
PINNED: LiteralString = """
UNWIND $rows AS row MATCH (thread:Thread {id: row.id})
SET thread.pinnedAt = row.at, thread.shelfKey = row.key + ':PINNED:' + toString(row.at) + ':' + row.id"""
PASSED: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (thread:Thread {id: row.thread})
CREATE (member)-[:PASSED {key: row.member + ':' + row.thread, at: row.at}]->(thread)"""
SESSIONS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member})
CREATE (member)-[:HAS_SESSION]->(:Session {id: row.id, since: row.at, seenAt: row.at, until: row.until,
    agent: row.agent})"""
LINKS: LiteralString = """
UNWIND $rows AS row
CREATE (:SignInLink {id: row.id, email: row.email, locale: 'fr', until: row.until, staff: false})"""
# As if so much had changed that their messages are read from the index.
LENGTHENED: LiteralString = "UNWIND $spaces AS id MATCH (clock:Clock {id: id}) SET clock.last = clock.last + 2000"

WRITTEN: Final[dict[str, LiteralString]] = {
    "topics": statements.SUBJECTS,
    "broader topics": statements.BROADER_SUBJECTS,
    "places": statements.PLACES,
    "broader places": statements.BROADER_PLACES,
    "members": statements.PEOPLE,
    "chapters": statements.CHAPTERS,
    "seeks": statements.SEEKS,
    "brings": statements.BRINGS,
    "knows": statements.KNOWS,
    "belonging": statements.MEMBERS,
    "curating": statements.CURATORS,
    "asking": statements.KNOCKS,
    "threads": statements.THREADS,
    "about": statements.ABOUT,
    "rooms": statements.ROOMS,
    "circles": statements.CIRCLES,
    "gatherings": statements.GATHERINGS,
    "parts": statements.PARTS,
    "coming": statements.ANSWERS,
    "said": statements.SAID,
    "facts": statements.FACTS,
    "withdrawn": WITHDRAWN,
    "edited": EDITED,
    "versions": VERSIONS,
    "files": FILES,
    "carries": CARRIES,
    "replies": REPLIES,
    "mentions": MENTIONS,
    "reactions": REACTIONS,
    "drafts": DRAFTS,
    "invitations": INVITATIONS,
    "reports": REPORTS,
    "tokens": TOKENS,
    "calendars": CALENDARS,
    "pinned": PINNED,
    "passed": PASSED,
    "helps": statements.HELPED,
    "sessions": SESSIONS,
    "links": LINKS,
}

SPACES: Final = ("threads", "rooms", "circles", "gatherings")


async def plant(graph: Graph, world: World) -> None:
    """Empties the graph and writes the world into it, in one transaction."""
    assert set(world.rows) <= set(WRITTEN), "a kind of row that nobody writes"

    async def work(tx: Transaction) -> None:
        await tx.run(EMPTY, visitor=VISITOR)

    async def fill(tx: Transaction) -> None:
        for table, statement in WRITTEN.items():
            await tx.run(statement, rows=world.rows.get(table, []))
        await tx.run(statements.FINISH)
        spaces = [row["id"] for kind in SPACES for row in world.rows.get(kind, [])]
        await tx.run(RECOUNT, spaces=spaces)
        await tx.run(LENGTHENED, spaces=spaces[::2])

    await graph.write(work)
    await graph.write(fill)
