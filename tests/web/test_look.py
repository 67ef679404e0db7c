"""The sample pages, rendered by the real templates: whole, strict about style and script, light."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from tests.web.gallery import PAGES, samples, templates, visit
from web.bundle import BUNDLES, FOLDER
from web.static_files import static_files
from web.visit import Reader

TEMPLATES = templates()
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reading(HTMLParser):
    """The elements of a page, and the tags that were left open or closed twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID and tag not in ("path", "rect", "circle", "use"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def page(name: str, code: str = "fr") -> str:
    return TEMPLATES.render(f"{name}.html", visit(code), **samples())


@pytest.fixture(params=PAGES)
def read(request: pytest.FixtureRequest) -> Reading:
    return Reading(page(request.param))


def test_every_tag_is_closed(read: Reading) -> None:
    assert (read.open, read.wrong) == ([], [])


def test_a_strict_policy_would_let_everything_through(read: Reading) -> None:
    for tag, attributes in read.elements:
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "style"
        assert tag != "script" or attributes.get("src")


def test_every_id_is_one_and_every_reference_is_there(read: Reading) -> None:
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = ("aria-labelledby", "aria-describedby", "for")
    asked = {one for _, a in read.elements for name in named for one in (a.get(name) or "").split()}
    assert asked <= set(ids)


def test_every_static_file_of_a_page_exists(read: Reading) -> None:
    for _, attributes in read.elements:
        for name in ("href", "src"):
            if (address := attributes.get(name) or "").startswith("/static/"):
                file = re.split("[?#]", address.removeprefix("/static/"))[0]
                assert file in BUNDLES or (FOLDER / file).is_file()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_has_an_english_shell(name: str) -> None:
    french, english = page(name), page(name, "en")
    assert 'lang="fr"' in french
    assert "Aller au contenu" in french
    assert '<html lang="en">' in english
    assert "Skip to content" in english
    assert "Aller au contenu" not in english


def test_who_is_not_signed_in_may_come_in() -> None:
    outside = TEMPLATES.render("lost.html", visit(reader=None))
    assert 'href="/sign-in"' in outside
    assert 'href="/me"' not in outside
    inside = TEMPLATES.render("lost.html", visit())
    assert 'href="/sign-in"' not in inside
    assert 'href="/me"' in inside


def test_day_and_night_and_language_are_forms() -> None:
    shown = TEMPLATES.render("lost.html", visit(theme="dark"))
    assert 'data-theme="dark"' in shown
    assert re.search(r'<form[^>]*action="/theme".*?name="back" value="/threads/1\?a=1&amp;b=2"', shown, re.S)
    assert re.search(r'<form[^>]*action="/language".*?name="language" value="en"', shown, re.S)
    assert "data-theme" not in TEMPLATES.render("lost.html", visit())


def test_the_place_where_one_is_says_so() -> None:
    assert '<a href="/communities" aria-current="page">' in page("community")
    assert 'aria-current="page"' not in page("lost")


def test_a_name_cannot_act() -> None:
    evil = Reader("x", "<script>alert(1)</script>", "x")
    shown = TEMPLATES.render("lost.html", visit(reader=evil))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_a_name_that_a_template_asks_for_in_vain_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        TEMPLATES.render("member.html", visit())


def test_the_house_s_words_are_typeset_and_attributes_too() -> None:
    shown = page("thread")
    assert "j’invente\u202f?" in shown
    assert "Accessibilité\u00a0: non conforme" in shown
    assert "Accessibility: not compliant" in page("thread", "en")


def test_a_message_is_the_same_for_all_but_for_one_class() -> None:
    mine, other = (TEMPLATES.render("message_sample.html", visit(), mine=mine) for mine in (True, False))
    assert mine.replace(" mine", "") == other


def test_a_first_view_is_light() -> None:
    def packed(text: bytes) -> int:
        return len(gzip.compress(text))

    fonts = sum(path.stat().st_size for path in FOLDER.rglob("*.woff2"))
    files = [path for path in FOLDER.iterdir() if path.suffix in {".css", ".js", ".svg"}]
    assert fonts + sum(packed(path.read_bytes()) for path in files) + packed(page("home").encode()) < 85 * 1024


def test_a_static_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        static_files()("absent.css")
