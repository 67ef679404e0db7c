"""The GraphQL documents of pages and fragments, each with the fragments that it names."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")


@cache
def document(name: str) -> str:
    """The text of `web/<name>.graphql` and of each fragment in it: `...Message` is fragments/message.graphql."""
    text = (FOLDER / f"{name}.graphql").read_text()
    return "\n".join([text, *(_text(fragment) for fragment in _spread(text))])


def names() -> list[str]:
    """Every document of the pages and of live spaces, for the test that validates them."""
    found = [*FOLDER.glob("pages/**/*.graphql"), *FOLDER.glob("live/*.graphql")]
    return sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in found)


def _spread(text: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = _SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _SPREAD.findall(_text(name))
    return list(found)


def _text(fragment: str) -> str:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", fragment).lower()
    return (FOLDER / "fragments" / f"{snake}.graphql").read_text()
