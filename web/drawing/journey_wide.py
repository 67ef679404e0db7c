"""The journey from left to right: given above the yarn, received below it, chapters as dashes at its foot."""

from dataclasses import dataclass

from markupsafe import Markup

from web.drawing.letters import fit, width, wrap
from web.drawing.story import Journey, Knot, Stretch
from web.drawing.text import Line, lines, picture
from web.drawing.yarn import Dye, Way, loop, yarn

WIDE, LINE, GAP, LEFT = 1104, 18, 24, 4
DASHES = ["9 6", "3 5", "14 4"]


@dataclass(frozen=True)
class Placed:
    """A chapter with its place: from, to, where its text begins, and the words that fit."""

    stretch: Stretch
    start: float
    end: float
    text: float
    words: str

    @property
    def reach(self) -> tuple[float, float]:
        """What it covers, dashes and words together."""
        return min(self.start, self.text), max(self.end + 8, self.text + _long(self.stretch.title, self.words) + GAP)


def wide(told: Journey, ident: str, title: str, desc: str) -> Markup:
    """The drawing for a wide page. Its height follows what is written in it."""
    knots = told.shown
    step = min(190.0, (WIDE - 80) / max(len(knots), 1))
    spots = [20 + step / 2 + step * place for place in range(len(knots))]
    words = [_words(knot, step - 10) for knot in knots]
    above = max((len(text) for knot, text in zip(knots, words, strict=True) if knot.given), default=0)
    below = max((len(text) for knot, text in zip(knots, words, strict=True) if not knot.given), default=0)
    y = 92 + LINE * above if above else 30
    drawn = [_strand(knots, spots, y)]
    for x, knot, text in zip(spots, knots, words, strict=True):
        first = y - 76 - LINE * (len(text) - 1) - 6 if knot.given else y + 90
        drawn += [_knot(x, y, knot), lines(x, first, text, LINE, anchor="middle")]
    foot = y + (104 + LINE * below if below else 44)
    rows = _rows([_place(stretch, knots, spots, step) for stretch in sorted(told.chapters, key=lambda c: c.since)])
    drawn += [_chapters(row, foot + 46 * place) for place, row in enumerate(rows)]
    box = f"0 0 {WIDE} {foot + 46 * len(rows) - 8:g}"
    return picture(ident, "wide", box, title, desc, Markup("").join(drawn))


def _words(knot: Knot, room: float) -> list[Line]:
    name = [("lbl", line) for line in wrap(knot.name, room, 2, bold=True)]
    return [("sub", fit(knot.month, room, 14)), *name, *(("", line) for line in wrap(knot.what, room, 3))]


def _strand(knots: list[Knot], spots: list[float], y: float) -> Markup:
    """The undyed yarn between the loops, from the edge to today."""
    drawn, end = [], float(LEFT)
    for place, (x, _knot) in enumerate(zip(spots, knots, strict=True)):
        sway, to = (6 if place % 2 else -6), x - 51.6
        if to > end:
            drawn.append(yarn(f"M{end:g} {y:g}C{end + 14:g} {y + sway:g} {to - 14:g} {y - sway:g} {to:g} {y:g}"))
        end = x + 51.6
    drawn.append(yarn(f"M{end:g} {y:g}C{end + 30:g} {y - 10:g} {end + 30:g} {y + 12:g} {WIDE - 4} {y:g}"))
    return Markup("").join(drawn)


def _knot(x: float, y: float, knot: Knot) -> Markup:
    way, dye = (Way.UP, Dye.BROUGHT) if knot.given else (Way.DOWN, Dye.SOUGHT)
    thanks = Markup('<circle class="knot" cx="{:g}" cy="{:g}" r="8"/>').format(x, y + (-3 if knot.given else 3))
    return loop(x, y, 0.86, way, dye).drawing + (thanks if knot.thanked else Markup(""))


def _place(stretch: Stretch, knots: list[Knot], spots: list[float], step: float) -> Placed:
    start = _at(stretch.since, knots, spots, step)
    end = WIDE - 4 if stretch.until is None else _at(stretch.until, knots, spots, step) - 10
    words = stretch.months + (f", {stretch.note}" if stretch.note else "")
    words = fit(words, 480, 14)
    text = max(LEFT, min(start, WIDE - 4 - _long(stretch.title, words)))
    return Placed(stretch, min(start, text), max(end, text + _long(stretch.title, words)), text, words)


def _at(instant: str, knots: list[Knot], spots: list[float], step: float) -> float:
    """Between the help before it and the one after it; before all of them, the edge."""
    earlier = sum(knot.at < instant for knot in knots)
    return spots[earlier - 1] + step / 2 if earlier else float(LEFT)


def _long(title: str, words: str) -> float:
    return width(title, 17, bold=True) + 8 + width(words, 14)


def _rows(placed: list[Placed]) -> list[list[Placed]]:
    """Chapters in as few rows as hold them side by side."""
    rows: list[list[Placed]] = []
    for one in placed:
        free = (row for row in rows if row[-1].reach[1] <= one.reach[0])
        row = next(free, None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return rows


def _chapters(row: list[Placed], y: float) -> Markup:
    return Markup("").join(_chapter(one, y, DASHES[place % 3]) for place, one in enumerate(row))


def _chapter(one: Placed, y: float, dashes: str) -> Markup:
    return Markup(
        '<path class="span" stroke-dasharray="{}" d="M{:g} {:g}H{:g}"/>'
        '<text x="{:g}" y="{:g}"><tspan class="st">{}</tspan><tspan class="sub" dx="8">{}</tspan></text>'
    ).format(dashes, one.start, y, one.end, one.text, y + 24, one.stretch.title, one.words)
