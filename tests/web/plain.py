"""What a reader reads: firm spaces are spaces, a typographic apostrophe is an apostrophe."""

import html

import httpx

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


def plain(page: httpx.Response | str) -> str:
    """The text of a page, its characters as one types them; tags stay."""
    text = page if isinstance(page, str) else page.text
    return html.unescape(text).translate(SPACES)
