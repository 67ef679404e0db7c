"""Who comes to a gathering, who may, who waits for a seat: a seat that frees goes to whoever has waited longest."""

from typing import LiteralString

from graph import gathering_mail, renewal
from graph.database import Graph, Transaction
from graph.space import HELD_IN_MINE

# Two who take the last seat would each count the other out: both take this lock first.
LOCK: LiteralString = """
MATCH (:Gathering {id: $gathering})-[:TICKS]->(clock:Clock) SET clock.turn = coalesce(clock.turn, 0) + 1"""

ANSWER: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) MATCH (space:Gathering {{id: $gathering}})
WHERE ({HELD_IN_MINE}) AND space.endsAt > $at AND space.status IS NULL
WITH viewer, space, $answer = 'COMING' AND space.seats IS NOT NULL
    AND NOT EXISTS {{ (viewer)-[:TAKES_PART {{coming: true}}]->(space) }}
    AND COUNT {{ (space)<-[:TAKES_PART {{coming: true}}]-(:Member) }} >= space.seats AS full
WHERE $waits = true OR full = false
MERGE (viewer)-[part:TAKES_PART {{key: viewer.id + ':' + space.id}}]->(space)
ON CREATE SET part.since = $at, part.read = 0
WITH part, CASE WHEN full THEN 'WAITING' ELSE $answer END AS answer
WITH part, answer, coalesce(part.answer, '') <> answer AS changed
SET part.answeredAt = CASE WHEN part.answer = answer THEN part.answeredAt ELSE $at END
SET part.answer = answer, part.coming = (answer = 'COMING')
RETURN answer, changed"""

# Whoever has left the community meanwhile is passed over.
NEXT: LiteralString = """
MATCH (gathering:Gathering {id: $gathering})-[:HELD_IN]->(community:Community)
WHERE gathering.status IS NULL AND gathering.endsAt > $at AND (gathering.seats IS NULL
    OR COUNT { (gathering)<-[:TAKES_PART {coming: true}]-(:Member) } < gathering.seats)
MATCH (gathering)<-[part:TAKES_PART {answer: 'WAITING'}]-(member:Member)
WHERE EXISTS { (member)-[:MEMBER_OF]->(community) }
WITH part, member ORDER BY part.answeredAt, member.id LIMIT 1
SET part.answer = 'COMING', part.coming = true, part.answeredAt = $at
RETURN member.id AS id"""

HELD: LiteralString = """
MATCH (viewer:Member {id: $viewer})-[part:TAKES_PART]->(gathering:Gathering)-[:HELD_IN]->(community:Community)
WHERE community.id = $community AND gathering.endsAt > $at
    AND (part.coming = true OR part.answer IN ['MAYBE', 'WAITING'])
RETURN gathering.id AS id ORDER BY id"""

LET_GO: LiteralString = """
MATCH (:Member {id: $viewer})-[part:TAKES_PART]->(:Gathering {id: $gathering})
SET part.answer = 'NOT', part.coming = false, part.answeredAt = $at"""

ANSWERS: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[part:TAKES_PART]->(:Gathering {id: id})
RETURN id, CASE WHEN part.coming = true THEN 'COMING' ELSE part.answer END AS answer"""

AHEAD: LiteralString = """
MATCH (viewer:Member {id: $viewer}) UNWIND $ids AS id WITH viewer, id
MATCH (viewer)-[mine:TAKES_PART {answer: 'WAITING'}]->(gathering:Gathering {id: id})
MATCH (gathering)<-[part:TAKES_PART {answer: 'WAITING'}]-(member:Member)
WHERE part.answeredAt < mine.answeredAt OR (part.answeredAt = mine.answeredAt AND member.id <= viewer.id)
RETURN id, count(member) AS place"""


async def answer(graph: Graph, viewer: str, gathering: str, answer: str, at: int, *, waits: bool = True) -> str | None:
    """The viewer says COMING, MAYBE or NOT; answers what became of it: WAITING where every seat is taken.

    None where it isn't theirs to see, is over or called off; or where it is full and they would not wait.
    A seat that this frees is given on in the same transaction.
    """

    async def work(tx: Transaction) -> str | None:
        await lock(tx, gathering)
        rows = await tx.run(ANSWER, viewer=viewer, gathering=gathering, answer=answer, waits=waits, at=at)
        if rows and rows[0]["changed"]:
            await fill(tx, gathering, at)
            await renewal.renew(tx, gathering, at)
        return rows[0]["answer"] if rows else None

    async with graph.turns.of(gathering):
        return await graph.write(work, repeat=True)


async def lock(tx: Transaction, gathering: str) -> None:
    """From here to its end, this transaction alone gives seats of the gathering."""
    await tx.run(LOCK, gathering=gathering)


async def give_up(tx: Transaction, viewer: str, community: str, at: int) -> None:
    """The viewer has left a community: the seats that they had there are for others."""
    for row in await tx.run(HELD, viewer=viewer, community=community, at=at):
        await lock(tx, row["id"])
        await tx.run(LET_GO, viewer=viewer, gathering=row["id"], at=at)
        await fill(tx, row["id"], at)
        await renewal.renew(tx, row["id"], at)


async def fill(tx: Transaction, gathering: str, at: int) -> None:
    """Gives free seats to those who wait, the longest waiting first; each is told by mail."""
    while rows := await tx.run(NEXT, gathering=gathering, at=at):
        await gathering_mail.tell(tx, gathering, "MOVED_UP", at, rows[0]["id"])


async def answers(graph: Graph, viewer: str, gatherings: list[str]) -> dict[str, str]:
    """COMING, MAYBE, NOT or WAITING for each gathering that the viewer has answered."""
    rows = await graph.read(ANSWERS, viewer=viewer, ids=gatherings)
    return {row["id"]: row["answer"] for row in rows if row["answer"]}


async def places(graph: Graph, viewer: str, gatherings: list[str]) -> dict[str, int]:
    """The viewer's place among those who wait, from 1, where they wait."""
    return {row["id"]: row["place"] for row in await graph.read(AHEAD, viewer=viewer, ids=gatherings)}
