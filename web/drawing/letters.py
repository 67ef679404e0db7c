"""How wide words are in Atkinson Hyperlegible Next, so that text in a drawing never runs over its neighbour."""

import re
import unicodedata
from functools import lru_cache

WIDTHS = {
    16: "'",
    22: ",.:;\u202f\u2009",
    26: "ijl|’‘`·",
    30: '!"() \u00a0f[',
    35: "t]{}r‹›-‑°",
    40: "/I\\1“”",
    46: "yvzs•",
    50: "*?cxk–7J",
    55: "aLeu2<>F^hno",
    60: "TdgEbpq~«»3Y$5PSV69",
    66: "+4BRZ8X=AKC#0€",
    72: "Dw…GHNUOQ",
    80: "&@M—mW",
    92: "%æœÆŒ",
}
EM = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
UNKNOWN, BOLD, SAFE = 0.8, 1.07, 1.04


def width(text: str, size: float = 15, *, bold: bool = False) -> float:
    """The width of a line in the units of the drawing, a little on the safe side."""
    return sum(map(_em, text)) * size * SAFE * (BOLD if bold else 1)


@lru_cache(maxsize=1024)
def _em(letter: str) -> float:
    """A letter is as wide as without its accent; an accent alone takes no room."""
    return 0 if unicodedata.combining(letter) else EM.get(unicodedata.normalize("NFD", letter)[0], UNKNOWN)


def fit(text: str, room: float, size: float = 15, *, bold: bool = False) -> str:
    """The text, cut with … where it is wider than the room."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,;:.") + "…"


def wrap(text: str, room: float, lines: int, size: float = 15, *, bold: bool = False) -> list[str]:
    """The text in at most `lines` lines no wider than the room, about as long as each other; the rest ends in …"""
    filled = _filled(text, room, lines, size, bold)
    if len(filled) > 1 and "…" not in "".join(filled):
        for part in range(15, 7, -1):
            tried = _filled(text, room * part / 16, lines, size, bold)
            if len(tried) != len(filled) or "…" in "".join(tried):
                break
            filled = tried
    return filled


def _filled(text: str, room: float, lines: int, size: float, bold: bool) -> list[str]:
    done: list[str] = []
    words = [part for word in text.split(" ") for part in _parts(word, room, size, bold)]
    while words and len(done) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= room:
            line += f" {words.pop(0)}"
        done.append(fit(line, room, size, bold=bold))
    rest = " ".join(words)
    return [line for line in [*done, fit(rest, room, size, bold=bold)] if line]


def _parts(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word too long for a line may break after its hyphens."""
    return [word] if width(word, size, bold=bold) <= room else re.split(r"(?<=-)(?=\w)", word)
