"""What a search found, as a row: where it leads, its words marked, what it says around them."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from web.markdown import excerpt
from web.marked import around, marked
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


def hit(one: dict[str, Any], words: tuple[str, ...], visit: Visit) -> Hit:
    """A row for something that was found."""
    what, address, title, text = _told(one, visit.language.code)
    shown = around(" ".join(text.split()), words)
    return Hit(what, address, marked(title, words), marked(shown, words), one)


def _told(one: dict[str, Any], code: str) -> tuple[str, str, str, str]:
    match one["__typename"]:
        case "Member":
            about = excerpt(one["about"] or "", WHOLE)
            told = ". ".join(part for part in (one["headline"], one["region"], about) if part)
            return "Member", f"/members/{one['slug']}", one["name"], told
        case "Thread":
            body = excerpt(one["body"], WHOLE)
            return "Thread", f"/threads/{one['id']}", one["title"], "" if body.strip() == one["title"].strip() else body
        case "Community":
            return "Community", f"/communities/{one['slug']}", one["name"], one["purpose"]
    return "Topic", f"/topics/{one['slug']}", one[code], ""
