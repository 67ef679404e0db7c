"""A member's journey: a yarn that loops one way for each help received, the other way for each help given."""

from collections.abc import Callable

from markupsafe import Markup

from web.drawing.journey_narrow import narrow
from web.drawing.journey_wide import wide
from web.drawing.story import Journey


def journey(told: Journey, *, _: Callable[[str], str], ident: str = "journey") -> Markup:
    """Two drawings of the same journey: from left to right for a wide page, downwards for a phone."""
    title = _("Le parcours en fil : %(name)s") % {"name": told.name}
    across = _(
        "Un fil de laine va du passé à aujourd'hui. Chaque coup de main y fait une boucle : vers le bas, rouge, "
        "quand il est reçu ; vers le haut, bleue, quand il est donné. Un nœud jaune marque un merci."
    )
    down = _(
        "Un fil de laine descend du passé à aujourd'hui. Chaque coup de main y fait une boucle : à gauche, rouge, "
        "quand il est reçu ; à droite, bleue, quand il est donné. Un nœud jaune marque un merci."
    )
    return wide(told, ident, title, across) + narrow(told, f"{ident}-n", title, down)
