"""The mail that one was answered: its words, that it goes once, and that its link ends it for one member alone."""

import asyncio
from urllib.parse import urlsplit

import pytest

from graph import answer, member, message, space, thread
from graph.answer import DELAY
from graph.database import Graph
from graph.identity import now
from server.reminders import LATER, Round, tell_due
from tests.network import Network
from tests.web.conftest import ADDRESS, Letters, Site
from web import unsubscribe
from web.house import House

pytestmark = pytest.mark.anyio

MINE = '{ viewer { answersByMail } member(by: { slug: "karim" }) { answersByMail } }'
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
async def net(network: Network) -> Network:
    await network.root()
    for slug in ("amina", "karim", "claire", "zoe"):
        await network.member(slug, "maille")
    return network


@pytest.fixture
async def asked(net: Network) -> str:
    return await net.thread("amina", "maille", "Qui m'entraîne à l'oral ?")


async def look(house: House, at: int = 0) -> Round:
    """What the look of a minute does, some minutes later."""
    at = at or now() + DELAY + 1
    await answer.gather(house.graph, at)
    return await tell_due(house, at)


async def test_a_mail_says_who_answered_where_and_the_first_words(
    house: House, letters: Letters, net: Network, asked: str
) -> None:
    said = await net.say("claire", asked, "**Moi** : j'ai [passé](https://exemple.fr) le même, et " + "le mot " * 60)
    assert await look(house) == Round(1)
    ((mail, _),) = letters.kept
    text = mail.text
    assert (mail.to, mail.subject) == ("amina@exemple.fr", "Claire vous a répondu\u00a0: Qui m'entraîne à l'oral ?")
    assert "«\u202fMoi\u00a0: j'ai passé le même, et le mot" in text
    assert len(text) < 900
    assert f"\n{ADDRESS}/messages/{said}\n" in text
    assert f"\n{mail.stop}\n" in text
    assert mail.stop.startswith(f"{ADDRESS}/mails/answers/")


async def test_many_answers_are_one_mail(house: House, letters: Letters, net: Network, asked: str) -> None:
    for one in ("claire", "karim", "claire"):
        await net.say(one, asked, "Oui")
    assert await look(house) == Round(1)
    assert letters.kept[0][0].subject.startswith("3 réponses de Claire et Karim\u00a0: ")
    await net.say("zoe", asked, "Et moi")
    assert await look(house) == Round(0)
    await space.mark_read(house.graph, "amina", asked, await space.position(house.graph, asked))
    await net.say("zoe", asked, "Encore")
    assert await look(house) == Round(1)
    assert letters.kept[0][0].subject.startswith("Zoe vous a répondu")


async def test_who_stands_there_too_and_who_is_named_elsewhere_in_their_language(
    house: House, graph: Graph, letters: Letters, net: Network, asked: str
) -> None:
    await member.set_locale(graph, "karim", "en")
    assert await thread.take_side(graph, "karim", asked, "SEEKS", now())
    await net.say("claire", asked, "Moi")
    await net.say("claire", await net.room("maille", "Le salon"), "@zoe tu sais ?")
    assert await look(house) == Round(3)
    mails = {mail.to.partition("@")[0]: mail for mail, _ in letters.kept}
    assert mails["karim"].subject == "Claire answered: Qui m'entraîne à l'oral ?"
    assert mails["zoe"].subject == "Claire vous a écrit\u00a0: Le salon"
    assert "répon" not in mails["karim"].text


@pytest.mark.parametrize("door", ["HIDDEN", ""])
async def test_of_a_circle_and_of_a_hidden_community_no_word_and_no_name(
    house: House, letters: Letters, net: Network, door: str
) -> None:
    if door:
        await net.community("secrets", door=door, name="Les secrets")
        for one in ("amina", "claire"):
            await net.join(one, "secrets")
        place = await net.thread("amina", "secrets", "Titre caché")
    else:
        place = await net.circle("maille", "amina", "claire", name="Titre caché")
    await net.say("claire", place, "Entre nous")
    assert await look(house) == Round(1)
    ((mail, _),) = letters.kept
    assert mail.subject.startswith("Du nouveau dans un")
    assert not [word for word in ("Entre nous", "caché", "Claire", "secrets") if word in mail.subject + mail.text]


async def test_while_no_mail_goes_it_waits_and_then_goes_once(
    house: House, letters: Letters, net: Network, asked: str
) -> None:
    await net.say("claire", asked)
    letters.broken = True
    assert await look(house) == Round(0, "no mail today")
    letters.broken = False
    letters.refused = {"amina@exemple.fr": False}
    assert await look(house) == Round(0)
    letters.refused = {}
    assert await look(house) == Round(0)
    assert await look(house, now() + DELAY + LATER + 60_000) == Round(1)
    assert await look(house, now() + DELAY + 2 * LATER) == Round(0)


async def test_what_was_read_while_no_mail_went_is_told_no_more(
    house: House, letters: Letters, net: Network, asked: str
) -> None:
    said = await net.say("claire", asked)
    letters.broken = True
    await look(house)
    assert await message.withdraw(house.graph, "claire", said, "", now())
    letters.broken = False
    assert await look(house) == Round(0)


async def test_processes_that_look_at_once_send_it_once(
    house: House, letters: Letters, net: Network, asked: str
) -> None:
    assert await thread.take_side(house.graph, "karim", asked, "SEEKS", now())
    await net.say("claire", asked)
    at = now() + DELAY + 1
    rounds = await asyncio.gather(*(look(house, at) for _ in range(4)))
    assert sum(one.sent for one in rounds) == 2
    assert sorted(mail.to for mail, _ in letters.kept) == ["amina@exemple.fr", "karim@exemple.fr"]


async def test_the_link_works_without_being_signed_in_and_only_by_its_button(
    house: House, letters: Letters, net: Network, asked: str, site: Site
) -> None:
    await net.say("claire", asked)
    await look(house)
    path, stranger = urlsplit(letters.kept[0][0].stop).path, await site()
    shown = await stranger.get(path)
    # Other sites don't learn the address; with no-referrer, the door would take the button for another site's.
    assert (shown.status_code, shown.headers["referrer-policy"]) == (200, "same-origin")
    assert await member.answers_by_mail(house.graph, "amina")
    assert (await stranger.post(path)).status_code == 403
    assert await member.answers_by_mail(house.graph, "amina")
    for press in (stranger.send_form(path), stranger.post(path, data=ONE_CLICK)):  # used twice, once by a program
        done = await press
        assert (done.status_code, "fait" in done.text) == (200, True)
        assert not await member.answers_by_mail(house.graph, "amina")
    assert "amina" not in done.text.lower()
    await net.say("claire", asked)
    assert await look(house) == Round(0)


async def test_it_ends_the_mails_of_whom_it_was_made_for_alone(
    house: House, graph: Graph, net: Network, site: Site
) -> None:
    karim = await site(member="karim")
    assert (await karim.send_form(urlsplit(unsubscribe.address(house, "amina")).path)).status_code == 200
    assert await member.answers_by_mail(graph, "karim")
    assert not await member.answers_by_mail(graph, "amina")


async def test_a_link_that_somebody_made_up_does_nothing(house: House, graph: Graph, net: Network, site: Site) -> None:
    stranger, good = await site(), urlsplit(unsubscribe.address(house, "amina")).path
    value, _, signature = good.rpartition(".")
    other = urlsplit(unsubscribe.address(house, "karim")).path.rpartition(".")[0]
    cookie = stranger.cookies["maille"]
    nobody = urlsplit(unsubscribe.address(house, "nobody")).path
    visitor = urlsplit(unsubscribe.address(house, "visitor")).path
    forged = [f"{other}.{signature}", value, f"{value}.", f"{good}x", f"{unsubscribe.PATH}{cookie}", nobody, visitor]
    for path in forged:
        assert (await stranger.post(path, data=ONE_CLICK)).status_code == 404, path
    assert (await stranger.get(f"{other}.{signature}")).status_code == 404
    assert await member.answers_by_mail(graph, "amina")
    assert await member.answers_by_mail(graph, "karim")


async def test_a_mail_program_has_no_cookie(house: House, graph: Graph, net: Network, site: Site) -> None:
    program = await site()
    program.cookies.clear()
    path = urlsplit(unsubscribe.address(house, "amina")).path
    assert (await program.post(path, data=ONE_CLICK)).status_code == 200
    assert not await member.answers_by_mail(graph, "amina")


async def test_another_sites_page_cannot_press_the_button(house: House, graph: Graph, net: Network, site: Site) -> None:
    path = urlsplit(unsubscribe.address(house, "amina")).path
    answered = await (await site()).post(path, data=ONE_CLICK, headers={"sec-fetch-site": "cross-site"})
    assert answered.status_code == 403
    assert await member.answers_by_mail(graph, "amina")


async def test_one_changes_it_in_ones_profile(graph: Graph, net: Network, site: Site) -> None:
    amina = await site(member="amina")
    assert 'name="answers" value="yes" checked' in (await amina.get("/me/edit")).text
    fields = {"name": "Amina", "timezone": "Europe/Paris", "locale": "fr"}
    assert (await amina.send_form("/me/edit", **fields)).status_code == 303
    assert not await member.answers_by_mail(graph, "amina")
    assert 'name="answers" value="yes" checked' not in (await amina.get("/me/edit")).text
    assert (await amina.send_form("/me/edit", **fields, answers="yes")).status_code == 303
    assert await member.answers_by_mail(graph, "amina")


async def test_it_is_told_to_oneself_alone_and_stays_where_it_is_left_out(
    graph: Graph, net: Network, site: Site
) -> None:
    amina = await site(member="amina")
    told = (await amina.post("/graphql", json={"query": MINE})).json()["data"]
    assert told == {"viewer": {"answersByMail": True}, "member": {"answersByMail": None}}
    edit = "mutation($p: Profile!) { editProfile(profile: $p) { ... on Member { answersByMail } } }"
    for profile in ({"name": "Amina", "answersByMail": False}, {"name": "Amina"}):
        sent = await amina.post("/graphql", json={"query": edit, "variables": {"p": profile}})
        assert sent.json()["data"] == {"editProfile": {"answersByMail": False}}
    assert await member.answers_by_mail(graph, "karim")
