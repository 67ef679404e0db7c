"""Marks in a text the words that a search found there: escaped, each of them within <mark>."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from schema.marking import around, asked, parts

__all__ = ["around", "asked", "marked", "pieced"]

_MARK = Markup("<mark>{}</mark>")


def marked(text: str, wanted: Iterable[str]) -> Markup:
    """The text escaped, each word that begins with a wanted one within <mark>."""
    return pieced(parts(text, wanted))


def pieced(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """Pieces of a text put together, those that were searched within <mark>."""
    return Markup("").join(_MARK.format(text) if hit else escape(text) for text, hit in pieces)
