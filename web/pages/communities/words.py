"""What the forms of a community hold: its name, purpose, rules and door."""

from typing import Any

from web.form import Form

DOORS = ("OPEN", "ON_REQUEST", "HIDDEN")


def words_of(sent: Form) -> dict[str, str]:
    """The fields as they were typed; a door that there isn't is an open one."""
    words = {name: sent[name] for name in ("name", "purpose", "rules")}
    return words | {"door": sent["door"] if sent["door"] in DOORS else "OPEN"}


def errors_of(result: dict[str, Any]) -> dict[str, str]:
    """The words of a refusal at its field, or under '' where it is of no field."""
    return {result.get("field", ""): result["message"]}
