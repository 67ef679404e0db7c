"""The path, small: swatches of a few members held by a thread, beside the words that say why."""

from collections.abc import Sequence

from markupsafe import Markup

from web.drawing.swatch import nested

SIDE, STEP = 28, 54


def mini(names: Sequence[str]) -> Markup:
    """A row of swatches, one a name. Ornament: the words beside it name everyone."""
    wide = len(names) * STEP - (STEP - SIDE)
    threads = [_thread(place * STEP + SIDE) for place in range(len(names) - 1)]
    swatches = [nested(name, place * STEP, 0, SIDE) for place, name in enumerate(names)]
    return Markup('<svg class="mini" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>').format(
        max(wide, 0), SIDE, Markup("").join([*threads, *swatches])
    )


def _thread(x: int) -> Markup:
    return Markup('<path class="t" d="M{} 14q6.5-9 13 0t13 0"/>').format(x)
