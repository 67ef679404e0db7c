"""What one finds in a space: words put under messages, answers, names, titles, a preview, a draft, a search."""

import re

import pytest

from graph import draft, mention, message, reaction, unread
from graph.database import Graph
from graph.identity import new_id, now
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, bodies, plain, without

pytestmark = pytest.mark.anyio

SWAP = {"hx-request": "true"}


async def asked(network: Network, text: str = "Qui a un modèle") -> tuple[str, str]:
    """A thread of Mélanie's and what she said in it."""
    id = await network.thread("melanie", await audit(network))
    return id, await network.say("melanie", id, text)


async def test_a_word_is_put_under_a_message_and_taken_away(network: Network, site: Site) -> None:
    thread, id = await asked(network)
    yasmine = await site("yasmine")
    answer = await yasmine.send_form(f"/messages/{id}/reactions", on="THANKS")
    assert answer.headers["location"] == f"/threads/{thread}?message=1#m-{id}"
    page = (await yasmine.get(f"/threads/{thread}")).text
    assert 'name="off" value="THANKS" aria-pressed="true"' in page
    others = (await (await site("ousmane")).get(f"/threads/{thread}")).text
    assert 'name="on" value="THANKS" aria-pressed="false"' in others
    assert "(Yasmine Ferhat)" in others
    await yasmine.send_form(f"/messages/{id}/reactions", off="THANKS")
    assert "aria-pressed" not in (await yasmine.get(f"/threads/{thread}")).text.split('class="log"')[1]


async def test_no_word_but_the_four_and_none_from_outside(graph: Graph, network: Network, site: Site) -> None:
    _, id = await asked(network)
    absent, zoe = new_id(), await site("zoe")
    there = await zoe.send_form(f"/messages/{id}/reactions", on="THANKS")
    nowhere = await zoe.send_form(f"/messages/{absent}/reactions", on="THANKS")
    assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
    assert (await (await site("yasmine")).send_form(f"/messages/{id}/reactions", on="LOVE")).status_code == 404
    assert (await (await site()).send_form(f"/messages/{id}/reactions", on="THANKS")).status_code != 204
    assert await reaction.reactions(graph, [id]) == {}


async def test_an_answer_shows_what_it_answers_and_leads_there(network: Network, site: Site) -> None:
    thread, id = await asked(network)
    yasmine = await site("yasmine")
    form = (await yasmine.get(f"/threads/{thread}?message=1&reply={id}")).text
    assert f'name="reply" value="{id}"' in form
    await yasmine.send_form(f"/spaces/{thread}/messages", body="Moi.", reply=id)
    page = (await yasmine.get(f"/threads/{thread}")).text
    assert re.search(rf'href="/messages/{id}" data-quotes="m-{id}".*?Mélanie Carpentier.*?Qui a un modèle', page, re.S)
    await message.withdraw(network.graph, "melanie", id, "", now())
    assert "message retiré" in (await yasmine.get(f"/threads/{thread}")).text


async def test_an_answer_to_what_was_said_elsewhere_is_not_said(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    whisper = await network.say("melanie", await network.circle("audit", "melanie", "yasmine"), "Chut")
    yasmine = await site("yasmine")
    assert "Chut" not in (await yasmine.get(f"/threads/{thread}?reply={whisper}")).text
    answer = await yasmine.send_form(f"/spaces/{thread}/messages", body="Moi.", reply=whisper)
    assert answer.status_code == 422
    assert bodies((await yasmine.get(f"/threads/{thread}")).text) == ["Qui a un modèle"]


async def test_whom_a_message_names_is_a_link_and_others_stay_as_typed(network: Network, site: Site) -> None:
    thread, _ = await asked(network, "Avec @yasmine, sans @zoe ni `@ousmane` ?")
    page = (await (await site("ousmane")).get(f"/threads/{thread}")).text
    assert '<a href="/members/yasmine" rel="nofollow noopener">@Yasmine Ferhat</a>' in page
    assert "@zoe" in page
    assert "Absente" not in page
    assert "<code>@ousmane</code>" in page


async def test_who_is_named_reads_so_at_home_until_it_is_read(network: Network, site: Site) -> None:
    thread, _ = await asked(network, "Avec @yasmine ?")
    yasmine = await site("yasmine")
    assert "On vous nomme" in (await yasmine.get("/")).text
    assert "On vous nomme" not in (await (await site("ousmane")).get("/")).text
    await network.say("yasmine", thread)
    assert "On vous nomme" not in (await yasmine.get("/")).text
    assert await mention.unread(network.graph, "yasmine", 5) == []


async def test_names_are_offered_to_who_reads_the_space_alone(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    found = (await (await site("yasmine")).get(f"/spaces/{thread}/names?text=mel")).text
    assert 'data-slug="melanie"' in found
    for text in ("zoe", "ines", "yasmine", "zzz"):
        assert "<li" not in (await (await site("yasmine")).get(f"/spaces/{thread}/names?text={text}")).text
    assert (await (await site("zoe")).get(f"/spaces/{thread}/names?text=mel")).status_code == 404


async def test_an_address_of_this_site_has_its_title(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    await network.say("melanie", thread, f"Voir https://maille.test/threads/{thread} et https://exemple.fr/a")
    page = (await (await site("yasmine")).get(f"/threads/{thread}")).text
    assert f'<a href="/spaces/{thread}" rel="nofollow noopener">Une demande</a>' in page
    assert '<a href="https://exemple.fr/a" rel="nofollow noopener">https://exemple.fr/a</a>' in page


async def test_a_preview_names_and_links_as_the_message_will(network: Network, site: Site) -> None:
    await audit(network)
    thread, other = await network.thread("melanie", "audit"), await network.thread("melanie", "audit", "Un autre fil")
    yasmine = await site("yasmine")
    body = f"@ousmane et @zoe, voir http://maille.test/threads/{other} de http://maille.test/members/melanie"
    address = f"/spaces/{thread}/messages"
    shown = await yasmine.post(f"{address}?preview=1", data={"csrf": yasmine.csrf, "body": body}, headers=SWAP)
    await yasmine.send_form(address, body=body)
    page = (await yasmine.get(f"/threads/{thread}")).text
    assert shown.text in page
    for words in (">@Ousmane Keïta</a>", ">Un autre fil</a>", ">Mélanie Carpentier</a>", "@zoe"):
        assert words in shown.text
    assert "Absente" not in shown.text


async def test_a_preview_says_nothing_and_keeps_what_is_typed(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    yasmine = await site("yasmine")
    shown = await yasmine.send_form(f"/spaces/{thread}/messages?preview=1", body="**Gras**")
    assert (shown.status_code, "<strong>Gras</strong>" in shown.text, "**Gras**</textarea>" in shown.text) == (
        200,
        True,
        True,
    )
    piece = await yasmine.post(
        f"/spaces/{thread}/messages?preview=1", data={"csrf": yasmine.csrf, "body": ATTACK}, headers=SWAP
    )
    assert not TAGS.search(piece.text)
    assert bodies((await yasmine.get(f"/threads/{thread}")).text) == ["Qui a un modèle"]
    zoe = await site("zoe")
    assert (await zoe.send_form(f"/spaces/{thread}/messages?preview=1", body="Un")).status_code == 404


async def test_a_draft_is_there_for_its_writer_alone(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    yasmine = await site("yasmine")
    assert (await yasmine.send_form(f"/spaces/{thread}/draft", body="Je finirai")).status_code == 204
    assert "Je finirai</textarea>" in (await yasmine.get(f"/threads/{thread}")).text
    assert "Je finirai" not in (await (await site("melanie")).get(f"/threads/{thread}")).text
    assert (await (await site("zoe")).send_form(f"/spaces/{thread}/draft", body="Je finirai")).status_code == 404
    await yasmine.send_form(f"/spaces/{thread}/draft", body="")
    assert await draft.drafts(network.graph, "yasmine", [thread]) == {}


async def test_what_is_said_where_one_reads_no_more_is_given_back(network: Network, site: Site) -> None:
    thread, _ = await asked(network)
    zoe, pages = await site("zoe"), []
    for place in (thread, new_id()):
        answer = await zoe.send_form(f"/spaces/{place}/messages", body=f"Trop tard {ATTACK}")
        assert answer.status_code == 404
        assert "Ce que vous avez écrit n’est pas parti" in plain(answer.text)
        assert not TAGS.search(answer.text)
        pages.append(without(answer.text, place))
    assert "Trop tard" in pages[0]
    assert pages[0] == pages[1]  # absent and forbidden


async def test_what_it_said_before_is_told_to_its_author_and_to_curators(network: Network, site: Site) -> None:
    _, id = await asked(network, "Bonjuor")
    absent = new_id()
    assert (await (await site("melanie")).get(f"/messages/{id}/versions")).status_code == 404
    await message.edit(network.graph, "melanie", id, "Bonjour", now())
    for member in ("melanie", "sarah", "ines"):
        assert "Bonjuor" in (await (await site(member)).get(f"/messages/{id}/versions")).text
    for member in ("yasmine", "zoe"):
        client = await site(member)
        there, nowhere = await client.get(f"/messages/{id}/versions"), await client.get(f"/messages/{absent}/versions")
        assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
    await message.withdraw(network.graph, "melanie", id, "", now())
    for member in ("melanie", "sarah"):
        assert (await (await site(member)).get(f"/messages/{id}/versions")).status_code == 404


async def test_its_author_puts_back_what_they_took_back(network: Network, site: Site) -> None:
    thread, id = await asked(network)
    melanie, yasmine = await site("melanie"), await site("yasmine")
    await melanie.send_form(f"/messages/{id}/withdraw")
    assert "Remettre ce message" in (await melanie.get(f"/threads/{thread}")).text
    assert "Remettre ce message" not in (await yasmine.get(f"/threads/{thread}")).text
    assert (await yasmine.send_form(f"/messages/{id}/restore")).status_code == 404
    assert (await melanie.send_form(f"/messages/{id}/restore")).status_code == 303
    assert bodies((await yasmine.get(f"/threads/{thread}")).text) == ["Qui a un modèle"]


async def test_what_was_said_here_is_found_by_its_words_and_nothing_else(network: Network, site: Site) -> None:
    thread, id = await asked(network, "Les écoles d'audit")
    other = await network.say("yasmine", await network.thread("melanie", "audit"), "Une école ailleurs")
    gone = await network.say("yasmine", thread, "École retirée")
    await message.withdraw(network.graph, "yasmine", gone, "", now())
    yasmine = await site("yasmine")
    found = (await yasmine.get(f"/spaces/{thread}/search?q=ecole")).text
    assert (f"hit-{id}" in found, f"hit-{other}" in found, f"hit-{gone}" in found) == (True, False, False)
    assert "<mark>écoles</mark>" in found
    for text in ("ecole zebre", "", "e"):
        assert "hit-" not in (await yasmine.get(f"/spaces/{thread}/search?q={text}")).text
    assert (await (await site("zoe")).get(f"/spaces/{thread}/search?q=ecole")).status_code == 404


async def test_new_messages_are_a_link_away_and_marked_as_read_at_once(network: Network, site: Site) -> None:
    await audit(network)
    room = await network.room("audit")
    await network.say("yasmine", room)
    for _ in range(2):
        await network.say("melanie", room)
    yasmine = await site("yasmine")
    page = plain((await yasmine.get(f"/rooms/{room}")).text)
    assert re.search(r'href="#fresh">.*?2 nouveaux messages', page)
    assert "Tout marquer comme lu" in (await yasmine.get("/rooms")).text
    assert (await yasmine.send_form("/spaces/read")).headers["location"] == "/rooms"
    assert await unread.unread(network.graph, "yasmine", [room]) == {room: 0}
    assert "Tout marquer comme lu" not in (await yasmine.get("/rooms")).text
    assert "nouveaux messages</a>" not in (await yasmine.get(f"/rooms/{room}")).text
