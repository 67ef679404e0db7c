"""Drawings made from data: their words never overlap or leave the picture, and nothing of a member's acts."""

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from tests.web.gallery import CHAINS, CLOTHS, JOURNEYS, KNOTS, PEOPLE
from web.drawing.fabric import Fabric, fabric, stitch_worth
from web.drawing.hook import hook
from web.drawing.journey import journey
from web.drawing.letters import fit, width, wrap
from web.drawing.mini import mini
from web.drawing.path import path
from web.drawing.stitch import slipped, stitch, waiting
from web.drawing.story import Journey, Knot, Stretch
from web.drawing.swatch import swatch
from web.drawing.tie import Path, Person, Step, Tie, clauses

EVIL = "<script>alert(1)</script>\"'&"
SIZES = {"": 15, "lbl": 15, "sub": 14, "st": 17}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    words: str


def pictures(drawn: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<all>{drawn}</all>"))


def boxes(picture: ElementTree.Element) -> list[Box]:
    """Where each line of text lies, measured as the drawing measures it, without its margin of safety."""
    found = []
    for text in picture.iter("text"):
        right = 0.0
        for line in text.iter("tspan"):
            kind, words = line.get("class", ""), line.text or ""
            size, long = SIZES[kind], width(words, SIZES[kind], bold=kind in ("lbl", "st")) / 1.04
            x, y = float(line.get("x") or text.get("x") or 0), float(line.get("y") or text.get("y") or 0)
            x = right + float(line.get("dx", 0)) if right and not line.get("x") else x
            left = x - long * {"middle": 0.5, "end": 1}.get(text.get("text-anchor", ""), 0)
            right = left + long
            found.append(Box(left, y - 0.75 * size, right, y + 0.2 * size, words))
    return found


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


DRAWN = [
    *(journey(told, _=str) for told in JOURNEYS),
    *(path(chain, _=str) for chain in CHAINS),
    *(fabric(cloth, _=str) for cloth in CLOTHS),
]


@pytest.mark.parametrize("drawn", DRAWN)
def test_words_never_overlap_and_stay_inside(drawn: str) -> None:
    for picture in pictures(drawn):
        left, top, wide, tall = map(float, picture.get("viewBox", "").split())
        lines = boxes(picture)
        assert [(one.words, other.words) for one, other in combinations(lines, 2) if not apart(one, other)] == []
        assert [line for line in lines if line.left < left - 1 or line.right > left + wide + 1] == []
        assert [line for line in lines if line.top < top or line.bottom > top + tall] == []


@pytest.mark.parametrize("drawn", DRAWN)
def test_a_drawing_tells_itself_and_carries_no_style(drawn: str) -> None:
    for picture in pictures(drawn):
        named = [picture.find(f".//*[@id='{ident}']") for ident in picture.get("aria-labelledby", "").split()]
        assert [one.tag for one in named if one is not None and one.text] == ["title", "desc"]
        assert picture.get("role") == "img"
    assert "style=" not in drawn


def test_an_overlap_would_be_seen() -> None:
    drawn = '<svg viewBox="0 0 9 9"><text><tspan x="0" y="9">mm</tspan><tspan x="5" y="9">mm</tspan></text></svg>'
    one, other = boxes(pictures(drawn)[0])
    assert not apart(one, other)


def test_what_members_typed_is_escaped() -> None:
    knot = Knot(True, "2026-01-01T00:00:00Z", EVIL, EVIL, EVIL, True)
    told = Journey(EVIL, [Stretch(EVIL, EVIL, "2026-01-01T00:00:00Z", note=EVIL)], [knot])
    chain = Path([Person(EVIL, EVIL), PEOPLE[1]], [Step(Tie.HELPED, EVIL)])
    for drawn in (journey(told, _=str, ident="j"), path(chain, _=str), mini([EVIL, EVIL]), swatch(EVIL)):
        assert isinstance(drawn, Markup)
        assert "<script" not in drawn
        assert pictures(drawn)


@pytest.mark.parametrize("number", [0, 1, 3, 8, 30])
def test_a_journey_draws_the_latest_eight_and_counts_the_others(number: int) -> None:
    helps = [Knot(False, f"20{10 + at}-01-01T00:00:00Z", "", f"n{at}", "", at % 2 == 0) for at in range(number)]
    told = Journey("x", [], helps[::-1])
    wide, narrow = pictures(journey(told, _=str))
    names = [f"n{at}" for at in range(number)][-8:]
    for picture in (wide, narrow):
        assert [line.words for line in boxes(picture) if line.words] == names
        assert len(list(picture.iter("circle"))) == len([knot for knot in told.shown if knot.thanked])
    assert told.left_out == max(0, number - 8)


def test_a_help_given_goes_up_in_blue_and_one_received_down_in_red() -> None:
    up, down = (journey(Journey("x", [], [Knot(given, "2026", "", "", "")]), _=str) for given in (True, False))
    assert "c-b" in up
    assert "c-s" not in up
    assert "c-s" in down
    assert "c-b" not in down


@pytest.mark.parametrize(
    ("one", "tie", "other", "said"),
    [
        (0, Tie.HELPED, 1, "Vous avez aidé Kévin"),
        (0, Tie.WAS_HELPED, 1, "Kévin vous a donné un coup de main"),
        (1, Tie.HELPED, 2, "Kévin a aidé Sarah"),
        (1, Tie.WAS_HELPED, 2, "Sarah a aidé Kévin"),
        (1, Tie.HELPED, 0, "Kévin vous a donné un coup de main"),
        (1, Tie.WAS_HELPED, 0, "Vous avez aidé Kévin"),
        (0, Tie.KNOWS, 1, "Vous connaissez Kévin"),
        (1, Tie.KNOWS, 0, "Vous connaissez Kévin"),
        (1, Tie.KNOWS, 2, "Kévin connaît Sarah"),
        (1, Tie.CIRCLE, 0, "Vous partagez un cercle avec Kévin"),
    ],
)
def test_a_tie_is_said_from_who_did_it(one: int, tie: Tie, other: int, said: str) -> None:
    assert clauses(Path([PEOPLE[one], PEOPLE[other]], [Step(tie)]), _=str) == [said]


def test_a_path_of_one_is_nothing_and_a_broken_one_an_error() -> None:
    assert path(Path(PEOPLE[:1], []), _=str) == ""
    with pytest.raises(ValueError, match="zip"):
        path(Path(PEOPLE[:3], []), _=str)


def test_a_community_knits_a_stitch_for_each_help() -> None:
    def stitches(cloth: Fabric) -> int:
        return str(fabric(cloth, _=str)).split('class="cloth"')[1].split("/>")[0].count("M")

    assert stitches(Fabric([3, 0, 2], 1)) == 5
    assert stitches(Fabric([9] * 40, 0)) == 9 * 24
    assert stitch_worth(Fabric([3], 0)) == 1
    assert stitch_worth(Fabric([33], 0)) == 3


@pytest.mark.parametrize("waiting_now", [0, 1, 3, 6, 60])
def test_open_requests_are_loops_on_the_needle(waiting_now: int) -> None:
    drawn = str(fabric(Fabric([1], waiting_now), _=str))
    live = re.findall(r'class="live-loops".*?k1" d="([^"]*)"', drawn)
    assert "".join(live).count("M") == min(waiting_now, 6)


def test_the_same_name_knits_the_same_swatch_and_others_differ() -> None:
    assert swatch("Yasmine Ferhat") == swatch("Yasmine Ferhat")
    assert len({swatch(knot.name) for knot in KNOTS}) == len({knot.name for knot in KNOTS})
    assert "#56784f" in swatch("Yasmine Ferhat")


def test_ornaments_are_hidden_from_those_who_listen() -> None:
    for drawn in (hook(), hook("OFFER"), mini(["a", "b"]), stitch(), waiting(), slipped()):
        (picture,) = pictures(drawn)
        assert picture.get("aria-hidden") == "true"
    assert hook() != hook("OFFER")


def test_text_is_cut_to_its_room() -> None:
    assert fit("Li", 100) == "Li"
    assert fit("Anne-Charlotte", 60).endswith("…")
    assert width(fit("Anne-Charlotte", 60)) <= 60
    lines = wrap("relit une lettre de motivation de quatre pages", 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line) <= 120 for line in lines)
    assert wrap("", 100, 3) == []
