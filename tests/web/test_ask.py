"""Asking and offering: one phrase, the rest guessed, nothing lost, nothing opened twice."""

import re

import pytest

from graph.database import Graph
from graph.identity import new_id
from tests.network import Network
from tests.web.conftest import Site
from tests.web.plain import plain
from web.draft import Draft, added, guessed

pytestmark = pytest.mark.anyio

PHRASE = "Je prépare un entretien d’audit vendredi, qui peut m’entraîner ?"
COUNT = "MATCH (t:Thread) RETURN count(t) AS n"


async def _house(network: Network) -> tuple[str, str]:
    root, audit = await network.root(), await network.community("audit", name="Audit et contrôle")
    await network.topic("entretien-d-audit", "Entretiens d’audit")
    await network.topic("python", "Python")
    await network.topic("python-debut", "Débuter en Python")
    await network.member("amina", root, audit)
    await network.member("lou", root)
    return root, audit


def _value(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)
    return found[1] if found else ""


async def _threads(graph: Graph) -> int:
    return int((await graph.read(COUNT))[0]["n"])


async def test_one_phrase_is_enough_without_script(graph: Graph, network: Network, site: Site) -> None:
    _, audit = await _house(network)
    amina = await site(member="amina")
    assert (await amina.get("/ask?kind=REQUEST")).status_code == 200
    checked = await amina.send_form("/ask", phrase=PHRASE, kind="REQUEST")
    assert checked.status_code == 200
    assert _value(checked.text, "title") == PHRASE
    assert f'value="{audit}" selected' in checked.text
    assert 'value="entretien-d-audit" checked' in checked.text
    assert await _threads(graph) == 0
    opened = await amina.send_form(
        "/ask",
        step="open",
        phrase=PHRASE,
        kind="REQUEST",
        id=_value(checked.text, "id"),
        title=PHRASE,
        guessed_title=PHRASE,
        community=audit,
        guessed_community=audit,
        topics=["entretien-d-audit"],
        guessed_topics=["entretien-d-audit"],
    )
    assert opened.status_code == 303
    page = await amina.get(opened.headers["location"])
    assert page.status_code == 200
    assert "Personne n'a encore répondu." in plain(page)
    rows = await graph.read(
        "MATCH (c:Community)<-[:HELD_IN]-(t:Thread)-[:ABOUT]->(topic:Topic)"
        " RETURN t.title AS title, t.kind AS kind, c.id AS place, topic.slug AS topic"
    )
    assert rows == [{"title": PHRASE, "kind": "REQUEST", "place": audit, "topic": "entretien-d-audit"}]


async def test_sending_twice_opens_one(graph: Graph, network: Network, site: Site) -> None:
    root, _ = await _house(network)
    amina = await site(member="amina")
    fields = {"phrase": "Je relis dix CV", "kind": "OFFER", "title": "CV", "community": root, "id": new_id()}
    first, second = [await amina.send_form("/ask", step="open", **fields) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    assert await _threads(graph) == 1


async def test_somebody_elses_id_opens_nothing_of_theirs(graph: Graph, network: Network, site: Site) -> None:
    root, _ = await _house(network)
    theirs = await network.thread("lou", root, "À Lou")
    amina = await site(member="amina")
    sent = await amina.send_form(
        "/ask", step="open", phrase="Moi", kind="REQUEST", title="Moi", community=root, id=theirs
    )
    assert sent.status_code == 422
    assert "Moi" in sent.text
    assert await _threads(graph) == 1


async def test_what_was_changed_by_hand_is_kept_by_the_next_guess(network: Network, site: Site) -> None:
    root, audit = await _house(network)
    amina = await site(member="amina")
    said = await amina.send_form(
        "/ask/guess",
        phrase=f"{PHRASE} J’apprends Python.",
        kind="REQUEST",
        title="Mon titre",
        guessed_title=PHRASE,
        community=root,
        guessed_community=audit,
        topics=[],
        guessed_topics=["entretien-d-audit"],
    )
    assert said.status_code == 200
    assert "<html" not in said.text
    assert _value(said.text, "title") == "Mon titre"
    assert f'value="{root}" selected' in said.text
    assert "checked" not in said.text


async def test_a_form_that_fails_keeps_everything(graph: Graph, network: Network, site: Site) -> None:
    root, _ = await _house(network)
    amina = await site(member="amina")
    long = "mot " * 60
    sent = await amina.send_form(
        "/ask", step="open", phrase="Ma phrase", kind="OFFER", title=long, community=root, topics=["python"]
    )
    assert sent.status_code == 422
    assert 'role="alert"' in sent.text
    assert 'href="#title"' in sent.text
    for kept in (
        "Ma phrase",
        long.strip(),
        'value="OFFER" checked',
        f'value="{root}" selected',
        'value="python" checked',
    ):
        assert kept in sent.text
    assert await _threads(graph) == 0


async def test_an_empty_phrase_is_told_at_its_field(network: Network, site: Site) -> None:
    await _house(network)
    sent = await (await site(member="amina")).send_form("/ask", phrase="  ", kind="REQUEST")
    assert sent.status_code == 422
    assert 'href="#phrase"' in sent.text
    assert 'aria-describedby="phrase-help phrase-error"' in sent.text


async def test_a_community_of_others_is_refused_as_if_it_were_not_there(
    graph: Graph, network: Network, site: Site
) -> None:
    await _house(network)
    await network.community("coulisses", door="HIDDEN")
    amina = await site(member="amina")
    for community in ("coulisses", "nulle-part"):
        sent = await amina.send_form(
            "/ask", step="open", phrase="Quoi ?", kind="REQUEST", title="Quoi ?", community=community
        )
        assert sent.status_code == 422
        assert "Choisissez une communauté dont vous êtes membre." in sent.text
        assert "coulisses" not in sent.text
    assert await _threads(graph) == 0


async def test_a_topic_is_added_by_its_name_or_by_the_only_one_that_fits(network: Network, site: Site) -> None:
    root, _ = await _house(network)
    amina = await site(member="amina")
    fields = {"step": "add", "phrase": "Bonjour", "kind": "REQUEST", "title": "Bonjour", "community": root}
    exact = await amina.send_form("/ask", **fields, adding="python")
    assert 'value="python" checked' in exact.text
    only = await amina.send_form("/ask", **fields, adding="débuter")
    assert 'value="python-debut" checked' in only.text
    several = await amina.send_form("/ask", **fields, adding="pyth")
    assert several.status_code == 422
    assert "« Débuter en Python »" in plain(several)
    none = await amina.send_form("/ask", **fields, adding="tricot")
    assert none.status_code == 422
    assert "Aucun sujet ne porte ce nom" in plain(none)


async def test_an_address_brings_topic_community_and_likeness(network: Network, site: Site) -> None:
    _, audit = await _house(network)
    id = await network.thread("amina", audit, "Pareil", "python")
    amina = await site(member="amina")
    brought = (await amina.get("/ask?kind=OFFER&topic=python&community=audit&text=Je+montre")).text
    assert 'value="python" checked' in brought
    assert f'value="{audit}" selected' in brought
    assert 'value="OFFER" checked' in brought
    alike = (await amina.get(f"/ask?kind=REQUEST&like={id}")).text
    assert _value(alike, "topics") == "python"
    assert _value(alike, "community") == audit
    unseen = (await (await site(member="lou")).get(f"/ask?kind=REQUEST&like={id}")).text
    assert 'name="topics"' not in unseen


async def test_a_phrase_that_looks_like_the_other_kind_is_said(network: Network, site: Site) -> None:
    await _house(network)
    amina = await site(member="amina")
    text = "Votre phrase ressemble à une offre"
    assert text in plain(await amina.send_form("/ask", phrase="Je relis dix CV", kind="REQUEST"))
    assert text not in plain(await amina.send_form("/ask", phrase="Je relis dix CV", kind="OFFER"))


async def test_a_visitor_comes_in_first_and_loses_no_word(network: Network, site: Site) -> None:
    await _house(network)
    visitor = await site()
    sent = await visitor.send_form("/ask", phrase="Relire ma lettre & mon CV", kind="OFFER")
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/sign-in?back=%2Fask%3Fkind%3DOFFER%26text%3DRelire")
    assert (await visitor.get("/ask")).status_code == 303
    assert (await visitor.send_form("/ask/guess", phrase="x")).status_code == 204


async def test_too_much_at_once_keeps_the_phrase(network: Network, site: Site) -> None:
    root, _ = await _house(network)
    amina = await site(member="amina", pace=lambda what, who: 120)
    sent = await amina.send_form(
        "/ask", step="open", phrase="Encore moi", kind="REQUEST", title="Encore", community=root
    )
    assert sent.status_code == 429
    assert "Encore moi" in sent.text
    assert "2 minutes" in plain(sent)


async def test_a_form_without_its_token_opens_nothing(graph: Graph, network: Network, site: Site) -> None:
    root, _ = await _house(network)
    sent = await (await site(member="amina")).post(
        "/ask", data={"step": "open", "phrase": "x", "title": "x", "community": root}
    )
    assert sent.status_code == 403
    assert "Ce formulaire a trop attendu" in plain(sent)
    assert await _threads(graph) == 0


async def test_what_is_typed_is_never_markup(network: Network, site: Site) -> None:
    await _house(network)
    bad = '"><script>alert(1)</script>'
    amina = await site(member="amina")
    sent = await amina.send_form(
        "/ask", phrase=bad, kind=bad, title=bad, id=bad, adding=bad, community=bad, topics=[bad]
    )
    asked = await amina.get("/ask", params={"text": bad, "kind": bad, "topic": bad, "like": bad, "community": bad})
    assert "<script>alert" not in sent.text + asked.text


async def test_asking_costs_the_same_with_one_topic_and_with_twenty(graph: Graph, network: Network, site: Site) -> None:
    await _house(network)
    amina = await site(member="amina")
    with graph.counting() as one:
        await amina.send_form("/ask/guess", phrase=PHRASE, kind="REQUEST")
    for n in range(20):
        await network.topic(f"audit-{n}", f"Audit {n}")
        await network.community(f"c{n}")
        await network.join("amina", f"c{n}")
    with graph.counting() as many:
        await amina.send_form("/ask/guess", phrase=PHRASE, kind="REQUEST")
    assert one.statements == many.statements <= 10


GUESS = {"title": "Devine", "community": {"id": "c"}, "topics": [{"id": "t"}]}


def test_a_guess_fills_what_nobody_touched() -> None:
    fresh = guessed(Draft(phrase="x"), GUESS)
    assert (fresh.title, fresh.community, fresh.topics) == ("Devine", "c", ("t",))
    again = guessed(fresh, {"title": "Mieux", "community": None, "topics": []})
    assert (again.title, again.community, again.topics) == ("Mieux", "", ())


def test_a_guess_leaves_what_was_emptied_by_hand() -> None:
    emptied = Draft(phrase="x", title="", guessed_title="Devine", guessed_topics=("t",), guessed_community="c")
    kept = guessed(emptied, GUESS)
    assert (kept.title, kept.topics, kept.community) == ("", (), "")
    assert guessed(kept, GUESS) == kept


def test_added_topics_come_once_and_empty_their_box() -> None:
    more = added(Draft(topics=("a",), adding="b"), ["b", "a"])
    assert (more.topics, more.adding) == (("a", "b"), "")
