"""A list of members is read line by line; each line that is no good has its number and its reason."""

from pathlib import Path

import pytest

from graph.roster import Entry, Places
from server.members_file import UnreadableFile, lines, written

PLACES = Places({"audit": "a", "dcg dscg et dec": "d"}, {"maille": "m", "lille": "l"}, "m")


def read(tmp_path: Path, text: str, name: str = "members.csv") -> list[tuple[int, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [(line.number, line.reason) for line in lines(file, PLACES)]


def entry(tmp_path: Path, text: str, name: str = "members.csv") -> Entry:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    (line,) = lines(file, PLACES)
    assert line.entry, line.reason
    return line.entry


WHOLE = Entry("Léa Faure", "lea@exemple.fr", "Audit", "Nord", "en", ["GRADUATE", "ALUM"], ["a"], ["d"], ["m", "l"])


@pytest.mark.parametrize("comma", [",", ";"])
def test_a_whole_line(tmp_path: Path, comma: str) -> None:
    names = "Name,EMAIL,headline,region,stage,seeks,brings,communities,locale"
    cells = 'Léa  Faure,Lea@Exemple.fr,Audit,Nord,graduate|ALUM,Audit,"DCG, DSCG et DEC",lille,EN'
    text = f"{names}\n{cells}\n" if comma == "," else f"{names}\n{cells}\n".replace(",", ";").replace("DCG; ", "DCG, ")
    assert entry(tmp_path, text) == WHOLE


def test_what_excel_writes(tmp_path: Path) -> None:
    assert entry(tmp_path, "\ufeffname;email\r\nLéa;lea@exemple.fr\r\n\r\n").name == "Léa"


def test_name_and_address_are_enough(tmp_path: Path) -> None:
    assert entry(tmp_path, "email,name\nlea@exemple.fr,Léa\n") == Entry(
        "Léa", "lea@exemple.fr", "", "", "fr", [], [], [], ["m"]
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",lea@exemple.fr,,,", "no name"),
        ("Léa,lea,,,", "“lea” is no mail address"),
        ("Léa,lea@exemple.fr,KING,,", "stage “KING” is none of GRADUATE, MENTOR, ALUM"),
        ("Léa,lea@exemple.fr,,danse,", "there is no topic “danse”"),
        ("Léa,lea@exemple.fr,,,ailleurs", "there is no community “ailleurs”"),
        (f"{'L' * 81},lea@exemple.fr,,,", "name has 81 letters, 80 at most"),
        ("Léa,lea@exemple.fr", "2 cells where line 1 names 5 columns"),
    ],
)
def test_a_bad_line_has_its_number_and_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    text = f"name,email,stage,seeks,communities\nZoé,zoe@exemple.fr,,,\n{line}\n"
    assert read(tmp_path, text) == [(2, ""), (3, reason)]


def test_the_same_address_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    text = "name,email\nLéa,lea@exemple.fr\nZoé,zoe@exemple.fr\nLéa,LEA@exemple.fr\n"
    assert read(tmp_path, text) == [(2, ""), (3, ""), (4, "lea@exemple.fr is on line 2 already")]


def test_a_cell_of_several_lines_keeps_the_count(tmp_path: Path) -> None:
    assert read(tmp_path, 'name,email\n"Léa\nFaure",lea@exemple.fr\nZoé,zoe\n')[1][0] == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nom,email\nLéa,lea@exemple.fr\n", "no column name"),
        ("name,email,age\n", "unknown column “age”"),
        ("", "no column email and no column name"),
        ('name,email\n"Léa,lea@exemple.fr\n', "is no CSV"),
    ],
)
def test_a_file_that_is_no_list_says_so(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, text)


def test_a_file_that_is_not_there_or_not_in_utf8_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="can't be read"):
        lines(tmp_path / "none.csv", PLACES)
    (tmp_path / "old.csv").write_bytes("name,email\nLéa,lea@exemple.fr\n".encode("cp1252"))
    with pytest.raises(UnreadableFile, match="UTF-8"):
        lines(tmp_path / "old.csv", PLACES)


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    slugs = Entry(
        "Léa Faure",
        "lea@exemple.fr",
        "Audit",
        "Nord",
        "en",
        ["GRADUATE", "ALUM"],
        ["audit"],
        ["dcg-dscg-et-dec"],
        ["lille"],
    )
    assert entry(tmp_path, written(slugs) + "\n", "members.jsonl") == WHOLE


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "this is no JSON object"),
        ("[1]", "this is no JSON object"),
        ('{"name": 1, "email": "a@b.fr"}', "name is no text"),
        ('{"name": "Léa", "email": "a@b.fr", "seeks": [1]}', "seeks is no list of texts"),
        ('{"name": "Léa", "email": "a@b.fr", "seeks": {"a": 1}}', "seeks is no list of texts"),
    ],
)
def test_a_bad_line_of_json_has_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    assert read(tmp_path, f"{line}\n", "members.jsonl") == [(1, reason)]
