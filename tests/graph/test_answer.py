"""Who was answered while away hears of it once, and nobody else: not of what they read, wrote, or may read no more."""

import asyncio

import pytest

from graph import answer, answer_mail, member, message, reaction, reminder, space, thread
from graph.answer import DELAY
from graph.answer_mail import DAY, MOST, Answered
from graph.database import Graph
from graph.identity import new_id, now
from graph.membership import leave
from tests.network import Network

pytestmark = pytest.mark.anyio

SAID = "MATCH (m:Message {id: $id}) RETURN m.number AS number, m.untold AS untold"


@pytest.fixture
async def house(network: Network) -> Network:
    """Amina asks in Lille, Karim seeks too, Claire brings; Zoe reads; Ines is of the staff."""
    await network.root()
    await network.community("lille")
    for slug in ("amina", "karim", "claire", "zoe"):
        await network.member(slug, "maille", "lille")
    await network.member("ines", "maille")
    await network.curate("ines", "maille")
    return network


@pytest.fixture
async def asked(graph: Graph, house: Network) -> str:
    """Amina's thread, in which Karim and Claire stand."""
    id = await house.thread("amina", "lille", "Un entretien")
    for one, side in (("karim", "SEEKS"), ("claire", "BRINGS")):
        assert await thread.take_side(graph, one, id, side, now())
    return id


async def told(graph: Graph, at: int | None = None, *, keep: bool = False) -> dict[str, Answered]:
    """What each is told by a look at an instant, some minutes from now where none is given, and takes with `keep`."""
    at = now() + DELAY + 1 if at is None else at
    await answer.gather(graph, at)
    found: dict[str, Answered] = {}
    for due in await reminder.due(graph, at):
        for letter in await answer_mail.letters(graph, due.id):
            if not keep or await answer_mail.take(graph, due.id, letter.member, at):
                found[letter.member] = letter
        await answer_mail.done(graph, due) if keep else None
    return found


async def read(graph: Graph, one: str, place: str) -> None:
    await space.mark_read(graph, one, place, await space.position(graph, place))


async def reply(graph: Graph, one: str, place: str, to: str) -> str:
    id = new_id()
    assert await message.post(graph, one, place, id, "Oui", now(), to)
    return id


async def test_the_author_and_those_who_stand_there_are_told_whose_words(
    graph: Graph, house: Network, asked: str
) -> None:
    first = await house.say("claire", asked, "Je l'ai passé")
    await house.say("zoe", asked, "Moi non")
    letters = await told(graph)
    assert set(letters) == {"amina", "karim", "claire"}  # not Zoe, who stands nowhere; not the staff
    amina = letters["amina"]
    assert (amina.first, amina.body, amina.by, amina.count) == (first, "Je l'ai passé", ("Claire", "Zoe"), 2)
    assert (amina.name, amina.thread, amina.quiet) == ("Un entretien", True, False)
    assert (amina.mine, letters["karim"].mine) == (True, False)
    assert letters["claire"].by == ("Zoe",)  # of their own words nobody is told


async def test_not_before_some_minutes_have_passed(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    assert await told(graph, now() + DELAY - 5_000) == {}
    assert "amina" in await told(graph)


async def test_who_has_read_it_meanwhile_is_not_told(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    await read(graph, "amina", asked)
    assert set(await told(graph)) == {"karim"}
    await read(graph, "karim", asked)  # when it was due already
    assert await told(graph) == {}


async def test_nor_of_facts_reactions_edits_and_what_was_taken_back(graph: Graph, house: Network, asked: str) -> None:
    assert await thread.take_side(graph, "zoe", asked, "BRINGS", now())
    assert await told(graph) == {}
    id = await house.say("claire", asked)
    for one in ("amina", "karim", "zoe"):
        await read(graph, one, asked)
    assert await reaction.react(graph, "zoe", id, "THANKS", True, now())
    assert await message.edit(graph, "claire", id, "Autrement, @zoe", now())
    assert await told(graph) == {}
    gone = await house.say("claire", asked)
    assert await message.withdraw(graph, "claire", gone, "", now())
    assert await told(graph) == {}


async def test_after_what_was_taken_back_the_next_is_told(graph: Graph, house: Network, asked: str) -> None:
    gone = await house.say("claire", asked)
    assert await message.withdraw(graph, "claire", gone, "", now())
    assert await told(graph, keep=True) == {}
    kept = await house.say("claire", asked)
    assert (await told(graph, keep=True))["amina"].first == kept


async def test_one_mail_for_a_space_until_it_is_read(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    assert "amina" in await told(graph, keep=True)
    await house.say("claire", asked)
    assert "amina" not in await told(graph, keep=True)
    await read(graph, "amina", asked)
    assert "amina" not in await told(graph, keep=True)
    last = await house.say("claire", asked, "Et encore")
    letter = (await told(graph, keep=True))["amina"]
    assert (letter.first, letter.count) == (last, 1)


async def test_who_answers_has_read(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    await house.say("amina", asked)
    assert "amina" not in await told(graph)


@pytest.mark.parametrize("kind", ["room", "gathering"])
async def test_elsewhere_those_who_are_named_or_replied_to_are_told(graph: Graph, house: Network, kind: str) -> None:
    place = await (house.room("lille", "Audit") if kind == "room" else house.gathering("lille", "Audit", in_hours=0))
    mine = await house.say("amina", place)
    await house.say("claire", place, "Bonjour à tous")
    assert await told(graph) == {}
    await house.say("claire", place, "Et toi @zoe ?")
    answered = await reply(graph, "karim", place, mine)
    letters = await told(graph, keep=True)
    assert {one: letter.first for one, letter in letters.items()} == {"amina": answered, "zoe": letters["zoe"].first}
    assert (letters["zoe"].body, letters["zoe"].count, letters["zoe"].by) == ("Et toi @zoe ?", 1, ("Claire",))
    assert (letters["amina"].count, letters["amina"].thread, letters["amina"].name) == (1, False, "Audit")


async def test_who_is_named_where_they_take_no_part_is_told_again_once_they_have_seen_it(
    graph: Graph, house: Network
) -> None:
    place = await house.room("lille")
    await house.say("claire", place, "@zoe ?")
    assert "zoe" in await told(graph, keep=True)
    await house.say("claire", place, "@zoe !")
    assert await told(graph, keep=True) == {}
    await read(graph, "zoe", place)
    last = await house.say("claire", place, "@zoe…")
    assert (await told(graph, keep=True))["zoe"].first == last


async def test_nobody_is_told_of_a_reply_to_themselves(graph: Graph, house: Network) -> None:
    place = await house.room("lille")
    await reply(graph, "amina", place, await house.say("amina", place))
    assert await told(graph) == {}


async def test_in_a_room_what_nobody_is_told_of_waits_for_no_look(graph: Graph, house: Network) -> None:
    place = await house.room("lille")
    plain, named = await house.say("amina", place), await house.say("amina", place, "@zoe")
    assert (await graph.read(SAID, id=plain))[0]["untold"] is None
    assert (await graph.read(SAID, id=named))[0]["untold"] is not None
    await told(graph)
    assert (await graph.read(SAID, id=named))[0]["untold"] is None


async def test_who_left_the_community_is_told_no_more(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    assert await leave(graph, "karim", "lille")
    assert set(await told(graph)) == {"amina"}
    assert await leave(graph, "amina", "lille")  # when it was due already
    assert await told(graph) == {}


async def test_of_a_circle_and_of_a_hidden_community_nothing_is_in_the_letter(graph: Graph, house: Network) -> None:
    await house.community("secrets", door="HIDDEN")
    for one in ("amina", "claire"):
        await house.join(one, "secrets")
    for place in (
        await house.circle("maille", "amina", "claire", name="Le cercle"),
        await house.thread("amina", "secrets", "Titre caché"),
    ):
        id = await house.say("claire", place, "Entre nous")
        (letter,) = (await told(graph, keep=True)).values()
        assert letter == Answered("amina", "amina@exemple.fr", "fr", id, quiet=True, circle=letter.circle)


async def test_of_a_circle_nobody_outside_is_told(graph: Graph, house: Network) -> None:
    place = await house.circle("maille", "amina", "claire")
    await house.say("claire", place, "@zoe @ines")
    assert set(await told(graph)) == {"amina"}


async def test_somebody_whom_one_may_not_see_is_not_named(graph: Graph, house: Network) -> None:
    await house.member("malik", "maille", discreet=True)
    place = await house.thread("amina", "maille")
    await house.say("malik", place)
    assert (await told(graph))["amina"].by == (None,)


async def test_who_wants_no_mail_has_none_and_may_change_their_mind(graph: Graph, house: Network, asked: str) -> None:
    assert await member.set_answers_by_mail(graph, "amina", wanted=False)
    await house.say("claire", asked)
    assert set(await told(graph, keep=True)) == {"karim"}
    assert await member.set_answers_by_mail(graph, "amina", wanted=True)
    assert await told(graph, keep=True) == {}  # of what was said in between nobody is told
    await house.say("claire", asked)
    assert set(await told(graph, keep=True)) == {"amina"}
    assert not await member.set_answers_by_mail(graph, "nobody", wanted=False)


async def test_a_few_a_day_and_the_rest_waits(graph: Graph, house: Network) -> None:
    for _ in range(MOST + 2):
        await house.say("claire", await house.thread("amina", "lille"))
    at = now() + DELAY + 1
    assert await _mails(graph, at) == MOST
    assert await _mails(graph, at + DAY - 1) == 0
    assert await _mails(graph, at + DAY) == 2
    assert await _mails(graph, at + 2 * DAY) == 0


async def test_two_processes_take_one_letter_once_and_no_more_than_a_few(graph: Graph, house: Network) -> None:
    for _ in range(MOST + 1):
        await house.say("claire", await house.thread("amina", "lille"))
    at = now() + DELAY + 1
    await asyncio.gather(*(answer.gather(graph, at) for _ in range(3)))
    due = await reminder.due(graph, at)
    assert len(due) == MOST + 1
    takes = [answer_mail.take(graph, one.id, "amina", at) for one in due for _ in range(2)]
    assert sum(await asyncio.gather(*takes)) == MOST


async def test_what_could_not_go_is_due_again_and_not_counted(graph: Graph, house: Network, asked: str) -> None:
    await house.say("claire", asked)
    at = now() + DELAY + 1
    for _ in range(MOST + 1):
        assert "amina" in await told(graph, at, keep=True)
        await answer_mail.give_back(graph, f"{asked}:amina", "amina", at)
    assert "amina" in await told(graph, at, keep=True)


async def _mails(graph: Graph, at: int) -> int:
    """How many mails go to Amina at an instant."""
    await answer.gather(graph, at)
    taken = 0
    for due in await reminder.due(graph, at):
        for letter in await answer_mail.letters(graph, due.id):
            taken += await answer_mail.take(graph, due.id, letter.member, at)
    return taken
