"""Documents that a site knows, as the tools of clients write them: a folder of .graphql files, or a list in JSON."""

import json
from pathlib import Path
from typing import Any

from graph.problems import StartProblem
from web.graphql.kept import Kept, digest, of_the_pages


class WrongDocuments(StartProblem):
    """The file of MAILLE_DOCUMENTS can't be read."""


def kept(path: Path | None, only: bool) -> Kept:
    """What a site keeps: the pages' documents and those of a path; `only` lets no other one run. WrongDocuments."""
    return Kept(of_the_pages() | (known(path) if path else {}), only)


def known(path: Path) -> dict[str, str]:
    """Documents by the name that a client calls them by, and by their SHA-256 too. WrongDocuments."""
    try:
        named = _folder(path) if path.is_dir() else _list(json.loads(path.read_text()))
    except (OSError, ValueError) as error:
        raise WrongDocuments(f"MAILLE_DOCUMENTS: {path} can't be read: {error}.") from error
    return named | {digest(text): text for text in named.values()}


def _folder(path: Path) -> dict[str, str]:
    return {digest(text): text for file in sorted(path.rglob("*.graphql")) if (text := file.read_text())}


def _list(given: Any) -> dict[str, str]:
    """Apollo's manifest, or `{name: text}` as Relay and GraphQL Code Generator write it."""
    if isinstance(given, dict) and isinstance(operations := given.get("operations"), list):
        given = {one.get("id"): one.get("body") for one in operations if isinstance(one, dict)}
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in [*given, *given.values()]):
        raise ValueError("it holds no list of documents")
    return given
