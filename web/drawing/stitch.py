"""Yarn that crosses the whole window: two loops held together, one that waits, one that has slipped."""

from markupsafe import Markup

from web.drawing.yarn import Dye, Way, loop, yarn

SOUGHT = (
    "M-1400 44C-400 34 60 42 216 48C276 52 270 86 272 110"
    "A48 48 0 0 0 368 110C370 86 364 52 424 48C490 44 1300 34 2040 44"
)
BROUGHT = (
    "M-1400 150C-400 160 60 152 216 146C276 142 270 108 272 84"
    "A48 48 0 0 1 368 84C370 108 364 142 424 146C490 150 1300 160 2040 150"
)
OVER = "M368 110C370 86 364 52 424 48"


def stitch() -> Markup:
    """The whole stitch, large: sought and brought held together. For sign-in and closing with thanks."""
    strands = [(SOUGHT, Dye.SOUGHT), (BROUGHT, Dye.BROUGHT), (OVER, Dye.SOUGHT)]
    return _across(190, *(yarn(path, dye, over=path) for path, dye in strands), fat=True)


def waiting() -> Markup:
    """One open loop on a long yarn. For a list that is still empty."""
    return _across(
        170,
        yarn("M-1400 60C-700 10 -200 70 20 44C120 32 200 68 243 51"),
        loop(296, 50, 0.9, Way.DOWN, Dye.SOUGHT).drawing,
        yarn("M349 50C420 40 440 78 500 64S700 30 1000 60S1600 30 2040 60"),
    )


def slipped() -> Markup:
    """A yarn that has come apart. For what isn't there, and for what went wrong."""
    return _across(
        190,
        yarn("M-1400 30C-700 90 -200 30 0 50C60 56 110 76 172 62"),
        loop(222, 62, 0.85, Way.UP, Dye.BROUGHT).drawing,
        yarn("M273 62C310 60 330 76 352 92S372 140 396 138"),
        yarn("M2040 30C1400 90 900 20 700 46C620 56 560 70 520 62S470 20 444 34"),
    )


def _across(tall: int, *strands: Markup, fat: bool = False) -> Markup:
    return Markup('<svg class="draw across{}" viewBox="0 0 640 {}" aria-hidden="true">{}</svg>').format(
        " fat" if fat else "", tall, Markup("").join(strands)
    )
