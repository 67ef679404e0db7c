"""French spaces are firm where French wants them, and nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from web.typography import ordinals, spaced, typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tu viens ?", "Tu viens\u202f?"),
        ("Oui !!", "Oui\u202f!!"),
        ("vous êtes sûr ? »", "vous êtes sûr\u202f?\u202f»"),
        ("Je pars ; tu restes", "Je pars\u202f; tu restes"),
        ("Sujet : audit", "Sujet\u00a0: audit"),
        ("« Oui »", "«\u202fOui\u202f»"),
        ("à 18 h 30", "à\u00a018\u00a0h\u00a030"),
        ("10 % en 5 min", "10\u00a0% en 5\u00a0min"),
        ("24 nov.", "24\u00a0nov."),
        ("qu'on l'aide", "qu’on l’aide"),
        ("il y a 2 h", "il\u00a0y\u00a0a\u00a02\u00a0h"),
        ("l'« offre »", "l’«\u202foffre\u202f»"),
    ],
)
def test_the_house_writes_french(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/a?b=1;c=2",
        "a ?b=1 :c",
        '<a href="/x ?y=l\'un : deux">',
        "<code>a ? b : c</code>",
        "<pre><code>if x : y ;</code> z ;</pre>",
        "10:30",
        "'cité'",
    ],
)
def test_addresses_tags_and_code_are_left_alone(text: str) -> None:
    assert typeset(text) == text


def test_what_a_member_typed_keeps_its_letters() -> None:
    assert spaced("c'est ça ? oui : 10 %") == "c'est ça\u202f? oui\u00a0: 10\u00a0%"
    assert spaced("1 < 2 ? > !") == "1 < 2\u202f? >\u202f!"
    assert spaced(Markup('<a title="x ?">y ?</a>')) == Markup('<a title="x ?">y\u202f?</a>')


def test_plain_text_stays_plain_and_is_still_escaped_later() -> None:
    assert not isinstance(spaced("<b> ?"), Markup)
    assert isinstance(spaced(Markup("<b>x</b> ?")), Markup)


@given(some.text())
def test_only_spaces_change_in_what_a_member_typed(text: str) -> None:
    def bare(value: str) -> str:
        return re.sub("[ \u00a0\u202f]", "", value)

    assert bare(spaced(text)) == bare(text)


def test_an_ordinal_is_raised_between_tags_only() -> None:
    assert ordinals(Markup('<p title="1er">le 1er déc.</p>')) == '<p title="1er">le 1<sup>er</sup> déc.</p>'
    assert ordinals(Markup("21er")) == "21er"
