"""French spacing: narrow spaces before ? ! ; and inside « », a no-break space before :, and ’ for '."""

import re
from collections.abc import Callable

from markupsafe import Markup

from schema.language import SOURCE, Language

THIN, FIRM = "\u202f", "\u00a0"
MONTH = "janv|févr|mars|avril|avr|mai|juin|juil|août|sept|oct|nov|déc"
SPACES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r" +(?=[?!;](?:[\s?!…»”)]|$))"), THIN),
    (re.compile(r" :(?=\s|$)"), f"{FIRM}:"),
    (re.compile(r" ·(?=\s)"), f"{FIRM}·"),
    (re.compile(r"« +"), f"«{THIN}"),
    (re.compile(r" +»"), f"{THIN}»"),
    (re.compile(r"(?<=\d) h (?=\d)"), f"{FIRM}h{FIRM}"),
    (re.compile(r"(?<=\d) (?=(?:h|min|€|%)(?!\w))"), FIRM),
    (re.compile(r"(?<=\b[àÀy]) (?=\w)"), FIRM),
    (re.compile(rf"(?<=\d) (?=(?:{MONTH}))|(?<=1er) (?=(?:{MONTH}))"), FIRM),
]
APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«])")
FIRST = re.compile(r"\b1er\b")
TAG = re.compile(r"(<[^>]*>)")
KEPT = re.compile(r"<(/?)(?:code|pre|kbd|script|style)\b", re.IGNORECASE)


def spaced(text: str) -> str:
    """What a member typed, with only its spaces made firm: no letter and no sign is changed."""
    return _outside_tags(text, _spaces)


def typeset(text: str) -> str:
    """The house's own French words: firm spaces and typographic apostrophes. Tags and code in it stay as they are."""
    return _between_tags(text, _letters)


def typesetter(language: Language) -> Callable[[str], str]:
    """What sets the house's own words of a language: `typeset` in French, nothing elsewhere."""
    return typeset if language.code == SOURCE else str


def ordinals(text: Markup) -> Markup:
    """Markup in which 1er reads 1<sup>er</sup>. For text between tags only: an attribute could not hold the tag."""
    return Markup(_between_tags(text, lambda part: FIRST.sub("1<sup>er</sup>", part)))


def _spaces(text: str) -> str:
    for pattern, firm in SPACES:
        text = pattern.sub(firm, text)
    return text


def _letters(text: str) -> str:
    return APOSTROPHE.sub("’", _spaces(text)).replace(f"il y{FIRM}a ", f"il{FIRM}y{FIRM}a{FIRM}")


def _outside_tags(text: str, change: Callable[[str], str]) -> str:
    """Plain text changes as a whole (a < in it is only a sign); Markup changes between its tags."""
    return Markup(_between_tags(text, change)) if isinstance(text, Markup) else change(text)


def _between_tags(text: str, change: Callable[[str], str]) -> str:
    parts, kept = TAG.split(str(text)), 0
    for place, part in enumerate(parts):
        if place % 2:
            if found := KEPT.match(part):
                kept += -1 if found[1] else 1
        elif kept <= 0:
            parts[place] = change(part)
    return "".join(parts)
