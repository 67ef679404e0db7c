"""What one does with a message: its address, changing it, taking it back, withdrawing it as a curator."""

import pytest

from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.talk import ATTACK, TAGS, audit, bodies, plain, without

pytestmark = pytest.mark.anyio


async def said(network: Network, text: str = "Première version") -> tuple[str, str]:
    """A thread of Mélanie's and what Yasmine said in it."""
    id = await network.thread("melanie", await audit(network))
    return id, await network.say("yasmine", id, text)


async def test_its_author_changes_it_and_it_is_marked(network: Network, site: Site) -> None:
    thread, id = await said(network)
    yasmine = await site("yasmine")
    assert "Première version</textarea>" in (await yasmine.get(f"/messages/{id}/edit")).text
    answer = await yasmine.send_form(f"/messages/{id}/edit", body="Deuxième version")
    assert answer.headers["location"] == f"/threads/{thread}?message=1#m-{id}"
    page = (await yasmine.get(f"/threads/{thread}")).text
    assert (bodies(page), "modifié" in page) == (["Deuxième version"], True)


async def test_an_empty_change_is_refused_and_changes_nothing(network: Network, site: Site) -> None:
    thread, id = await said(network)
    yasmine = await site("yasmine")
    assert (await yasmine.send_form(f"/messages/{id}/edit", body=" ")).status_code == 422
    assert bodies((await yasmine.get(f"/threads/{thread}")).text) == ["Première version"]


async def test_its_author_takes_it_back(network: Network, site: Site) -> None:
    thread, id = await said(network)
    yasmine = await site("yasmine")
    assert "Retirer votre message" in (await yasmine.get(f"/messages/{id}/withdraw")).text
    assert (await yasmine.send_form(f"/messages/{id}/withdraw")).status_code == 303
    page = (await (await site("melanie")).get(f"/threads/{thread}")).text
    assert ("Première version" in page, "Yasmine Ferhat a retiré son message." in page) == (False, True)
    assert (await yasmine.get(f"/messages/{id}/edit")).status_code == 404


async def test_a_curator_withdraws_it_with_a_reason_that_its_author_reads(network: Network, site: Site) -> None:
    thread, id = await said(network, "Achetez mon cours")
    sarah = await site("sarah")
    assert "Retirer le message de Yasmine" in (await sarah.get(f"/messages/{id}/withdraw")).text
    silent = await sarah.send_form(f"/messages/{id}/withdraw", reason=" ")
    assert (silent.status_code, "Dites pourquoi" in silent.text) == (422, True)
    assert (await sarah.send_form(f"/messages/{id}/withdraw", reason="Pas de publicité ici")).status_code == 303
    pages = {one: plain((await (await site(one)).get(f"/threads/{thread}")).text) for one in ("yasmine", "melanie")}
    for page in pages.values():
        assert "Achetez mon cours" not in page
        assert "Une personne qui veille ici a retiré ce message." in page
    assert "Dit à vous et à qui veille ici : « Pas de publicité ici »" in pages["yasmine"]
    assert "publicité" not in pages["melanie"]


async def test_nobody_else_changes_it_or_takes_it_back(network: Network, site: Site) -> None:
    thread, id = await said(network)
    absent = new_id()
    for member in ("melanie", "ousmane", "zoe"):
        client = await site(member)
        for act in ("edit", "withdraw"):
            there, nowhere = await client.get(f"/messages/{id}/{act}"), await client.get(f"/messages/{absent}/{act}")
            assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))
            answer = await client.send_form(f"/messages/{id}/{act}", body="Autre", reason="Parce que")
            assert answer.status_code == 404
    assert (await (await site("sarah")).send_form(f"/messages/{id}/edit", body="Autre")).status_code == 404
    assert bodies((await (await site("yasmine")).get(f"/threads/{thread}")).text) == ["Première version"]


async def test_its_address_is_told_only_to_those_who_may_read_it(network: Network, site: Site) -> None:
    _, id = await said(network)
    absent, zoe = new_id(), await site("zoe")
    assert (await (await site("melanie")).get(f"/messages/{id}")).status_code == 303
    there, nowhere = await zoe.get(f"/messages/{id}"), await zoe.get(f"/messages/{absent}")
    assert (there.status_code, without(there.text, id)) == (404, without(nowhere.text, absent))


async def test_staff_withdraw_nothing_in_a_circle(network: Network, site: Site) -> None:
    circle = await network.circle(await audit(network), "melanie", "yasmine")
    id = await network.say("yasmine", circle, "Entre nous")
    for member in ("ines", "sarah"):
        client = await site(member)
        assert (await client.get(f"/messages/{id}/withdraw")).status_code == 404
        assert (await client.send_form(f"/messages/{id}/withdraw", reason="Je veille")).status_code == 404
    assert "Entre nous" in (await (await site("melanie")).get(f"/circles/{circle}")).text


async def test_words_and_reasons_never_become_tags(network: Network, site: Site) -> None:
    thread, id = await said(network, ATTACK)
    sarah, yasmine = await site("sarah"), await site("yasmine")
    pages = [await yasmine.get(f"/messages/{id}/edit"), await sarah.get(f"/messages/{id}/withdraw")]
    await sarah.send_form(f"/messages/{id}/withdraw", reason=ATTACK)
    for page in [*pages, await yasmine.get(f"/threads/{thread}")]:
        assert "alert(1)" in page.text
        assert not TAGS.search(page.text)
