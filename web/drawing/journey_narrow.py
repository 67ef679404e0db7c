"""The journey downwards, for a phone: received to the left of the yarn, given to the right, chapters as headings."""

from markupsafe import Markup

from web.drawing.letters import fit, wrap
from web.drawing.story import Journey, Knot, Stretch
from web.drawing.text import Line, lines, picture
from web.drawing.yarn import Dye, Way, loop, yarn

WIDE, X, TEXT, ROOM, LINE, REACH = 358, 64, 132, 222, 19, 37.2


def narrow(told: Journey, ident: str, title: str, desc: str) -> Markup:
    """The drawing for a phone. Its height follows what is written in it."""
    chapters, drawn = sorted(told.chapters, key=lambda c: c.since), []
    y, end = 24.0, 0.0
    for place, knot in enumerate(told.shown):
        while chapters and chapters[0].since <= knot.at:
            heading, y = _heading(chapters.pop(0), y)
            drawn.append(heading)
        text = _words(knot)
        at = y + max(36, 10 + LINE)
        drawn += [_strand(end, at - REACH, 6 if place % 2 else -6), _knot(at, knot), lines(TEXT, at - 10, text, LINE)]
        end, y = at + REACH, at + max(52, LINE * (len(text) - 1) + 20)
    for chapter in chapters:
        heading, y = _heading(chapter, y)
        drawn.append(heading)
    tall = max(y, end + 40)
    last = yarn(f"M{X} {end:g}C{X + 8} {end + 20:g} {X - 8} {tall - 20:g} {X} {tall:g}")
    return picture(ident, "narrow", f"0 0 {WIDE} {tall + 4:g}", title, desc, Markup("").join([*drawn, last]))


def _words(knot: Knot) -> list[Line]:
    name = [("lbl", line) for line in wrap(knot.name, ROOM, 2, bold=True)]
    return [("sub", fit(knot.month, ROOM, 14)), *name, *(("", line) for line in wrap(knot.what, ROOM, 3))]


def _heading(stretch: Stretch, y: float) -> tuple[Markup, float]:
    """A chapter's title above what happened in it, and where to go on below."""
    words = stretch.months + (f", {stretch.note}" if stretch.note else "")
    text: list[Line] = [("st", fit(stretch.title, ROOM, 17, bold=True))]
    text += [("sub", line) for line in wrap(words, ROOM, 2, 14)]
    line = Markup('<path class="span" stroke-dasharray="9 6" d="M{} {:g}H{}"/>').format(TEXT, y, WIDE)
    return line + lines(TEXT, y + 25, text, 20), y + 25 + 20 * (len(text) - 1) + 22


def _strand(start: float, end: float, sway: int) -> Markup:
    if end <= start:
        return Markup("")
    return yarn(f"M{X} {start:g}C{X + sway} {start + 14:g} {X - sway} {end - 14:g} {X} {end:g}")


def _knot(y: float, knot: Knot) -> Markup:
    way, dye = (Way.RIGHT, Dye.BROUGHT) if knot.given else (Way.LEFT, Dye.SOUGHT)
    thanks = Markup('<circle class="knot" cx="{}" cy="{:g}" r="7.5"/>').format(X + (2 if knot.given else -2), y)
    return loop(X, y, 0.62, way, dye).drawing + (thanks if knot.thanked else Markup(""))
