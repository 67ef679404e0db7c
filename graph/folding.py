"""Folds text so that search finds écoles by ecole: the same way for what is stored and what is asked."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’ʼ‘`´]")
_LONGEST_WORD = 64
_MOST_WORDS = 16  # of a query
_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def words(text: str) -> list[str]:
    """The words of the text as search knows them: lower case, without marks, without the s or x of a plural."""
    spaced = _APOSTROPHES.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", spaced).lower().translate(_LIGATURES)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [_singular(word[:_LONGEST_WORD]) for word in _WORD.findall(plain)]


def folded(*texts: str | None) -> str:
    """What a node keeps as searchText: the words of its texts, with a space between two."""
    return " ".join(word for text in texts if text for word in words(text))


def query(text: str) -> str | None:
    """The full-text query for what a person typed: every word, or its beginning. None when there is no word in it."""
    asked = dict.fromkeys(word for word in words(text) if len(word) > 1)
    return " ".join(f"+({word}^2 OR {word}*)" for word in list(asked)[:_MOST_WORDS]) or None


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def slug(name: str) -> str:
    """The name as an address: `Inès Rahmani` → `ines-rahmani`; '' where it has no letter that folds."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", name)).lower().translate(_LIGATURES)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "-".join(_WORD.findall(plain))[:_LONGEST_WORD].strip("-")
