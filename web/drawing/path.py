"""The path between two members: swatches held by one yarn, each tie said above it in a clause of its own."""

from markupsafe import Markup

from web.drawing.letters import fit, width, wrap
from web.drawing.swatch import nested
from web.drawing.text import Line, lines, picture
from web.drawing.tie import GetText, Path, Step, Tie, clauses, written
from web.drawing.yarn import Dye, yarn

LEFT, RIGHT = -10, 630
DYES = {Tie.HELPED: Dye.BROUGHT, Tie.WAS_HELPED: Dye.SOUGHT, Tie.KNOWS: Dye.WOOL, Tie.CIRCLE: Dye.WOOL}


def path(chain: Path, *, _: GetText, ident: str = "path") -> Markup:
    """Two drawings of the same path, for a wide page and for a phone. Empty where nobody is linked."""
    if len(chain.people) < 2:
        return Markup("")
    said = clauses(chain, _=_)
    title = _title(chain, _)
    told = ", ".join(said) + "."
    return _wide(chain, said, ident, title, told, _) + _narrow(chain, said, f"{ident}-n", title, told, _)


def _title(chain: Path, _: GetText) -> str:
    names = {"a": chain.people[0].short, "b": chain.people[-1].short}
    if chain.people[0].you:
        return _("Le chemin entre vous et %(b)s") % names
    return _("Le chemin entre %(a)s et %(b)s") % names


def _wide(chain: Path, said: list[str], ident: str, title: str, told: str, _: GetText) -> Markup:
    gap = min(240, 552 / len(chain.steps))
    spots = [34 + gap * place for place in range(len(chain.people))]
    texts = [_over(clause, step, gap - 18) for clause, step in zip(said, chain.steps, strict=True)]
    top = max(map(len, texts)) * 19 + 8
    drawn = []
    for place, (x, step, text) in enumerate(zip(spots, chain.steps, texts, strict=False)):
        drawn += [_strand(x, x + gap, top + 28, step.tie, place), _above(x + gap / 2, top - 8, text)]
    for x, person in zip(spots, chain.people, strict=True):
        drawn += [nested(person.name, x - 28, top, 56), _under(x, top + 80, written(person, _), gap)]
    box = f"-12 -12 644 {top + 100:g}"
    return picture(ident, "wide", box, title, told, Markup("").join(drawn))


def _over(clause: str, step: Step, room: float) -> list[Line]:
    note = [("sub", fit(step.note, room, 14))] if step.note else []
    return [("", line) for line in wrap(clause, room, 3)] + note


def _above(x: float, y: float, text: list[Line]) -> Markup:
    return lines(x, y - 19 * (len(text) - 1), text, 19, anchor="middle")


def _under(x: float, y: float, name: str, gap: float) -> Markup:
    """The name centred under its swatch, or pushed in from the edge of the picture where it is long."""
    half = width(fit(name, gap - 14, bold=True), bold=True) / 2
    if x - half >= LEFT and x + half <= RIGHT:
        return lines(x, y, [("lbl", fit(name, gap - 14, bold=True))], anchor="middle")
    name = fit(name, gap / 2 + 38, bold=True)
    if x - half < LEFT:
        return lines(LEFT, y, [("lbl", name)], anchor="start")
    return lines(RIGHT, y, [("lbl", name)], anchor="end")


def _strand(x: float, end: float, y: float, tie: Tie, place: int) -> Markup:
    sway, third = (-30 if place % 2 else 30), (end - x) / 3
    return yarn(
        f"M{x + 26:g} {y:g}C{x + third:g} {y - sway + 4:g} {end - third:g} {y + sway + 4:g} {end - 26:g} {y:g}",
        DYES[tie],
    )


def _narrow(chain: Path, said: list[str], ident: str, title: str, told: str, _: GetText) -> Markup:
    y, drawn, swatches = 32.0, [], []
    for place, person in enumerate(chain.people):
        swatches += [nested(person.name, 6, y - 26, 52)]
        drawn += [lines(84, y + 6, [("st", fit(written(person, _), 250, 17, bold=True))])]
        if place < len(said):
            text = _over(said[place], chain.steps[place], 260)
            room = 72 + 20 * len(text)
            sway = -22 if place % 2 else 22
            strand = (
                f"M32 {y + 26:g}C{32 + sway} {y + room * 0.45:g} {32 - sway} {y + room * 0.55:g} 32 {y + room - 26:g}"
            )
            drawn += [yarn(strand, DYES[chain.steps[place].tie]), lines(84, y + 47, text, 20)]
            y += room
    box = f"0 0 358 {y + 32:g}"
    return picture(ident, "narrow", box, title, told, Markup("").join([*drawn, *swatches]))
