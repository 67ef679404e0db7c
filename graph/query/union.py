"""Several statements as one: the embedded engine reads an index in order only at its top, or at that of a part."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.query.pattern import rename

Piece = tuple[str, Mapping[str, Any]]  # a statement, and what its parameters are


def united(pieces: Sequence[Piece]) -> tuple[str, dict[str, Any]]:
    """One statement whose rows tell the `place` of their piece, and its parameters. All answer the same columns."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, (text, given) in enumerate(pieces):
        names = {name: f"{name}{place}" for name in given}
        parts.append(rename(text, {}, names).replace("RETURN", f"RETURN {place} AS place,", 1))
        values |= {names[name]: value for name, value in given.items()}
    return " UNION ALL ".join(parts), values
