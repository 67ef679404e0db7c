"""The schema beside that of the last release: what would break a client, and what could surprise one."""

import tomllib
from datetime import date
from pathlib import Path

from graphql import GraphQLSchema, build_schema, find_breaking_changes, find_dangerous_changes

RELEASED, MEANT = Path(__file__).with_name("released.graphql"), Path(__file__).with_name("deprecations.toml")


def last_release() -> GraphQLSchema:
    """The schema that clients have been promised."""
    return build_schema(RELEASED.read_text())


def meant(text: str) -> dict[str, str]:
    """Breaking changes that are meant, each with its reason. ValueError where one has no reason or no date."""
    found = {}
    for one in tomllib.loads(text).get("broken", []):
        if not str(one.get("reason", "")).strip() or not isinstance(one.get("date"), date):
            raise ValueError(f"say the reason and the date of: {one.get('change')}")
        found[str(one["change"])] = str(one["reason"])
    return found


def breaking(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """What a document or a client of the old schema could no longer do."""
    return sorted(change.description for change in find_breaking_changes(old, new))


def dangerous(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """What could surprise a client that expects to know every value and type."""
    return sorted(change.description for change in find_dangerous_changes(old, new))


def compared(new: GraphQLSchema) -> str:
    """Both lists, for people: what breaks says whether it is meant."""
    old, reasons = last_release(), meant(MEANT.read_text())
    broken = [f"breaks: {one} {reasons.get(one, 'NOT MEANT')}" for one in breaking(old, new)]
    surprises = [f"surprises: {one}" for one in dangerous(old, new)]
    return "\n".join([*broken, *surprises]) or "Nothing breaks and nothing surprises."


def release(printed: str) -> None:
    """Promises this schema from now on, and forgets what was broken before."""
    RELEASED.write_text(printed)
    MEANT.write_text(MEANT.read_text().partition("\n[[broken]]")[0].rstrip("\n") + "\n")
