"""A sentence is understood as a member means it: kind, title, topics, and the community where it is at home."""

import tomllib
from pathlib import Path

import pytest

from graph.database import Graph
from graph.folding import folded
from graph.guess import LONGEST_TITLE, Place, guess, kind, place, title
from graph.subject import Subject, topics
from tests.network import Network

pytestmark = pytest.mark.anyio

AUDIT = "Je prépare un entretien d’audit vendredi, qui peut m’entraîner ?"
FILE = Path(__file__).parents[2] / "graph" / "demo" / "topics.toml"
KNOWN = [
    Subject(t["slug"], f"{t['fr']} {t['en']}", folded(t["fr"], t["en"], *t["words"]), t.get("within"))
    for t in tomllib.loads(FILE.read_text())["topic"]
]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (AUDIT, "entretien-d-audit"),
        ("Je relis dix CV ce mois-ci", "cv"),
        ("Quelqu’un pour relire ma lettre de motivation avant demain ?", "lettre-de-motivation"),
        ("On me demande mes prétentions salariales, un chiffre ou pas ?", "negocier-un-salaire"),
        ("J’ai un test technique SQL à rendre, je bloque sur une jointure", "sql"),
        ("Comment démissionner sans me fâcher, et combien de préavis ?", "quitter-un-poste"),
        ("Mon Excel rame, je dois faire un tableau croisé", "tableur"),
        ("Je peux faire passer des oraux blancs le mardi soir", "entretien-blanc"),
        ("Qui connaît la vie d’auditeur en cabinet ?", "audit"),
        ("J’ai peur de parler en réunion, ma voix tremble", "prendre-la-parole"),
        ("Je passe le concours d’attaché territorial, qui a des annales ?", "concours"),
        ("How do I answer the salary question in a first interview?", "negocier-un-salaire"),
        ("Je débute en Python, pourquoi ma boucle ne s’arrête pas ?", "debuter-en-python"),
        ("Recruteuse qui ne répond plus depuis trois semaines, je relance ?", "ecrire-a-un-recruteur"),
        ("Je commence lundi, que faut-il faire la première semaine ?", "premiere-semaine"),
        ("Mon contrat a une clause de non-concurrence, c’est normal ?", "contrat-de-travail"),
        ("Quitter la Réunion pour Lille : le billet, le logement ?", "outre-mer"),
        ("Je reviens d’un congé parental, comment parler du trou dans mon CV ?", "reprendre-apres-une-pause"),
        ("Happy to help anyone prepare a coding interview", "entretien-technique"),
        ("Qui a déjà négocié avec un fournisseur plus gros que soi ?", "negocier-avec-un-fournisseur"),
        ("Premier chantier comme conductrice de travaux, des conseils ?", "conduite-de-travaux"),
    ],
)
def test_a_sentence_is_about_what_a_member_means(text: str, slug: str) -> None:
    assert slug in topics(text, KNOWN)


@pytest.mark.parametrize("text", ["", "Bonjour !", "xyz", "Qui peut m’aider demain ?", "La semaine prochaine ?"])
def test_a_sentence_that_says_nothing_is_about_nothing(text: str) -> None:
    assert topics(text, KNOWN) == []


def test_a_topic_and_its_broader_one_are_not_both_guessed() -> None:
    assert "audit" not in topics(AUDIT, KNOWN)
    assert "cv-tech" not in topics("Je relis dix CV", KNOWN)
    assert len(topics("CV lettre salaire Python SQL Git audit paie", KNOWN)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AUDIT, "REQUEST"),
        ("Je relis dix CV ce mois-ci", "OFFER"),
        ("Je peux faire passer des oraux blancs le mardi soir", "OFFER"),
        ("Je propose une simulation jeudi, ça vous dit ?", "OFFER"),
        ("J’accueille quelqu’un une journée dans mon équipe", "OFFER"),
        ("I’m happy to review two CVs", "OFFER"),
        ("Je peux mettre un chiffre ou pas ?", "REQUEST"),
        ("Je cherche une alternance", "REQUEST"),
        ("Can anyone review my CV?", "REQUEST"),
    ],
)
def test_a_sentence_asks_or_offers(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_the_title_is_the_first_sentence_cut_between_words() -> None:
    assert title("Un oral jeudi. Je stresse.") == "Un oral jeudi"
    assert title("Qui peut\n m’aider ? Merci !") == "Qui peut m’aider ?"
    long = title("mot " * 60)
    assert len(long) <= LONGEST_TITLE
    assert long.endswith("mot…")


def test_a_place_is_where_the_words_or_the_topics_are_at_home() -> None:
    root = Place("root", True, "Le réseau", "reseau", 40, 90)
    audit = Place("audit", False, "Audit et contrôle", "audit et controle", 3, 9)
    lyon = Place("lyon", False, "Lyon et alentours", "lyon alentour", 2, 12)
    assert place(AUDIT, [root, lyon, audit]) == "audit"
    assert place("Un café à Lyon ?", [root, audit, lyon]) == "lyon"
    assert place("Des idées de films ?", [root, audit, lyon]) == "root"
    assert place("Tout", []) is None


def test_a_hidden_community_is_not_guessed_where_there_is_another() -> None:
    root = Place("root", True, "Le réseau", "reseau", 0, 9)
    readers = Place("readers", False, "La relecture", "relecture", 5, 5, hidden=True)
    assert place("Je relis dix CV", [root, readers]) == "root"
    assert place("Je relis dix CV", [readers]) == "readers"


async def test_a_member_asks_in_a_community_of_theirs(graph: Graph, network: Network) -> None:
    root, audit = await network.root(), await network.community("audit", name="Audit et contrôle")
    await network.topic("entretien-d-audit", "Entretiens d’audit")
    await network.member("amina", root, audit)
    await network.member("lou", root)
    mine, theirs = await guess(graph, "amina", AUDIT), await guess(graph, "lou", AUDIT)
    assert (mine.topics, mine.community, mine.kind) == (["entretien-d-audit"], audit, "REQUEST")
    assert theirs.community == root
    assert (await guess(graph, "visitor", AUDIT)).community is None
