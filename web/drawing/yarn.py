"""Yarn: a stroke of two plies along a path, and the loop it makes."""

from enum import Enum
from typing import NamedTuple

from markupsafe import Markup


class Dye(Enum):
    """The colour of a yarn says what it is: undyed wool, sought, brought."""

    WOOL = "w"
    SOUGHT = "s"
    BROUGHT = "b"


class Way(Enum):
    """Where a loop goes off its yarn: up and down from one that runs →, right and left from one that runs ↓."""

    UP = "up"
    DOWN = "down"
    RIGHT = "right"
    LEFT = "left"


class Loop(NamedTuple):
    """A drawn loop, with the points where its yarn comes in and goes out."""

    drawing: Markup
    start: tuple[float, float]
    end: tuple[float, float]


CURVE = [(-60, 0), (-20, 0), (30, -20), (24, -50), (20, -78), (-20, -78), (-24, -50), (-30, -20), (20, 0), (60, 0)]


def yarn(path: str, dye: Dye = Dye.WOOL, *, over: str = "") -> Markup:
    """A stroke of yarn along an SVG path of our own making; where it passes `over` another, that one is hidden."""
    cut = f'<path class="k0" d="{over}"/>' if over else ""
    return Markup(f'<g class="c-{dye.value}">{cut}<path class="k1" d="{path}"/><path class="k2" d="{path}"/></g>')


def loop(x: float, y: float, size: float, way: Way, dye: Dye) -> Loop:
    """A cursive loop around x, y, one and a half hundred times `size` tall."""
    points = [_placed(x, y, a * size, b * size, way) for a, b in CURVE]
    at = [f"{a:g} {b:g}" for a, b in points]
    whole = f"M{at[0]}C{at[1]} {at[2]} {at[3]}C{at[4]} {at[5]} {at[6]}C{at[7]} {at[8]} {at[9]}"
    last = f"M{at[6]}C{at[7]} {at[8]} {at[9]}"
    return Loop(yarn(whole, dye) + yarn(last, dye, over=last), points[0], points[-1])


def _placed(x: float, y: float, along: float, aside: float, way: Way) -> tuple[float, float]:
    spot = {
        Way.UP: (x + along, y + aside),
        Way.DOWN: (x + along, y - aside),
        Way.RIGHT: (x - aside, y + along),
        Way.LEFT: (x + aside, y + along),
    }[way]
    return round(spot[0], 1), round(spot[1], 1)
