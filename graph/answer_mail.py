"""The mail that one was answered: what it tells whom, that it goes once, and that nobody has many a day."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph.answer import FOLLOWED, POSITION, WANTED
from graph.database import Graph, Row, Transaction
from graph.identity import sortable
from graph.log import key
from graph.member import SEEN as MEMBER_SEEN
from graph.reminder import Due
from graph.space import SEEN

MOST: Final = 5  # mails of a member in a day
DAY: Final = 24 * 3_600_000  # ms
COUNTED: Final = 100  # messages looked at for one mail

# Of circles and of hidden communities a mail tells nothing.
QUIET: Final = "(space:Circle OR EXISTS { MATCH (space)-[:HELD_IN]->(place:Community) WHERE place.door = 'HIDDEN' })"

TO: LiteralString = f"""
MATCH (reminder:Reminder {{id: $id}})-[:REMINDS]->(space:Space) WHERE reminder.dueAt IS NOT NULL
MATCH (viewer:Member {{id: reminder.member}}) WHERE {WANTED} AND ({SEEN})
OPTIONAL MATCH (viewer)-[part:TAKES_PART]->(space)
RETURN viewer.id AS member, viewer.email AS email, viewer.locale AS locale, space.id AS space, space.name AS name,
    space:Circle AS circle, space:Thread AS thread, {QUIET} AS quiet, {FOLLOWED} AS followed, {POSITION} AS position,
    reminder.number AS number,
    EXISTS {{ MATCH (space)<-[:OPENED]-(author:Member) WHERE author.id = viewer.id }} AS opened"""

NEWS: LiteralString = """
MATCH (message:Message) WHERE message.numberKey > $low AND message.numberKey < $high
RETURN message.id AS id, message.body AS body, message.kind = 'SAID' AND message.withdrawnAt IS NULL AS said,
    head([(message)<-[:WROTE]-(author:Member) | author.id]) AS author,
    EXISTS { MATCH (message)-[mention:MENTIONS]->(named:Member) WHERE named.id = $member AND mention.seen IS NULL }
    OR EXISTS { MATCH (message)-[:REPLIES_TO]->(:Message)<-[:WROTE]-(answered:Member) WHERE answered.id = $member }
    AS mine
ORDER BY message.numberKey LIMIT $limit"""

NAMES: LiteralString = f"""
MATCH (viewer:Member {{id: $viewer}}) UNWIND $ids AS id WITH viewer, id
MATCH (member:Member {{id: id}}) WHERE {MEMBER_SEEN}
RETURN id, member.name AS name"""

# Two processes take for one member one after the other, however many mails are due to them.
LOCK: LiteralString = "MATCH (member:Member {id: $member}) SET member.turn = coalesce(member.turn, 0) + 1"

MAILED: LiteralString = "MATCH (member:Member {id: $member}) RETURN coalesce(member.mailedAt, []) AS mailed"

NOTE: LiteralString = "MATCH (member:Member {id: $member}) SET member.mailedAt = $mailed"

TAKE: LiteralString = f"""
MATCH (reminder:Reminder {{id: $id}})-[:REMINDS]->(space:Space) WHERE reminder.dueAt IS NOT NULL
MATCH (viewer:Member {{id: reminder.member}})
OPTIONAL MATCH (viewer)-[part:TAKES_PART]->(space)
WITH reminder, {POSITION} AS position
SET reminder.dueAt = null, reminder.position = position
RETURN reminder.id AS id"""

WAIT: LiteralString = """
MATCH (reminder:Reminder {id: $id}) WHERE reminder.dueAt IS NOT NULL SET reminder.dueAt = $when"""

GIVE_BACK: LiteralString = "MATCH (reminder:Reminder {id: $id}) SET reminder.dueAt = $when"

FORGET: LiteralString = """
MATCH (reminder:Reminder {id: $id}) WHERE reminder.dueAt = $when DETACH DELETE reminder"""


@dataclass(frozen=True)
class Answered:
    """What one member is told of one space. Where it is `quiet`, nothing is known of what was said but `first`."""

    member: str
    email: str
    locale: str | None
    first: str  # the id of the first message
    count: int = 1
    quiet: bool = False
    circle: bool = False
    thread: bool = False
    mine: bool = False  # the first is to the member themselves
    name: str = ""  # of the space
    by: tuple[str | None, ...] = ()  # names, None of somebody whom the member may not see
    body: str = ""


async def letters(graph: Graph, id: str) -> list[Answered]:
    """The letter that is due, as things are now; [] where there is nothing to tell any more."""
    for to in await graph.read(TO, id=id):
        low = key(to["space"], max(to["position"], to["number"] - 1))
        rows = await graph.read(NEWS, low=low, high=f"{to['space']};", member=to["member"], limit=COUNTED)
        if news := [one for one in rows if _concerns(to, one)]:
            return [await _letter(graph, to, news)]
    return []


def _concerns(to: Row, one: Row) -> bool:
    return bool(one["said"] and one["author"] != to["member"] and (to["followed"] or one["mine"]))


async def _letter(graph: Graph, to: Row, news: list[Row]) -> Answered:
    """Of what is quiet neither words nor names go in."""
    first = news[0]
    known = {name: to[name] for name in ("member", "email", "locale", "quiet", "circle")} | {"first": first["id"]}
    if to["quiet"]:
        return Answered(**known)
    authors = list(dict.fromkeys(one["author"] for one in news))
    rows = await graph.read(NAMES, viewer=to["member"], ids=authors)
    named = {row["id"]: row["name"] for row in rows}
    by = tuple(named.get(author) for author in authors)
    mine = to["opened"] or first["mine"]
    said = {"thread": to["thread"], "name": to["name"], "mine": mine, "body": first["body"]}
    return Answered(**known, **said, by=by, count=len(news))


async def take(graph: Graph, id: str, member: str, at: int) -> bool:
    """Takes it upon oneself to tell a member; False where somebody else did, or it waits: they had MOST in a day."""

    async def work(tx: Transaction) -> bool:
        lately = [one for one in await _mailed(tx, member) if one > at - DAY]
        if len(lately) >= MOST:
            await tx.run(WAIT, id=id, when=sortable(min(lately) + DAY))
            return False
        taken = bool(await tx.run(TAKE, id=id))
        if taken:
            await tx.run(NOTE, member=member, mailed=[*lately, at])
        return taken

    return await graph.write(work)


async def give_back(graph: Graph, id: str, member: str, again: int) -> None:
    """The mail could not be sent: it is due again at an instant (ms), and isn't counted."""

    async def work(tx: Transaction) -> None:
        mailed = await _mailed(tx, member)
        await tx.run(NOTE, member=member, mailed=mailed[:-1])
        await tx.run(GIVE_BACK, id=id, when=sortable(again))

    await graph.write(work)


async def done(graph: Graph, told: Due) -> None:
    """Forgets what stayed due: there was nothing to tell. What is said later is due anew."""

    async def work(tx: Transaction) -> None:
        await tx.run(FORGET, id=told.id, when=told.when)

    await graph.write(work)


async def _mailed(tx: Transaction, member: str) -> list[int]:
    await tx.run(LOCK, member=member)
    rows = await tx.run(MAILED, member=member)
    return list(rows[0]["mailed"]) if rows else []
