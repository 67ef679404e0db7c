"""What members write, as safe HTML: emphasis, lists, quotes, code and links, and nothing that acts or loads."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from graph.mention import NAMED
from web.typography import spaced

RULES = [
    "paragraph",
    "blockquote",
    "list",
    "fence",
    "text",
    "newline",
    "escape",
    "backticks",
    "strikethrough",
    "emphasis",
    "link",
    "autolink",
]
AFTER = ["balance_pairs", "emphasis", "strikethrough", "fragments_join"]
TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
ADDRESS = re.compile(r"https?://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]'’]")
FOUND = re.compile(f"{ADDRESS.pattern}|{NAMED.pattern}")


Pairs = tuple[tuple[str, str], ...]
Titles = tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=4096)
def markdown(text: str, people: Pairs = (), titles: Titles = ()) -> Markup:
    """The text as paragraphs of safe HTML, French spaces made firm. Links neither vouch nor tell where from.

    `people` are (slug, name) of those whom `@slug` names, `titles` (address as typed, path, title) of what is here.
    """
    html = nh3.clean(
        READER.render(
            text, {"people": dict(people), "titles": {address: (path, title) for address, path, title in titles}}
        ),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )
    return Markup(spaced(Markup(html.strip())))


def said(text: str, mentions: Iterable[Mapping[str, Any]], links: Iterable[Mapping[str, Any]]) -> Markup:
    """A message's text: whom it names and what it links to on this site are links with their names."""
    people = tuple((one["slug"], one["name"]) for one in mentions)
    return markdown(text, people, tuple((one["address"], one["path"], one["title"]) for one in links))


def excerpt(text: str, length: int) -> str:
    """The first words of a text without its marks, at most `length` signs, for lists and quotes."""
    plain = markdown(text).striptags()
    if len(plain) > length:
        plain = plain[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.!?") + "…"
    return spaced(plain)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 12}).enable(RULES, ignoreInvalid=True)
    reader.inline.ruler2.enable(AFTER, ignoreInvalid=True)
    reader.core.ruler.after("inline", "addresses", _addresses)
    return reader


def _addresses(state: StateCore) -> None:
    """An address that was typed bare is a link too, and so is who is named."""
    for block in state.tokens:
        depth, children = 0, []
        for token in block.children or []:
            depth += (token.type == "link_open") - (token.type == "link_close")
            children += [token] if depth or token.type != "text" else _linked(token, state.env)
        if block.children is not None:
            block.children = children


def _linked(token: Token, env: Mapping[str, Any]) -> list[Token]:
    parts, at = [], 0
    for found in FOUND.finditer(token.content):
        href, words = _target(found, env)
        if href:
            parts += [_text(token.content[at : found.start()]), Token("link_open", "a", 1, {"href": href})]
            parts += [_text(words), Token("link_close", "a", -1)]
            at = found.end()
    return [*parts, _text(token.content[at:])]


def _target(found: re.Match[str], env: Mapping[str, Any]) -> tuple[str, str]:
    """Where a found address or name leads, and its words; nowhere where nobody of that name was named."""
    if found[1]:
        name = env.get("people", {}).get(found[1])
        return (f"/members/{found[1]}", f"@{name}") if name else ("", "")
    path, title = env.get("titles", {}).get(found[0], (found[0], found[0]))
    return path, title


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


READER = _reader()
