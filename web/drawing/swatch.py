"""A member is a swatch of jersey knitted from their name: one of twenty pairs of dyes, a mirrored 5 × 7 motif."""

from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

DYES = {
    "garance": "#a5352d",
    "pastel": "#35688f",
    "gaude": "#e0b536",
    "green": "#56784f",
    "orange": "#cb7437",
    "violet": "#6b4666",
    "walnut": "#5b4332",
    "ecru": "#e6d6b2",
}
PAIRS = [
    ("garance", "ecru"),
    ("pastel", "ecru"),
    ("gaude", "walnut"),
    ("green", "ecru"),
    ("orange", "ecru"),
    ("violet", "gaude"),
    ("walnut", "gaude"),
    ("ecru", "garance"),
    ("ecru", "pastel"),
    ("ecru", "green"),
    ("pastel", "gaude"),
    ("garance", "gaude"),
    ("green", "gaude"),
    ("walnut", "orange"),
    ("ecru", "violet"),
    ("gaude", "pastel"),
    ("gaude", "garance"),
    ("orange", "ecru"),
    ("violet", "ecru"),
    ("walnut", "ecru"),
]
COLUMNS, ROWS, WIDE, HIGH = 5, 7, 8, 5.9
SALT = "50"

Cells = list[list[int]]


@lru_cache(maxsize=4096)
def swatch(name: str) -> Markup:
    """The swatch of a name in a square of 40: the same name always gives the same one."""
    seed = int(sha256((SALT + name).encode()).hexdigest(), 16)
    ground, motif = PAIRS[seed % len(PAIRS)]
    cells = _cells(seed >> 12, name)
    rows = Markup('<path stroke="{}" d="{}"/><path stroke="{}" d="{}"/>').format(
        DYES[ground], _stitches(cells, 0), DYES[motif], _stitches(cells, 1)
    )
    return Markup('<rect width="40" height="40" fill="{}"/><g class="sw">{}</g>').format(_shade(DYES[ground]), rows)


def nested(name: str, x: float, y: float, side: float) -> Markup:
    """A swatch inside another drawing, its corners cut by the clip path that every page begins with."""
    frame = f'<svg x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" viewBox="0 0 40 40"><g clip-path="url(#rc)">'
    return Markup(frame) + swatch(name) + Markup("</g></svg>")


def _cells(seed: int, name: str) -> Cells:
    """Which stitches are of the motif: neither too few nor too many, alike on both sides."""
    while True:
        half = [[seed >> (y * 3 + x) & 1 for x in range(3)] for y in range(ROWS)]
        cells = [[*row, row[1], row[0]] for row in half]
        seed >>= 7
        if 12 <= sum(map(sum, cells)) <= 23:
            return cells
        if seed == 0:
            name += "+"
            seed = int(sha256(name.encode()).hexdigest(), 16)


def _stitches(cells: Cells, kind: int) -> str:
    """One path for all stitches of a kind, each run of neighbours in one stroke."""
    path = ""
    for y, row in enumerate(cells):
        for x in range(COLUMNS):
            if row[x] == kind:
                begins = x == 0 or row[x - 1] != kind
                path += (f"M{x * WIDE:g} {y * HIGH - 1.5:g}l" if begins else " ") + "4 4.6 4-4.6"
    return path


def _shade(colour: str) -> str:
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * 0.8):02x}" for i in (1, 3, 5))
