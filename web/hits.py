"""What a search found, as a row: where it leads, its words marked, what it says around them."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from web.markdown import excerpt
from web.marked import around, pieced
from web.visit import Visit

WHOLE = 8000


@dataclass(frozen=True)
class Hit:
    """`what` is Member, Thread, Community or Topic; `one` the data behind it."""

    what: str
    address: str
    title: Markup
    text: Markup
    one: dict[str, Any]


def hit(given: dict[str, Any], visit: Visit) -> Hit:
    """A row for something that was found, and its highlights."""
    one: dict[str, Any] = given["found"]
    what, texts = str(one["__typename"]), _Texts(one, given["highlights"])
    match what:
        case "Member":
            return Hit(what, f"/members/{one['slug']}", texts.whole("name"), texts.of_member(), one)
        case "Thread":
            said = Markup("") if one["body"].strip() == one["title"].strip() else texts.part("body")
            return Hit(what, f"/threads/{one['id']}", texts.whole("title"), said, one)
        case "Community":
            return Hit(what, f"/communities/{one['slug']}", texts.whole("name"), texts.part("purpose"), one)
    return Hit(what, f"/topics/{one['slug']}", texts.whole(visit.language.code), Markup(""), one)


class _Texts:
    """The texts of what was found, marked where the search says so."""

    def __init__(self, one: dict[str, Any], highlights: list[dict[str, Any]]) -> None:
        self._one = one
        self._marked = {
            each["in"]: pieced((piece["text"], piece["hit"]) for piece in each["fragments"]) for each in highlights
        }

    def whole(self, name: str) -> Markup:
        """A short text."""
        return self._marked.get(name.upper()) or escape(self._one[name] or "")

    def part(self, name: str) -> Markup:
        """What stands around the first word of a long text, or its beginning."""
        return self._marked.get(name.upper()) or escape(around(excerpt(self._one[name] or "", WHOLE), ()))

    def of_member(self) -> Markup:
        """What they are at and where; what they say of themselves where a word is in it, or there is nothing else."""
        told = [self.whole("headline"), self.whole("region")]
        if "ABOUT" in self._marked or not any(told):
            told.append(self.part("about"))
        return Markup(". ").join(text for text in told if text)
