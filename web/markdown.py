"""What members write, as safe HTML: emphasis, lists, quotes, code and links, and nothing that acts or loads."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

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


@lru_cache(maxsize=4096)
def markdown(text: str) -> Markup:
    """The text as paragraphs of safe HTML, French spaces made firm. Links neither vouch nor tell where from."""
    html = nh3.clean(
        READER.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )
    return Markup(spaced(Markup(html.strip())))


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
    """An address that was typed bare is a link too."""
    for block in state.tokens:
        depth, children = 0, []
        for token in block.children or []:
            depth += (token.type == "link_open") - (token.type == "link_close")
            children += [token] if depth or token.type != "text" else _linked(token)
        if block.children is not None:
            block.children = children


def _linked(token: Token) -> list[Token]:
    parts, at = [], 0
    for found in ADDRESS.finditer(token.content):
        parts += [_text(token.content[at : found.start()]), Token("link_open", "a", 1, {"href": found[0]})]
        parts += [_text(found[0]), Token("link_close", "a", -1)]
        at = found.end()
    return [*parts, _text(token.content[at:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


READER = _reader()
