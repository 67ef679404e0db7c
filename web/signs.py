"""The small signs of the pages, as Markup: an icon, a loop, a member's swatch."""

from collections.abc import Callable

from markupsafe import Markup, escape

from web.drawing.swatch import swatch

SIDES = {"REQUEST": "seek", "SEEKS": "seek", "OFFER": "bring", "BRINGS": "bring", "HELPED": "thank", "CLOSED": "thank"}
LOOPS = {"seek": "l-seek", "bring": "l-bring", "thank": "l-help"}

Address = Callable[[str], str]


def side(kind: str) -> str:
    """seek, bring or thank, for a kind, a side or a status as the schema names it; itself where it is one already."""
    return SIDES.get(kind, kind)


class Signs:
    """Draws what lies in the sprite, wherever that is served."""

    def __init__(self, static: Address) -> None:
        self.sprite = static("sprite.svg")

    def icon(self, name: str) -> Markup:
        """An icon of the sprite, in the size and colour of the words beside it, which say what it is."""
        return Markup(f'<svg class="i" aria-hidden="true"><use href="{self.sprite}#{escape(name)}"/></svg>')

    def sign(self, kind: str, *, dyed: bool = False) -> Markup:
        """The loop of what is sought, brought or thanked; `dyed` where the words around it are not."""
        what = side(kind)
        dye = f" {what}" if dyed else ""
        return Markup(f'<svg class="loop{dye}" aria-hidden="true"><use href="{self.sprite}#{LOOPS[what]}"/></svg>')

    def mark(self) -> Markup:
        """The mark of the house."""
        return Markup('<svg viewBox="0 0 40 40" aria-hidden="true"><use href="{}#mark"/></svg>').format(self.sprite)


def avatar(name: str, size: str = "") -> Markup:
    """A member's swatch, whole in itself, so that a fragment that arrives alone brings its own. Size "" or "l"."""
    kind = escape(f"av {size}" if size else "av")
    return Markup(f'<svg class="{kind}" viewBox="0 0 40 40" aria-hidden="true">{swatch(name)}</svg>')
