"""Search finds what people mean, however they type it."""

import pytest

from graph.database import Graph, Transaction
from graph.folding import folded, query

TEXTS = {
    "ecoles": "Les écoles d'ingénieurs de Zürich",
    "emploi": "EMPLOIS, l'emploi et la reconversion",
    "coeur": "Un métier de cœur, près de l’École",
    "cpp": "Python, C++ et SQL chez Straße & Fils",
    "emoji": "🎉 Bravo 🎉",
}
WRITE = "UNWIND $rows AS row CREATE (:Topic:Searchable {id: row.id, searchText: row.text})"
FIND = (
    "CALL db.index.fulltext.queryNodes('search_text', $query, {limit: $limit}) YIELD node, score "
    "RETURN node.id AS id, score ORDER BY score DESC, id"
)


def test_marks_case_apostrophes_and_plurals_do_not_matter() -> None:
    assert folded("L'École") == folded("l’ecole") == "l ecole"
    assert folded("écoles", "EMPLOIS") == "ecole emploi"
    assert folded("cœurs", "Straße", "Łódź", "Ørsted", "İzmir") == "coeur strasse lodz orsted izmir"
    assert folded("journaux", None, "") == "journau"


def test_short_words_keep_their_end() -> None:
    assert folded("bus os aux CV") == "bus os aux cv"


def test_what_has_no_word_is_no_query() -> None:
    assert query("") is query(" ( ") is query("🎉") is query("c++ !") is query("a b") is None


def test_a_query_holds_nothing_but_words() -> None:
    assert query('c++ AND (sql OR "x') == "+(and^2 OR and*) +(sql^2 OR sql*) +(or^2 OR or*)"
    assert query("é" * 500) == f"+({'e' * 64}^2 OR {'e' * 64}*)"
    assert len((query(" ".join(f"mot{number}" for number in range(500))) or "").split("+")) == 17


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("écoles", {"ecoles", "coeur"}),
        ("ecole", {"ecoles", "coeur"}),
        ("l'école", {"ecoles", "coeur"}),
        ("L’ÉCOLE", {"ecoles", "coeur"}),
        ("EMPLOIS", {"emploi"}),
        ("emp", {"emploi"}),
        ("zurich", {"ecoles"}),
        ("Zürich", {"ecoles"}),
        ("cœur", {"coeur"}),
        ("coeurs", {"coeur"}),
        ("strasse", {"cpp"}),
        ("python sql", {"cpp"}),
        ("python emploi", set()),
        ("c++ sql", {"cpp"}),
        ("zurich*:~^2 \\ [a TO", set()),
        ("nowhere", set()),
        ("bravo 🎉", {"emoji"}),
    ],
)
async def test_search_finds(graph: Graph, asked: str, found: set[str]) -> None:
    await graph.write(_written)
    assert {row["id"] for row in await graph.read(FIND, query=query(asked), limit=10)} == found


async def _written(transaction: Transaction) -> None:
    await transaction.run(WRITE, rows=[{"id": name, "text": folded(text)} for name, text in TEXTS.items()])
