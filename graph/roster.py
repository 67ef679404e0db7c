"""Members by the hundred: what an import adds to the network, and what an export takes out of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString, TypeVar

from graph.database import Graph, Row, Transaction
from graph.folding import folded, slug
from graph.identity import new_id

T = TypeVar("T")
BATCH: Final = 500  # rows a statement: a message to the engine has its limit

TOPICS: LiteralString = "MATCH (topic:Topic) RETURN topic.id AS id, topic.slug AS slug, topic.fr AS fr, topic.en AS en"

COMMUNITIES: LiteralString = """
MATCH (community:Community) RETURN community.id AS id, community.slug AS slug, community.root AS root"""

KNOWN: LiteralString = """
UNWIND $emails AS email MATCH (member:Member {email: email})
RETURN email, member.id AS id,
    COLLECT { MATCH (member)-[:HAS_CHAPTER]->(chapter:Chapter) WHERE chapter.until IS NULL RETURN chapter.stage }
        AS stages,
    COLLECT { MATCH (member)-[:SEEKS]->(sought:Topic) RETURN sought.id } AS seeks,
    COLLECT { MATCH (member)-[:BRINGS]->(brought:Topic) RETURN brought.id } AS brings,
    COLLECT { MATCH (member)-[:MEMBER_OF]->(community:Community) RETURN community.id } AS communities"""

SLUGS: LiteralString = "MATCH (member:Member) WHERE member.slug IN $slugs RETURN member.slug AS slug"

CREATE: LiteralString = """
UNWIND $rows AS row
CREATE (:Member:Searchable {id: row.id, slug: row.slug, name: row.name, email: row.email, headline: row.headline,
    region: row.region, locale: row.locale, timezone: 'Europe/Paris', joinedAt: $at, discreet: false,
    searchText: row.search})"""

CHAPTERS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member})
CREATE (member)-[:HAS_CHAPTER]->(:Chapter {id: row.id, stage: row.other, since: $at, note: ''})"""

SEEKS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (topic:Topic {id: row.other})
MERGE (member)-[seeks:SEEKS {key: row.member + ':' + row.other}]->(topic) ON CREATE SET seeks.since = $at"""

BRINGS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (topic:Topic {id: row.other})
MERGE (member)-[brings:BRINGS {key: row.member + ':' + row.other}]->(topic) ON CREATE SET brings.since = $at"""

JOINS: LiteralString = """
UNWIND $rows AS row MATCH (member:Member {id: row.member}) MATCH (community:Community {id: row.other})
MERGE (member)-[joins:MEMBER_OF {key: row.member + ':' + row.other}]->(community) ON CREATE SET joins.since = $at"""

OF: LiteralString = """
MATCH (:Community {slug: $community})<-[:MEMBER_OF]-(member:Member)
RETURN member.name AS name, member.email AS email, member.headline AS headline, member.region AS region,
    member.locale AS locale,
    COLLECT { MATCH (member)-[:HAS_CHAPTER]->(chapter:Chapter) WHERE chapter.until IS NULL RETURN chapter.stage }
        AS stages,
    COLLECT { MATCH (member)-[:SEEKS]->(sought:Topic) RETURN sought.slug } AS seeks,
    COLLECT { MATCH (member)-[:BRINGS]->(brought:Topic) RETURN brought.slug } AS brings
ORDER BY member.slug"""

ADDED: Final = (("stages", CHAPTERS), ("seeks", SEEKS), ("brings", BRINGS), ("communities", JOINS))


@dataclass(frozen=True)
class Entry:
    """A member as a list has them. `seeks`, `brings` and `communities` are ids in an import, slugs in an export."""

    name: str
    email: str
    headline: str = ""
    region: str = ""
    locale: str = "fr"
    stages: Sequence[str] = ()
    seeks: Sequence[str] = ()
    brings: Sequence[str] = ()
    communities: Sequence[str] = ()


@dataclass(frozen=True)
class Places:
    """What an entry may name: ids of topics by every name they have, folded; of communities by slug; of the root."""

    topics: Mapping[str, str]
    communities: Mapping[str, str]
    root: str | None


@dataclass(frozen=True)
class Plan:
    """What is to be written: members to make, with their ids, and what each one gets that they haven't got."""

    new: Sequence[tuple[str, Entry]] = ()
    added: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)  # (member, stage or id) by field
    completed: int = 0  # members who were there, and get more
    unchanged: int = 0


async def places(graph: Graph) -> Places:
    """What an entry may name."""
    names: dict[str, str] = {}
    for topic in await graph.read(TOPICS):
        names |= {folded(topic["fr"]): topic["id"], folded(topic["en"]): topic["id"]}
        names[folded(topic["slug"].replace("-", " "))] = topic["id"]
    found = await graph.read(COMMUNITIES)
    root = next((row["id"] for row in found if row["root"]), None)
    return Places(names, {row["slug"]: row["id"] for row in found}, root)


async def plan(graph: Graph, entries: Sequence[Entry]) -> Plan:
    """Compares a list with the network. Who is there keeps their profile, and gets only what is missing."""
    known: dict[str, Row] = {}
    for batch in _batches([entry.email for entry in entries]):
        known |= {row["email"]: row for row in await graph.read(KNOWN, emails=batch)}
    return compared(entries, known)


def compared(entries: Iterable[Entry], known: Mapping[str, Row]) -> Plan:
    """The plan for entries of whom these are known, by email."""
    new: list[tuple[str, Entry]] = []
    added: dict[str, list[tuple[str, str]]] = {name: [] for name, _ in ADDED}
    completed = unchanged = 0
    for entry in entries:
        row = known.get(entry.email)
        id = row["id"] if row else new_id()
        missing = [
            (name, other)
            for name in added
            for other in dict.fromkeys(getattr(entry, name))
            if not row or other not in row[name]
        ]
        for name, other in missing:
            added[name].append((id, other))
        if row is None:
            new.append((id, entry))
        completed, unchanged = completed + bool(row and missing), unchanged + bool(row and not missing)
    return Plan(new, added, completed, unchanged)


async def write(graph: Graph, plan: Plan, at: int) -> None:
    """Writes all of a plan, or nothing."""

    async def work(tx: Transaction) -> None:
        slugs = await _free_slugs(tx, [entry.name for _, entry in plan.new])
        rows = [_row(id, entry, slug) for (id, entry), slug in zip(plan.new, slugs, strict=True)]
        for batch in _batches(rows):
            await tx.run(CREATE, rows=batch, at=at)
        for name, statement in ADDED:
            pairs = [{"id": new_id(), "member": member, "other": other} for member, other in plan.added.get(name, ())]
            for part in _batches(pairs):
                await tx.run(statement, rows=part, at=at)

    await graph.write(work, repeat=True)


async def of(graph: Graph, community: str) -> list[Entry]:
    """The members of a community, by slug, with that community alone: others may be hidden."""
    rows = await graph.read(OF, community=community)
    return [
        Entry(
            row["name"],
            row["email"],
            row["headline"] or "",
            row["region"] or "",
            row["locale"],
            sorted(row["stages"]),
            sorted(row["seeks"]),
            sorted(row["brings"]),
            [community],
        )
        for row in rows
    ]


async def _free_slugs(tx: Transaction, names: Sequence[str]) -> list[str]:
    """An address for each name, none of them taken: ines, ines-2 …"""
    found, number = [""] * len(names), 1
    waiting: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        waiting.setdefault(slug(name) or "membre", []).append(at)
    while waiting:
        most = max(len(places) for places in waiting.values())
        tried = {base: _numbered(base, number, len(places)) for base, places in waiting.items()}
        taken = await _taken(tx, [one for ones in tried.values() for one in ones])
        for base, places in waiting.items():
            for one in tried[base]:
                if places and one not in taken:
                    found[places.pop(0)] = one
                    taken.add(one)
        waiting, number = {base: places for base, places in waiting.items() if places}, number + most
    return found


def _numbered(base: str, first: int, many: int) -> list[str]:
    return [base if number == 1 else f"{base}-{number}" for number in range(first, first + many)]


async def _taken(tx: Transaction, slugs: Sequence[str]) -> set[str]:
    return {row["slug"] for batch in _batches(slugs) for row in await tx.run(SLUGS, slugs=batch)}


def _row(id: str, entry: Entry, slug: str) -> Row:
    return {
        "id": id,
        "slug": slug,
        "name": entry.name,
        "email": entry.email,
        "headline": entry.headline or None,
        "region": entry.region or None,
        "locale": entry.locale,
        "search": folded(entry.name, entry.headline, entry.region),
    }


def _batches(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
