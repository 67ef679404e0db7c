"""Gatherings: who comes, who waits for a seat, what is told once, what is kept of it, and who may do none of it."""

import asyncio
from datetime import datetime

import pytest

from graph import attendance, calendar, changes, gathering, gathering_mail, membership, message, reminder, seat, space
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network

pytestmark = pytest.mark.anyio

HOUR = 3_600_000
FACTS = """
MATCH (m:Message {kind: 'FACT'})-[:SAID_IN]->(:Space {id: $id}) RETURN m.fact AS fact ORDER BY m.number"""


@pytest.fixture
async def lille(network: Network) -> str:
    await network.root()
    await network.community("lille")
    for slug in ("sarah", "amina", "karim", "claire"):
        await network.member(slug, "maille", "lille")
    await network.member("zoe", "maille")
    await network.member("ines", "maille")
    await network.curate("ines", "maille")
    return "lille"


def plan(in_hours: float = 48, seats: int | None = None, name: str = "Oraux blancs") -> gathering.Plan:
    starts = now() + int(in_hours * HOUR)
    return gathering.Plan(name, "À trois", starts, starts + HOUR, "Europe/Paris", "Lille", None, seats)


async def opened(graph: Graph, in_hours: float = 48, seats: int | None = None, **wanted: object) -> str:
    """By Sarah, who comes."""
    id, planned = new_id(), plan(in_hours, seats)
    given = gathering_mail.Wanted(**wanted)  # type: ignore[arg-type]
    assert await gathering.open_gathering(graph, "sarah", id, "lille", planned, given, now())
    return id


async def told(graph: Graph, at: int) -> list[tuple[str, str]]:
    """Tells all that is due, as the server does; answers (kind, member)."""
    found = []
    for due in await reminder.due(graph, at):
        for letter in await gathering_mail.letters(graph, due.id, at):
            if await reminder.take(graph, due.id, letter.member, at):
                found.append((letter.kind, letter.member))
        await reminder.done(graph, due)
    return sorted(found)


async def test_a_member_opens_one_in_a_community_of_theirs_and_comes(graph: Graph, lille: str) -> None:
    id = await opened(graph)
    assert await seat.answers(graph, "sarah", [id]) == {id: "COMING"}
    for outsider in ("zoe", "ines", "visitor"):
        values = (new_id(), "lille", plan(), gathering_mail.Wanted(), now())
        assert not await gathering.open_gathering(graph, outsider, *values)
    assert len(await graph.read("MATCH (g:Gathering) RETURN g.id AS id")) == 1


async def test_a_seat_that_frees_goes_to_whoever_has_waited_longest(graph: Graph, lille: str) -> None:
    id = await opened(graph, seats=2)
    at = now()
    said = [await seat.answer(graph, who, id, "COMING", at + n) for n, who in enumerate(("amina", "karim", "claire"))]
    assert said == ["COMING", "WAITING", "WAITING"]
    assert await seat.places(graph, "claire", [id]) == {id: 2}
    assert await seat.answer(graph, "claire", id, "COMING", at + 9) == "WAITING"  # asking again keeps one's place
    assert await seat.answer(graph, "amina", id, "MAYBE", at + 10) == "MAYBE"
    assert await seat.answers(graph, "karim", [id]) == {id: "COMING"}
    assert await seat.places(graph, "claire", [id]) == {id: 1}
    assert ("MOVED_UP", "karim") in await told(graph, at + 11)


async def test_more_seats_let_those_in_who_wait_and_who_left_is_passed_over(
    graph: Graph, network: Network, lille: str
) -> None:
    id = await opened(graph, seats=1)
    for number, who in enumerate(("amina", "karim")):
        await seat.answer(graph, who, id, "COMING", now() + number)
    await network.run("MATCH (:Member {id: 'amina'})-[m:MEMBER_OF]->(:Community {id: 'lille'}) DELETE m")
    assert await gathering.edit(graph, "sarah", id, plan(48, 2), gathering_mail.Wanted(), now())
    answers = [(await seat.answers(graph, who, [id]))[id] for who in ("amina", "karim")]
    assert answers == ["WAITING", "COMING"]


async def test_the_last_seat_is_taken_once_by_two_who_ask_at_once(graph: Graph, lille: str) -> None:
    id = await opened(graph, seats=2)
    said = await asyncio.gather(*(seat.answer(graph, who, id, "COMING", now()) for who in ("amina", "karim", "claire")))
    assert sorted(map(str, said)) == ["COMING", "WAITING", "WAITING"]


async def coming(graph: Graph, id: str) -> set[str]:
    rows = await graph.read("MATCH (m:Member)-[:TAKES_PART {coming: true}]->(:Space {id: $id}) RETURN m.id AS m", id=id)
    return {row["m"] for row in rows}


async def test_who_leaves_the_community_leaves_their_seat(graph: Graph, lille: str) -> None:
    id, past = await opened(graph, seats=2), await opened(graph, -5)
    for number, who in enumerate(("amina", "karim")):
        await seat.answer(graph, who, id, "COMING", now() + number)
    assert await membership.leave(graph, "amina", "lille")
    assert await coming(graph, id) == {"sarah", "karim"}
    assert ("MOVED_UP", "karim") in await told(graph, now())
    assert await membership.leave(graph, "sarah", "lille")
    assert await coming(graph, past) == {"sarah"}


async def test_seats_that_free_at_once_are_all_given_and_none_twice(graph: Graph, network: Network, lille: str) -> None:
    id, crowd = await opened(graph, seats=4), [await network.member(f"m{n}", "maille", "lille") for n in range(12)]
    for number, who in enumerate(crowd):
        await seat.answer(graph, who, id, "COMING", now() + number)
    await asyncio.gather(
        gathering.edit(graph, "sarah", id, plan(48, 7), gathering_mail.Wanted(), now()),
        seat.answer(graph, "sarah", id, "NOT", now()),
        membership.leave(graph, "m0", "lille"),
        seat.answer(graph, "m5", id, "NOT", now()),
        seat.answer(graph, "m11", id, "COMING", now()),
        seat.answer(graph, "claire", id, "COMING", now()),
    )
    held = await coming(graph, id)
    assert len(held) == 7
    assert {"m1", "m2", "m3", "m4"} <= held
    assert not held & {"sarah", "m0", "m5"}
    moved_up = {who for kind, who in await told(graph, now()) if kind == "MOVED_UP"}
    assert moved_up == held - {"m1", "m2"}


async def test_an_answer_takes_a_number_and_is_no_line(graph: Graph, lille: str) -> None:
    id = await opened(graph)
    for answer in ("COMING", "COMING", "MAYBE"):
        await seat.answer(graph, "amina", id, answer, now())
    await seat.answer(graph, "karim", id, "NOT", now())
    found = await changes.changes(graph, id, 0, 10)
    assert [row.number for row in found.rows] == [3]  # saying the same again changes nothing
    assert [row["fact"] for row in await graph.read(FACTS, id=id)] == ["RENEWED"]
    assert await message.post(graph, "sarah", id, new_id(), "Venez", now())
    await seat.answer(graph, "claire", id, "COMING", now())
    assert [row.number for row in (await changes.changes(graph, id, 0, 10)).rows] == [4, 5]


async def test_the_day_before_is_the_same_hour_where_clocks_change(graph: Graph, lille: str) -> None:
    for day, hours in (("2027-03-28T18:30+02:00", 23), ("2027-10-31T18:30+01:00", 25), ("2027-07-01T18:30+02:00", 24)):
        starts = int(datetime.fromisoformat(day).timestamp() * 1000)
        assert starts - gathering_mail.day_before(starts, "Europe/Paris") == hours * HOUR


async def test_what_is_told_of_two_changes_at_once_is_told_once(graph: Graph, lille: str) -> None:
    id = await opened(graph)
    for hours in (50, 52):
        assert await gathering.edit(graph, "sarah", id, plan(hours), gathering_mail.Wanted(), now())
    assert await told(graph, now()) == [("MOVED", "sarah")]
    assert await gathering.edit(graph, "sarah", id, plan(54), gathering_mail.Wanted(), now())
    assert await told(graph, now()) == [("MOVED", "sarah")]


async def test_nobody_answers_what_is_not_theirs_over_or_called_off(graph: Graph, lille: str) -> None:
    over, off = await opened(graph, -5), await opened(graph)
    assert await gathering.cancel(graph, "sarah", off, now())
    for id in (over, off):
        assert await seat.answer(graph, "amina", id, "COMING", now()) is None
    mine = await opened(graph)
    for outsider in ("zoe", "ines", "visitor"):
        assert await seat.answer(graph, outsider, mine, "COMING", now()) is None
    assert await graph.read("MATCH (:Member {id: 'zoe'})-[r:TAKES_PART]->() RETURN r.key AS key") == []


async def test_only_who_opened_it_and_curators_change_it_or_call_it_off(
    graph: Graph, network: Network, lille: str
) -> None:
    id = await opened(graph)
    for other in ("amina", "zoe", "visitor"):
        assert not await gathering.edit(graph, other, id, plan(), gathering_mail.Wanted(), now())
        assert not await gathering.cancel(graph, other, id, now())
    await network.curate("amina", "lille")
    assert await gathering.edit(graph, "amina", id, plan(72), gathering_mail.Wanted(), now())
    assert await gathering.organised(graph, "amina", [id]) == {id}
    assert await gathering.organised(graph, "karim", [id]) == set()
    assert await gathering.cancel(graph, "ines", id, now())
    assert not await gathering.cancel(graph, "sarah", id, now())
    assert [row["fact"] for row in await graph.read(FACTS, id=id)] == ["MOVED", "CANCELLED"]
    assert await message.post(graph, "sarah", id, new_id(), "Désolée", now()) is None


async def test_a_reminder_goes_once_to_those_who_come_or_may(graph: Graph, lille: str) -> None:
    id = await opened(graph, 48, chosen=now() + 40 * HOUR)
    await seat.answer(graph, "amina", id, "MAYBE", now())
    await seat.answer(graph, "karim", id, "NOT", now())
    assert await told(graph, now()) == []
    day_before = now() + 25 * HOUR
    assert await told(graph, day_before) == [("NEAR", "amina"), ("NEAR", "sarah")]
    assert await told(graph, day_before) == []
    assert await told(graph, now() + 41 * HOUR) == [("NEAR", "amina"), ("NEAR", "sarah")]
    assert await told(graph, now() + 42 * HOUR) == []


async def test_two_processes_tell_a_member_once(graph: Graph, lille: str) -> None:
    await opened(graph)
    at = now() + 25 * HOUR
    ((id, *_),) = await reminder.due(graph, at)
    assert sorted(await asyncio.gather(*(reminder.take(graph, id, "sarah", at) for _ in range(4)))) == [False] * 3 + [
        True
    ]
    await reminder.give_back(graph, id, "sarah", at)  # the mail could not go
    assert await reminder.take(graph, id, "sarah", at)


async def test_no_reminder_of_what_is_called_off_but_that_it_is(graph: Graph, lille: str) -> None:
    id = await opened(graph)
    await seat.answer(graph, "amina", id, "COMING", now())
    await gathering.cancel(graph, "sarah", id, now())
    assert await told(graph, now()) == [("CANCELLED", "amina"), ("CANCELLED", "sarah")]
    assert await told(graph, now() + 25 * HOUR) == []


async def test_one_talks_from_half_an_hour_before(graph: Graph, network: Network, lille: str) -> None:
    early, soon = await opened(graph), await opened(graph, 0.4)
    for who, where, may in (
        ("amina", early, False),
        ("sarah", early, True),
        ("amina", soon, True),
        ("zoe", soon, False),
    ):
        assert (await message.post(graph, who, where, new_id(), "Bonsoir", now()) is not None) == may, (who, may)
    assert await space.writable(graph, "amina", [early, soon]) == {soon}
    await network.curate("karim", "lille")
    assert await message.post(graph, "karim", early, new_id(), "Bonsoir", now())


async def test_who_came_is_marked_afterwards_and_they_keep_notes(graph: Graph, lille: str) -> None:
    before, id = await opened(graph), await opened(graph, -0.5)
    for who in ("amina", "karim"):
        await seat.answer(graph, who, id, "COMING", now())
    assert not await attendance.mark(graph, "sarah", before, ["sarah"], now())
    assert not await attendance.mark(graph, "amina", id, ["amina"], now())
    assert await attendance.mark(graph, "sarah", id, ["amina", "zoe"], now())
    came = await graph.read("MATCH (m:Member)-[:TAKES_PART {came: true}]->(:Space {id: $id}) RETURN m.id AS id", id=id)
    assert came == [{"id": "amina"}]
    assert [await attendance.keep(graph, who, id, "On a ri", now()) for who in ("karim", "zoe", "amina", "sarah")] == [
        *(False, False, True, True)
    ]
    assert await attendance.keepers(graph, "amina", [id, before], now()) == {id}


async def test_whoever_could_have_come_is_ticked_and_a_tick_is_taken_back(
    graph: Graph, network: Network, lille: str
) -> None:
    before, id = await opened(graph), await opened(graph, -0.5)
    await network.member("leila", "maille", "lille")  # who never said a word
    await network.member("hidden", "maille", discreet=True)
    assert await message.post(graph, "karim", id, new_id(), "Me voilà", now())
    for who, where in (("amina", id), ("zoe", id), ("visitor", id), ("sarah", before)):
        assert not await attendance.mark(graph, who, where, ["leila"], now(), ["leila"])
    assert await came(graph, id) == []
    assert await attendance.mark(graph, "sarah", id, ["leila", "zoe", "hidden", "nobody"], now())
    assert await came(graph, id) == ["leila"]
    assert await attendance.mark(graph, "sarah", id, ["karim"], now(), ["karim"])
    assert await came(graph, id) == ["karim", "leila"]
    assert await attendance.keep(graph, "leila", id, "On a ri", now())
    unread = await graph.read(
        "MATCH (:Member {id: 'leila'})-[p:TAKES_PART]->(:Space {id: $id}) RETURN p.read AS n", id=id
    )
    assert unread[0]["n"] > 0, "what was said before is not unread to who was noted"
    assert await attendance.mark(graph, "sarah", id, ["karim"], now())
    assert await came(graph, id) == ["karim"]
    assert not await attendance.keep(graph, "leila", id, "Encore", now())
    assert await attendance.mark(graph, "sarah", id, ["leila", "leila"], now(), ["leila", "leila"])
    assert await came(graph, id) == ["karim", "leila"]
    assert await attendance.mark(graph, "sarah", id, [], now(), ["karim"])
    assert await came(graph, id) == ["leila"], "who isn't among those it is said of keeps their tick"
    assert await attendance.mark(graph, "sarah", id, [], now())
    assert await came(graph, id) == []


async def came(graph: Graph, id: str) -> list[str]:
    statement = "MATCH (m:Member)-[:TAKES_PART {came: true}]->(:Space {id: $id}) RETURN m.id AS id ORDER BY id"
    return [row["id"] for row in await graph.read(statement, id=id)]


async def test_a_calendar_opens_by_its_latest_secret_alone_and_shows_what_one_comes_to(
    graph: Graph, network: Network, lille: str
) -> None:
    coming, maybe, no = await opened(graph), await opened(graph), await opened(graph)
    for id, what in ((coming, "COMING"), (maybe, "MAYBE"), (no, "NOT")):
        await seat.answer(graph, "amina", id, what, now())
    old, secret = [await calendar.open_calendar(graph, "amina", now()) for _ in range(2)]
    assert {one.id: one.coming for one in await calendar.entries(graph, secret, 0)} == {coming: True, maybe: False}
    assert await calendar.entries(graph, old, 0) == []
    assert await calendar.locale(graph, old) is None
    assert not await graph.read("MATCH (c:Calendar) WHERE c.id = $secret RETURN c.id AS id", secret=secret)
    await network.run("MATCH (:Member {id: 'amina'})-[m:MEMBER_OF]->(:Community {id: 'lille'}) DELETE m")
    assert await calendar.entries(graph, secret, 0) == []
    await calendar.close_calendar(graph, "amina")
    assert (await calendar.locale(graph, secret), await calendar.since(graph, "amina")) == (None, None)
