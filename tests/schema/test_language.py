"""A page is in one language, whole: every French message of the sources has its English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from schema.language import FOLDER, LANGUAGES, load, negotiate

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "not_allowed": (2,), "invalid": (3,)}
JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
SOURCES = sorted(p for layer in ("web", "schema") for kind in ("*.html", "*.py") for p in (ROOT / layer).rglob(kind))


def messages(path: Path) -> Iterator[tuple[str, bool]]:
    method, options = ("jinja2", JINJA) if path.suffix == ".html" else ("python", {})
    with path.open("rb") as file:
        for _, found, _, _ in extract(method, file, KEYWORDS, options=options):
            yield (found, False) if isinstance(found, str) else (found[0], True)


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_every_message_has_its_english(path: Path) -> None:
    english = LANGUAGES["en"].words
    assert [message for message, _ in messages(path) if message not in english] == []
    assert [message for message, plural in messages(path) if plural and len(english[message]) != 2] == []


def test_a_message_without_english_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>{{ _('Sans anglais') }}</p>{% trans n=2 %}un{% pluralize %}\n  des {{ n }}{% endtrans %}")
    assert list(messages(page)) == [("Sans anglais", False), ("un", True)]


def test_two_files_do_not_say_the_same_message_differently() -> None:
    said: dict[str, tuple[str, str]] = {}
    for path in sorted((FOLDER / "en").glob("*.po")):
        for message in read_po(path.open("rb"), locale="en"):
            assert said.setdefault(str(message.id), (str(message.string), path.name))[0] == str(message.string)


def test_a_translation_names_only_what_its_message_names() -> None:
    for path in sorted((FOLDER / "en").glob("*.po")):
        for message in read_po(path.open("rb"), locale="en"):
            assert not [error for error in message.check() if message.id], (path.name, message.id)


def test_plurals_follow_each_language(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.po").write_text(
        'msgid "%(n)s fil"\nmsgid_plural "%(n)s fils"\nmsgstr[0] "%(n)s thread"\nmsgstr[1] "%(n)s threads"\n'
        '\n#, fuzzy\nmsgid "Peut-être"\nmsgstr "Maybe"\n'
    )
    (tmp_path / "en" / "b.po").write_text('msgid "Oui"\nmsgstr "Yes"\n')
    fr, en = load(tmp_path).values()
    forms = ("%(n)s fil", "%(n)s fils")
    assert [fr.ngettext(*forms, n) for n in (0, 1, 2)] == ["%(n)s fil", "%(n)s fil", "%(n)s fils"]
    assert [en.ngettext(*forms, n) for n in (0, 1, 2)] == ["%(n)s threads", "%(n)s thread", "%(n)s threads"]
    assert (fr.gettext("Oui"), en.gettext("Oui"), en.gettext("Peut-être")) == ("Oui", "Yes", "Peut-être")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("fr;q=0.1, en;q=0.7", "en"),
        ("en;q=0", "fr"),
        ("en;q=zz, \x00;;, *", "fr"),
    ],
)
def test_the_browser_chooses(header: str, code: str) -> None:
    assert negotiate(header).code == code
