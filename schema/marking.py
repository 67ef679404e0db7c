"""Words of a search within a text: accents, capitals and plurals folded as search folds them."""

import re
from collections.abc import Iterable
from typing import Final

from graph.folding import words

AROUND: Final = 170  # signs of a text that are shown around its first match
_WORD: Final = re.compile(r"[^\W_]+")
_LINK: Final = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_LINE: Final = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.|`{3}\w*)[ \t]*", re.MULTILINE)
_SIGNS: Final = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")


def asked(text: str) -> tuple[str, ...]:
    """The folded words of what was searched, those of one letter left out, as search leaves them out."""
    return tuple(dict.fromkeys(word for word in words(text) if len(word) > 1))


def parts(text: str, wanted: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces that give it again when joined; True for each word that begins with a wanted one."""
    starts, at = tuple(wanted), 0
    found: list[tuple[str, bool]] = []
    for word in _WORD.finditer(text):
        if _matches(word[0], starts):
            found += [(text[at : word.start()], False)] * (word.start() > at) + [(word[0], True)]
            at = word.end()
    return [*found, (text[at:], False)] if at < len(text) else found


def around(text: str, wanted: Iterable[str]) -> str:
    """The part of a plain text around its first wanted word, cut between words; its beginning where there is none."""
    starts = tuple(wanted)
    first = next((found.start() for found in _WORD.finditer(text) if _matches(found[0], starts)), 0)
    begin = 0 if first < AROUND * 2 // 3 else text.rfind(" ", 0, first - AROUND // 3) + 1
    end = len(text) if len(text) - begin <= AROUND else text.rfind(" ", begin, begin + AROUND)
    end = end if end > begin else begin + AROUND
    shown = text[begin:end].rstrip(" ,;:.") + "…" if end < len(text) else text[begin:end]
    return f"… {shown}" if begin else shown


def plain(text: str) -> str:
    """Markdown on one line without its signs."""
    return " ".join(_SIGNS.sub("", _LINE.sub("", _LINK.sub(r"\1", text))).split())


def _matches(word: str, starts: tuple[str, ...]) -> bool:
    return any(folded.startswith(starts) for folded in words(word)) if starts else False
