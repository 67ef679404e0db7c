"""What is due is told once, whatever happens to the mails: kept while none goes, and not held up by one address."""

import asyncio

import pytest

from graph import gathering, reminder
from graph.database import Graph
from graph.gathering_mail import Wanted
from graph.identity import new_id, now
from server.reminders import LATER, Round, tell_due
from tests.network import Network
from tests.web.conftest import Letters
from web.house import House

pytestmark = pytest.mark.anyio
HOUR = 3_600_000
CROWD = ("amina", "karim", "zoe")


@pytest.fixture
async def called_off(graph: Graph, network: Network) -> str:
    """A gathering that three were coming to, and that has just been called off."""
    await network.root()
    for slug in (*CROWD, "sarah"):
        await network.member(slug, "maille")
    id, starts = new_id(), now() + 48 * HOUR
    plan = gathering.Plan("Oraux", "", starts, starts + HOUR, "Europe/Paris", None, None, None)
    assert await gathering.open_gathering(graph, "sarah", id, "maille", plan, Wanted(), now())
    for slug in CROWD:
        await network.run(
            "MATCH (m:Member {id: $m}) MATCH (s:Space {id: $s})"
            " CREATE (m)-[:TAKES_PART {key: $m + ':' + $s, since: 1, read: 0, answer: 'COMING', coming: true}]->(s)",
            m=slug,
            s=id,
        )
    assert await gathering.cancel(graph, "sarah", id, now())
    return id


def addresses(letters: Letters) -> list[str]:
    return sorted(mail.to.partition("@")[0] for mail, _ in letters.kept)


async def test_while_no_mail_goes_all_is_kept_and_then_told_once(
    house: House, letters: Letters, called_off: str
) -> None:
    letters.broken = True
    for minutes in range(3):
        assert await tell_due(house, now() + minutes * 60_000) == Round(0, "no mail today")
    letters.broken = False
    assert await tell_due(house, now() + 4 * 60_000) == Round(4)
    assert await tell_due(house, now() + 5 * 60_000) == Round(0)
    assert addresses(letters) == ["amina", "karim", "sarah", "zoe"]


async def test_what_is_no_news_any_more_is_not_told_late(house: House, letters: Letters, called_off: str) -> None:
    letters.broken = True
    await tell_due(house, now())
    letters.broken = False
    assert await tell_due(house, now() + 50 * HOUR) == Round(0)


async def test_one_address_that_takes_no_mail_holds_nobody_up(house: House, letters: Letters, called_off: str) -> None:
    letters.refused = {"amina@exemple.fr": True, "karim@exemple.fr": False}
    assert await tell_due(house, now()) == Round(2)
    letters.refused = {}
    assert await tell_due(house, now() + 60_000) == Round(0)  # not at once
    assert await tell_due(house, now() + LATER + 1) == Round(1)
    assert await tell_due(house, now() + 2 * LATER) == Round(0)
    assert addresses(letters) == ["karim", "sarah", "zoe"]  # never again to an address that is refused for good


async def test_a_letter_given_back_while_another_process_ends_is_told(
    graph: Graph, house: House, letters: Letters, called_off: str
) -> None:
    at = now()
    (due,) = await reminder.due(graph, at)
    assert await reminder.take(graph, due.id, "amina", at)
    assert await tell_due(house, at) == Round(3)
    await reminder.give_back(graph, due.id, "amina", at + 1)
    await reminder.done(graph, due)  # of who thought that all knew
    assert await tell_due(house, at + 2) == Round(1)


async def test_processes_that_look_at_once_tell_each_member_once(
    house: House, letters: Letters, called_off: str
) -> None:
    rounds = await asyncio.gather(*(tell_due(house, now()) for _ in range(4)))
    assert sum(one.sent for one in rounds) == 4
    assert addresses(letters) == ["amina", "karim", "sarah", "zoe"]
