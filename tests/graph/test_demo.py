"""The invented network once it is written: whole, in order, and with something to show on every page."""

from collections.abc import AsyncIterator
from itertools import combinations

import pytest

from graph import demo, feed, path, search, space, unread
from graph.database import Graph, Row, Transaction
from graph.demo import content, invent, statements
from graph.identity import now

pytestmark = pytest.mark.anyio

MEMBERS = 60
EMPTY = "MATCH (n) WHERE n.id <> 'visitor' DETACH DELETE n"
COUNT = """
MATCH (n) WITH count(n) AS nodes
MATCH ()-[r]->() RETURN nodes, count(r) AS relationships"""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def pool(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(f"{request.param}_pool")
    return found


@pytest.fixture(scope="module")
async def filled(pool: Graph) -> AsyncIterator[Graph]:
    """A small invented network, written once for the tests of this file that only read it."""
    await empty(pool)
    await demo.fill(pool, MEMBERS)
    yield pool
    await empty(pool)


async def empty(graph: Graph) -> None:
    async def work(tx: Transaction) -> list[Row]:
        return await tx.run(EMPTY)

    await graph.write(work)


async def member(graph: Graph, slug: str) -> str:
    rows = await graph.read("MATCH (m:Member {slug: $slug}) RETURN m.id AS id", slug=slug)
    return str(rows[0]["id"])


async def test_every_member_has_a_journey_and_both_seeks_and_brings(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (m:Member)-[:MEMBER_OF]->(:Community {root: true})
        RETURN m.slug AS slug, COUNT { (m)-[:SEEKS]->(:Topic) } AS seeks, COUNT { (m)-[:BRINGS]->(:Topic) } AS brings,
            COUNT { (m)-[:HAS_CHAPTER]->(:Chapter) } AS chapters, COUNT { (m)-[:HELPED]-(:Member) } AS helps,
            COUNT { MATCH (m)-[:HAS_CHAPTER]->(c:Chapter) WHERE c.until IS NULL } AS open,
            COUNT { MATCH (m)-[:HAS_CHAPTER]->(c:Chapter) WHERE c.since > $now OR c.until <= c.since } AS wrong""",
        now=now(),
    )  # fmt: skip
    assert len(rows) == MEMBERS
    for row in rows:
        assert 1 <= row["seeks"] <= 4, row
        assert 1 <= row["brings"] <= 5, row
        assert row["chapters"] >= row["open"] >= 1, row
        assert row["helps"] >= 1, row
        assert row["wrong"] == 0, row


async def test_no_member_is_in_a_hidden_community_unless_it_was_written_so(filled: Graph) -> None:
    rows = await filled.read("MATCH (m:Member)-[:MEMBER_OF]->(:Community {door: 'HIDDEN'}) RETURN m.slug AS slug")
    assert {row["slug"] for row in rows} == {
        one.slug for one in content.read().members if "la-relecture" in one.communities
    }


async def test_the_numbers_of_every_space_have_no_gap_and_end_at_its_clock(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (s:Space)-[:TICKS]->(c:Clock) OPTIONAL MATCH (s)<-[:SAID_IN]-(m:Message)
        WITH s, c, m ORDER BY m.number
        RETURN s.id AS id, c.id AS clock, c.last AS last, collect(m.number) AS numbers, collect(m.changed) AS changed,
            collect(m.at) AS at, collect(m.id) AS ids, s.createdAt AS created""")
    assert len(rows) > 130
    for row in rows:
        assert row["clock"] == row["id"]
        assert row["numbers"] == list(range(1, row["last"] + 1))
        assert row["changed"] == [f"{row['id']}:{number:010d}" for number in row["numbers"]]
        assert [row["created"], *row["at"]] == sorted([row["created"], *row["at"]])
        assert row["ids"] == sorted(row["ids"])
        assert all(at <= now() for at in row["at"])


async def test_a_position_can_be_read_of_every_open_thread(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (t:Thread {status: 'OPEN'})-[:TICKS]->(c:Clock) RETURN t.id AS id, c.last AS last""")
    assert len(rows) > 50
    assert [await space.position(filled, row["id"]) for row in rows] == [row["last"] for row in rows]


async def test_only_open_threads_have_an_open_key_and_only_closed_ones_an_end(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (t:Thread) RETURN t.id AS id, t.status AS status, t.openKey AS key, t.closedAt AS closed,
            t.openedAt AS opened, t.activeAt AS active""")
    for row in rows:
        waits = row["status"] == "OPEN"
        assert row["key"] == (row["id"] if waits else None)
        assert (row["closed"] is None) == waits
        assert row["opened"] <= row["active"] <= (row["closed"] or now())


async def test_who_speaks_in_a_space_takes_part_and_was_there(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (m:Member)-[:WROTE]->(said:Message)-[:SAID_IN]->(s:Space)-[:HELD_IN]->(c:Community)
        WHERE NOT EXISTS { (m)-[:TAKES_PART]->(s) } OR NOT EXISTS { (m)-[:MEMBER_OF]->(c) } OR m.joinedAt > said.at
        RETURN m.slug AS slug, s.name AS name""")
    assert rows == []


async def test_those_who_helped_in_a_thread_took_part_in_it(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (giver:Member)-[help:HELPED]->(receiver:Member)
        MATCH (t:Thread {id: help.thread})-[:HELD_IN]->(c:Community)
        RETURN help.key = t.id + ':' + giver.id + ':' + receiver.id AS key, t.status AS status,
            help.at = t.closedAt AS at, help.community = c.id AS place, help.thanks <> '' AS thanks,
            EXISTS { (giver)-[:TAKES_PART]->(t) } AND EXISTS { (receiver)-[:TAKES_PART]->(t) } AS there,
            EXISTS { (giver)-[:OPENED]->(t) } = (t.kind = 'OFFER') AS gave""")  # fmt: skip
    assert len(rows) > 100
    assert {tuple(row.values()) for row in rows} == {(True, "HELPED", True, True, True, True, True)}


async def test_open_threads_are_those_written_by_hand(filled: Graph) -> None:
    rows = await filled.read("MATCH (t:Thread {status: 'OPEN'}) RETURN t.title AS title ORDER BY title")
    assert [row["title"] for row in rows] == sorted(
        thread.title for thread in content.read().threads if thread.status == "OPEN"
    )


async def test_newest_threads_come_first_by_their_ids(filled: Graph) -> None:
    amina = await member(filled, "amina")
    ids = await feed.threads(filled, amina, feed.Wanted(status="OPEN"), None, 100)
    rows = await filled.read("UNWIND $ids AS id MATCH (t:Thread {id: id}) RETURN id, t.openedAt AS opened", ids=ids)
    opened = {row["id"]: row["opened"] for row in rows}
    assert len(ids) > 20
    assert [opened[id] for id in ids] == sorted(opened.values(), reverse=True)


async def test_search_finds_audit(filled: Graph) -> None:
    kinds = ("Member", "Thread", "Community", "Topic")
    found = await search.found(filled, await member(filled, "amina"), "audit", kinds, limit=100)
    assert {kind for kind, _ in found} == set(kinds)


async def test_each_persona_is_there_and_has_read_some_threads_and_not_others(filled: Graph) -> None:
    for slug in demo.PERSONAS:
        persona = await member(filled, slug)
        ids = await feed.mine(filled, persona, 50)
        waiting = await unread.unread(filled, persona, ids)
        assert any(waiting.values()), slug
        assert not all(waiting.values()), slug


async def test_a_path_leads_from_each_persona_to_each_other(filled: Graph) -> None:
    for one, other in combinations(demo.PERSONAS, 2):
        start, end = await member(filled, one), await member(filled, other)
        chains = await path.shortest(filled, start, start, end)
        assert chains, (one, other)
        assert all(chain[0].source == start and chain[-1].target == end for chain in chains)


async def test_the_door_of_the_root_is_open_and_others_have_somebody_who_knocks(filled: Graph) -> None:
    roots = await filled.read("MATCH (c:Community {root: true}) RETURN c.slug AS slug, c.door AS door")
    assert roots == [{"slug": "maille", "door": "OPEN"}]
    doors = await filled.read("MATCH (:Member)-[:ASKS_TO_JOIN]->(c:Community) RETURN DISTINCT c.door AS door")
    assert doors == [{"door": "ON_REQUEST"}]


async def test_gatherings_are_to_come_and_somebody_comes(filled: Graph) -> None:
    rows = await filled.read("""
        MATCH (g:Gathering) RETURN g.startsAt > $now AS ahead, g.endsAt > g.startsAt AS lasts,
            COUNT { (g)<-[:TAKES_PART {coming: true}]-(:Member) } AS coming, g.seats AS seats""",
        now=now(),
    )  # fmt: skip
    assert sum(row["ahead"] for row in rows) == 9
    assert all(row["lasts"] and 3 <= row["coming"] <= (row["seats"] or 1000) for row in rows)


async def test_some_are_discreet_and_nobody_of_those_written(filled: Graph) -> None:
    rows = await filled.read("MATCH (m:Member {discreet: true}) RETURN m.slug AS slug")
    assert len(rows) == 3
    assert not {row["slug"] for row in rows} & {one.slug for one in content.read().members}


async def test_filling_again_changes_nothing(filled: Graph) -> None:
    before = await filled.read(COUNT)
    await demo.fill(filled, MEMBERS * 2, seed=2)
    assert await filled.read(COUNT) == before


def test_one_seed_and_one_present_make_one_network() -> None:
    first, again, other = (invent.network(content.read(), MEMBERS, seed, 1_800_000_000_000) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_what_is_written_by_hand_is_all_there_however_few_are_asked_for() -> None:
    written = content.read()
    network = invent.network(written, 10, 1, now())
    assert [person.slug for person in network.people] == [member.slug for member in written.members]
    assert len(network.spaces) == len(written.threads) + len(written.rooms) + len(written.circles) + len(
        written.gatherings
    )


async def test_what_was_cut_short_is_taken_away_and_written_anew(pool: Graph) -> None:
    await empty(pool)

    def cut(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await demo.fill(pool, MEMBERS, progress=cut)
    assert await demo.is_empty(pool)
    told: list[tuple[int, int]] = []
    await demo.fill(pool, MEMBERS, progress=lambda done, total: told.append((done, total)))
    assert not await demo.is_empty(pool)
    assert told[-1][0] == told[-1][1]
    assert len(await pool.read(statements.ROOT)) == 1
    assert len(await pool.read("MATCH (m:Member)-[:MEMBER_OF]->(:Community {root: true}) RETURN m.id")) == MEMBERS
