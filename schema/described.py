"""Descriptions of what has none where it is declared: read from described.toml, put on the schema once."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, is_introspection_type, is_specified_scalar_type

from schema.limits import LIMITS, told

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
ANY = "any"

Part = tuple[tuple[str, ...], list[str], Any]  # types to look under, names to look for, what is described


def describe(schema: GraphQLSchema) -> GraphQLSchema:
    """The same schema, with the words of described.toml wherever it had none; its own tells the limits."""
    schema.description = told(LIMITS)
    for types, names, part in parts(schema):
        if not part.description:
            part.description = _said(types, names)
    return schema


def missing(schema: GraphQLSchema) -> list[str]:
    """Every type, field, argument and value without a description, as one would write it: `Thread.members(first)`."""
    return [".".join([*types[:1], *names[:1]]) for types, names, part in parts(schema) if not part.description]


def idle(schema: GraphQLSchema) -> list[str]:
    """Words of described.toml that describe nothing of this schema."""
    asked = {(type_, name) for types, names, _ in parts(schema) for type_ in (*types, ANY) for name in names}
    return [f"{type_}.{name}" for type_, words in WORDS.items() for name in words if (type_, name) not in asked]


def parts(schema: GraphQLSchema) -> Iterator[Part]:
    """All of a schema that can be described, but for what is GraphQL's own."""
    for type_ in schema.type_map.values():
        if not is_introspection_type(type_) and not is_specified_scalar_type(type_):
            yield (type_.name,), [], type_
            yield from _inside(type_)


def _inside(type_: Any) -> Iterator[Part]:
    types = (type_.name, *(one.name for one in getattr(type_, "interfaces", ())))
    for name, value in getattr(type_, "values", {}).items():
        yield types, [name], value
    for name, field in getattr(type_, "fields", {}).items():
        yield types, [name], field
        for argument, given in getattr(field, "args", {}).items():
            yield types, [f"{name}({argument})", f"({argument})"], given


def _said(types: tuple[str, ...], names: list[str]) -> str | None:
    if not names:
        return _answered(types[0])
    found = (WORDS.get(type_, {}).get(name) for name in names for type_ in (*types, ANY))
    return next((words for words in found if words), None)


def _answered(name: str) -> str | None:
    """Of a union that a write answers: all are alike."""
    write = name.removesuffix("Result")
    return f"What `{write[0].lower()}{write[1:]}` answers: what was done, or why it wasn't." if write != name else None
