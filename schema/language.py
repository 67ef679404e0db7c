"""The two languages: French is written in the sources, English is read from schema/language/en/*.po."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).with_suffix("")
SOURCE = "fr"
OFFERED = re.compile(r"\s*([a-z]{1,8})(?:-[\w-]+)?\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?", re.IGNORECASE)

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Language:
    """A language of the pages: its code and, unless it is the source, the words for each French message."""

    code: str
    words: Words = field(repr=False, compare=False)

    def gettext(self, message: str) -> str:
        """The message in this language, or in French where nobody has translated it yet."""
        return self.words.get(message, (message,))[0]

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The form for this number: in French nothing and one are singular, in English one alone."""
        if forms := self.words.get(one):
            return forms[0 if number == 1 else -1]
        return one if abs(number) < 2 else many


def load(folder: Path = FOLDER) -> Mapping[str, Language]:
    """Every language by its code: French, then one for each folder of .po files, whose files are merged."""
    read = {place.name: Language(place.name, _words(place)) for place in sorted(folder.iterdir()) if place.is_dir()}
    return {SOURCE: Language(SOURCE, {}), **read}


def negotiate(accepted: str) -> Language:
    """The language of ours that an Accept-Language header likes best; French where it likes none."""
    wishes: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        if (found := OFFERED.fullmatch(part)) and (wish := _weight(found[2])) > 0:
            wishes.append((wish, found[1].lower()))
    liked = [code for _, code in sorted(wishes, key=lambda wish: -wish[0]) if code in LANGUAGES]
    return LANGUAGES[liked[0] if liked else SOURCE]


def chosen(code: str | None) -> Language:
    """The language that a member chose; French where they chose none of ours."""
    return LANGUAGES.get(code or SOURCE) or LANGUAGES[SOURCE]


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0


def _words(place: Path) -> Words:
    words: dict[str, tuple[str, ...]] = {}
    for path in sorted(place.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=place.name, abort_invalid=True):
                one = message.id if isinstance(message.id, str) else message.id[0]
                said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                if one and said and all(said) and not message.fuzzy:
                    words[one] = said
    return words


LANGUAGES = load()
