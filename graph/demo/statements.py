"""What is said to the database to write the invented network. All keys are new, so that all is CREATE.

Each statement takes `rows`; it finds the ends of its relationships by id, under the label that has the key.
"""

from typing import LiteralString

ROOT: LiteralString = "MATCH (root:Community {root: true}) RETURN root.id AS id"

# The root is marked as such at the very end: without the mark, what is there was never finished.
FINISH: LiteralString = "MATCH (root:Community {slug: 'maille'}) SET root.root = true"
UNFINISHED: LiteralString = "MATCH (root:Community {slug: 'maille', root: false}) RETURN root.id AS id"

SUBJECTS: LiteralString = """
UNWIND $rows AS row
CREATE (:Topic:Searchable {id: row.id, slug: row.slug, fr: row.fr, en: row.en, searchText: row.search})"""

BROADER_SUBJECTS: LiteralString = """
UNWIND $rows AS row MATCH (narrow:Topic {id: row.narrow}) MATCH (broad:Topic {id: row.broad})
CREATE (narrow)-[:WITHIN]->(broad)"""

PLACES: LiteralString = """
UNWIND $rows AS row
CREATE (:Community:Searchable {id: row.id, slug: row.slug, name: row.name, purpose: row.purpose, rules: row.rules,
    door: row.door, root: false, createdAt: row.created, searchText: row.search})"""

BROADER_PLACES: LiteralString = """
UNWIND $rows AS row MATCH (narrow:Community {id: row.narrow}) MATCH (broad:Community {id: row.broad})
CREATE (narrow)-[:WITHIN]->(broad)"""

PEOPLE: LiteralString = """
UNWIND $rows AS row
CREATE (:Member:Searchable {id: row.id, slug: row.slug, name: row.name, headline: row.headline, about: row.about,
    email: row.email, region: row.region, timezone: row.timezone, locale: row.locale, joinedAt: row.joined,
    discreet: row.discreet, searchText: row.search})"""

CHAPTERS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member})
CREATE (member)-[:HAS_CHAPTER]->(:Chapter {id: row.id, stage: row.stage, since: row.since, until: row.until,
    note: row.note})"""

SEEKS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (topic:Topic {id: row.topic})
CREATE (member)-[:SEEKS {key: row.member + ':' + row.topic, since: row.since}]->(topic)"""

BRINGS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (topic:Topic {id: row.topic})
CREATE (member)-[:BRINGS {key: row.member + ':' + row.topic, since: row.since}]->(topic)"""

MEMBERS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (place:Community {id: row.place})
CREATE (member)-[:MEMBER_OF {key: row.member + ':' + row.place, since: row.since}]->(place)"""

CURATORS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (place:Community {id: row.place})
CREATE (member)-[:CURATES {key: row.member + ':' + row.place, since: row.since}]->(place)"""

KNOCKS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (place:Community {id: row.place})
CREATE (member)-[:ASKS_TO_JOIN {key: row.member + ':' + row.place, at: row.at, note: row.note}]->(place)"""

KNOWS: LiteralString = """
UNWIND $rows AS row MATCH (source:Member {id: row.source}) MATCH (target:Member {id: row.target})
CREATE (source)-[:KNOWS {key: row.source + ':' + row.target, since: row.at}]->(target)"""

THREADS: LiteralString = """
UNWIND $rows AS row MATCH (author:Member {id: row.by}) MATCH (place:Community {id: row.place})
CREATE (author)-[:OPENED]->(thread:Space:Thread:Searchable {id: row.id, name: row.name, title: row.name,
    body: row.body, kind: row.kind, status: row.status, createdAt: row.created, openedAt: row.created,
    activeAt: row.active, openKey: row.openKey, heldKey: row.heldKey, shelfKey: row.shelfKey, closedAt: row.closed,
    searchText: row.search})-[:HELD_IN]->(place)
CREATE (thread)-[:TICKS]->(:Clock {id: row.id, last: row.last, said: row.said})"""

ABOUT: LiteralString = """
UNWIND $rows AS row MATCH (thread:Thread {id: row.thread}) MATCH (topic:Topic {id: row.topic})
CREATE (thread)-[:ABOUT]->(topic)"""

ROOMS: LiteralString = """
UNWIND $rows AS row MATCH (place:Community {id: row.place})
CREATE (room:Space:Room {id: row.id, name: row.name, purpose: row.purpose, createdAt: row.created})-[:HELD_IN]->(place)
CREATE (room)-[:TICKS]->(:Clock {id: row.id, last: row.last, said: row.said})"""

CIRCLES: LiteralString = """
UNWIND $rows AS row MATCH (place:Community {id: row.place})
CREATE (circle:Space:Circle {id: row.id, name: row.name, purpose: row.purpose, createdAt: row.created,
    endsAt: row.endsAt})-[:HELD_IN]->(place)
CREATE (circle)-[:TICKS]->(:Clock {id: row.id, last: row.last, said: row.said})"""

GATHERINGS: LiteralString = """
UNWIND $rows AS row MATCH (place:Community {id: row.place})
CREATE (gathering:Space:Gathering {id: row.id, name: row.name, body: row.body, createdAt: row.created,
    startsAt: row.startsAt, endsAt: row.endsAt, zone: 'Europe/Paris', place: row.where,
    link: row.link, seats: row.seats})-[:HELD_IN]->(place)
CREATE (gathering)-[:TICKS]->(:Clock {id: row.id, last: row.last, said: row.said})"""

PARTS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (space:Space {id: row.space})
CREATE (member)-[:TAKES_PART {key: row.member + ':' + row.space, side: row.side, since: row.since,
    read: row.read, seeks: row.seeks, brings: row.brings}]->(space)"""

ANSWERS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (space:Space {id: row.space})
CREATE (member)-[:TAKES_PART {key: row.member + ':' + row.space, since: row.since, read: row.read,
    coming: row.answer = 'COMING', answer: row.answer, answeredAt: row.since}]->(space)"""

# Who opened a gathering looks after it; of one that is past, those who were to come came, and notes were kept.
ORGANISERS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (space:Space {id: row.id})
CREATE (member)-[:OPENED]->(space)"""

NOTES: LiteralString = """
UNWIND $rows AS row MATCH (gathering:Gathering {id: row.id})
SET gathering.notes = row.notes, gathering.notesAt = row.endsAt, gathering.notesBy = row.by
WITH gathering MATCH (gathering)<-[part:TAKES_PART {coming: true}]-(:Member) SET part.came = true"""

INVITED: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (circle:Circle {id: row.circle})
CREATE (member)-[:INVITED_TO {key: row.member + ':' + row.circle, since: row.since, by: row.by}]->(circle)"""

SAID: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (space:Space {id: row.space})
CREATE (member)-[:WROTE]->(:Message {id: row.id, kind: 'SAID', body: row.body, searchText: row.search, at: row.at,
    number: row.number, numberKey: row.changed, changed: row.changed})-[:SAID_IN]->(space)"""

FACTS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (space:Space {id: row.space})
CREATE (member)-[:WROTE]->(:Message {id: row.id, kind: 'FACT', fact: row.fact, body: '', at: row.at,
    number: row.number, numberKey: row.changed, changed: row.changed})-[:SAID_IN]->(space)"""

LATEST: LiteralString = """
UNWIND $rows AS row MATCH (space:Space {id: row.id}) MATCH (message:Message {id: row.latest})
CREATE (space)-[:LATEST]->(message)"""

FILES: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.by}) MATCH (message:Message {id: row.message})
CREATE (member)-[:UPLOADED]->(file:File {id: row.id, at: row.at, name: row.name, kind: row.kind, hash: row.hash,
    size: row.size, width: row.width, height: row.height, pages: row.pages, small: row.small,
    smallWidth: row.smallWidth, smallHeight: row.smallHeight, large: row.large})
CREATE (message)-[:CARRIES {key: row.id, place: row.place}]->(file)"""

BLOBS: LiteralString = "UNWIND $rows AS row CREATE (:Blob {id: row.hash})"

KEPT: LiteralString = """
UNWIND $rows AS row MATCH (file:File {id: row.file}) MATCH (blob:Blob {id: row.hash})
CREATE (file)-[:KEPT_AS]->(blob)"""

HELPED: LiteralString = """
UNWIND $rows AS row MATCH (giver:Member {id: row.giver}) MATCH (receiver:Member {id: row.receiver})
CREATE (giver)-[:HELPED {key: row.key, at: row.at, thread: row.thread, community: row.community, topics: row.topics,
    thanks: row.thanks}]->(receiver)"""

# Takes away what was begun and never finished; each answers how many went.
SWEEP: tuple[LiteralString, ...] = (
    "MATCH (n:Message) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:File) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Blob) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Clock) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Space) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Chapter) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Member) WHERE n.id <> 'visitor' WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Topic) WITH n LIMIT 1000 DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Community) WHERE n.slug <> 'maille' DETACH DELETE n RETURN count(*) AS gone",
    "MATCH (n:Community) DETACH DELETE n RETURN count(*) AS gone",
)
