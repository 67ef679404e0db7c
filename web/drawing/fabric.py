"""A community's knitting: cloth hangs from a needle, a stitch for each help, open requests are the live loops on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from web.drawing.text import picture
from web.drawing.yarn import Dye, yarn

WEEKS, TALLEST, LOOPS = 24, 8, 6
WIDE, TOP, ROW = 1158, 43, 15.5


@dataclass(frozen=True)
class Fabric:
    """Helps of each week, the oldest first (the last 24 are drawn), and how many requests are open now."""

    weeks: Sequence[int]
    waiting: int


def fabric(cloth: Fabric, *, _: Callable[[str], str], ident: str = "fabric") -> Markup:
    """The cloth, its needle and its live loops. One stitch is one help, or `stitch_worth` of them in a busy place."""
    weeks = [0] * WEEKS + list(cloth.weeks)
    weeks, loops = weeks[-WEEKS:], min(cloth.waiting, LOOPS)
    worth = stitch_worth(cloth)
    end = WIDE - 30 - 42 * loops
    stitched, rows = _stitches([ceil(week / worth) for week in weeks], end / (2 * WEEKS))
    told = _(
        "Un tricot pend d'une aiguille, deux colonnes de mailles par semaine sur %(weeks)s semaines. "
        "Chaque maille jaune vaut %(worth)s coup de main ; il y en a eu %(helps)s. "
        "À droite, en rouge, les demandes encore ouvertes : %(waiting)s."
    )
    values = {"weeks": WEEKS, "worth": worth, "helps": sum(weeks), "waiting": cloth.waiting}
    inside = Markup('<path class="cloth" d="{}"/>').format(stitched) + _needle() + _live(end, loops)
    box = f"0 0 {WIDE} {TOP + ROW * max(rows, 1) + 10:g}"
    return picture(ident, "fab", box, _("Le tricot de la communauté"), told % values, inside)


def stitch_worth(cloth: Fabric) -> int:
    """How many helps one stitch stands for: one, unless a week would hang too low."""
    return max(1, ceil(max(cloth.weeks, default=0) / (2 * TALLEST)))


def _stitches(weeks: list[int], step: float) -> tuple[str, int]:
    path, half = "", min(6.9, step * 0.33)
    for place, week in enumerate(weeks):
        for stitch in range(week):
            x, y = (place * 2 + stitch % 2) * step + 4, TOP + stitch // 2 * ROW
            path += f"M{x:g} {y:g}l{half:g} 9.6 {half:g}-9.6"
    return path, ceil(max(weeks) / 2)


def _needle() -> Markup:
    return Markup('<path class="needle" d="M5 28H{}"/><circle class="knob" cx="{}" cy="28" r="10"/>').format(
        WIDE - 18, WIDE - 12
    )


def _live(start: float, loops: int) -> Markup:
    shape = "c7 0 7.5 9 7.5 18a8.5 8.5 0 0 0 17 0c0-9 .5-18 7.5-18"
    path = "".join(f"M{start + 8 + place * 42:g} 12{shape}" for place in range(loops))
    return Markup('<g class="live-loops">{}</g>').format(yarn(path, Dye.SOUGHT, over=path)) if loops else Markup("")
