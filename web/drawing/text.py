"""Lines of text in a drawing, one under the other, each no wider than it was measured to be."""

from collections.abc import Iterable

from markupsafe import Markup

Line = tuple[str, str]  # its class (lbl, sub, st or none) and its words


def lines(x: float, y: float, rows: Iterable[Line], step: float = 18, *, anchor: str = "") -> Markup:
    """Text whose first line stands at y and whose others follow, `step` apart."""
    spans = [
        Markup('<tspan{} x="{:g}" y="{:g}">{}</tspan>').format(_class(kind), x, y + step * place, words)
        for place, (kind, words) in enumerate(rows)
    ]
    held = Markup(' text-anchor="{}"').format(anchor) if anchor else Markup("")
    return Markup("<text{}>{}</text>").format(held, Markup("").join(spans)) if spans else Markup("")


def _class(kind: str) -> Markup:
    return Markup(' class="{}"').format(kind) if kind else Markup("")


def picture(ident: str, kind: str, box: str, title: str, told: str, inside: Markup) -> Markup:
    """A drawing with a title and a description that say what is seen. `ident` is unique in its page."""
    return Markup(
        '<svg class="draw {1}" viewBox="{2}" role="img" aria-labelledby="{0}-t {0}-d">'
        '<title id="{0}-t">{3}</title><desc id="{0}-d">{4}</desc>{5}</svg>'
    ).format(ident, kind, box, title, told, inside)
