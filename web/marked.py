"""Marks in a text the words that a search found there: accents, capitals and plurals folded as search folds them."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from graph.folding import words

_WORD = re.compile(r"[^\W_]+")
AROUND = 170  # signs of a text that are shown around its first match


def asked(text: str) -> tuple[str, ...]:
    """The folded words of what was searched, those of one letter left out, as search leaves them out."""
    return tuple(dict.fromkeys(word for word in words(text) if len(word) > 1))


def marked(text: str, wanted: Iterable[str]) -> Markup:
    """The text escaped, each word that begins with a wanted one within <mark>."""
    starts = tuple(wanted)
    parts: list[Markup] = []
    at = 0
    for found in _WORD.finditer(text):
        if _matches(found[0], starts):
            parts += [escape(text[at : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
            at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def around(text: str, wanted: Iterable[str]) -> str:
    """The part of a plain text around its first wanted word, cut between words; its beginning where there is none."""
    starts = tuple(wanted)
    first = next((found.start() for found in _WORD.finditer(text) if _matches(found[0], starts)), 0)
    begin = 0 if first < AROUND * 2 // 3 else text.rfind(" ", 0, first - AROUND // 3) + 1
    end = len(text) if len(text) - begin <= AROUND else text.rfind(" ", begin, begin + AROUND)
    end = end if end > begin else begin + AROUND
    shown = text[begin:end].rstrip(" ,;:.") + "…" if end < len(text) else text[begin:end]
    return f"… {shown}" if begin else shown


def _matches(word: str, starts: tuple[str, ...]) -> bool:
    return any(folded.startswith(starts) for folded in words(word)) if starts else False
