"""What members write keeps its shape and can do no harm."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from web.markdown import excerpt, markdown

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://mal.example/p.png)",
    "![x](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    '[x](https://a.example" onmouseover="alert(1))',
    "[x](https://a.example 'onclick=alert(1)')",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)' style='position:fixed'>x</a>",
    "`<svg/onload=alert(1)>`",
    "```\n<iframe src=//mal.example>\n```",
    "<style>body{display:none}</style>",
    "<form action=/leave method=post><button>x</button></form>",
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover=alert(1)//',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
]
ALLOWED = re.compile(
    r"</?(?:p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a)>"
    r'|<ol start="\d+">|<a href="(?:https?|mailto):[^"<>]*" rel="nofollow noopener">'
)


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_that_acts_or_loads_gets_through(text: str) -> None:
    html = str(markdown(text))
    assert not re.search(r"<[^>]", ALLOWED.sub("", html)), html


@given(some.text(alphabet="<>[]()!`*_\"'&:/;ax \n=#", max_size=60))
def test_any_text_becomes_only_the_few_tags(text: str) -> None:
    assert "<" not in ALLOWED.sub("", str(markdown(text)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Oui !", "<p>Oui\u202f!</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("un\n\ndeux", "<p>un</p>\n<p>deux</p>"),
        ("**fort** et *doux*", "<p><strong>fort</strong> et <em>doux</em></p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("`a ? b`", "<p><code>a ? b</code></p>"),
        ("# pas un titre", "<p># pas un titre</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        (
            "[le guide](https://a.example/g)",
            '<p><a href="https://a.example/g" rel="nofollow noopener">le guide</a></p>',
        ),
        (
            "Voir https://a.example/x?a=1, puis (https://b.example).",
            '<p>Voir <a href="https://a.example/x?a=1" rel="nofollow noopener">https://a.example/x?a=1</a>, '
            'puis (<a href="https://b.example" rel="nofollow noopener">https://b.example</a>).</p>',
        ),
        ("", ""),
    ],
)
def test_what_was_written_keeps_its_shape(text: str, html: str) -> None:
    assert str(markdown(text)) == html


def test_an_excerpt_is_plain_and_cut_between_words() -> None:
    assert excerpt("**Dix** lignes,\n\npas une de <plus> ?", 80) == "Dix lignes, pas une de <plus>\u202f?"
    assert excerpt("Dix lignes, pas une de plus", 14) == "Dix lignes…"
    assert len(excerpt("x" * 500, 20)) <= 20
