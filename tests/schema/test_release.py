"""A client that was written for the last release goes on working, or the list says why it doesn't."""

from pathlib import Path

import pytest
from graphql import DEFAULT_DEPRECATION_REASON, build_schema

from schema import released
from schema.described import parts
from schema.root import SCHEMA

PUBLISHED = build_schema(SCHEMA.as_str())
OLD = "type Query { title: String! headline: String thread(id: ID): Int } enum Kind { A B }"


def test_nothing_breaks_that_is_not_meant_to() -> None:
    broken = released.breaking(released.last_release(), PUBLISHED)
    reasons = released.meant(released.MEANT.read_text())
    assert [one for one in broken if one not in reasons] == [], "keep it, or give a reason in schema/deprecations.toml"


def test_nothing_is_excused_that_does_not_break() -> None:
    broken = released.breaking(released.last_release(), PUBLISHED)
    assert [one for one in released.meant(released.MEANT.read_text()) if one not in broken] == []


def test_what_is_deprecated_says_what_to_ask_instead() -> None:
    silent = [
        f"{types[0]}.{names[0]}"
        for types, names, part in parts(SCHEMA._schema)
        if names and part.deprecation_reason in ("", DEFAULT_DEPRECATION_REASON)
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("headline: String", "", "Field Query.headline was removed."),
        ("title: String!", "title: String", "Field Query.title changed type from String! to String."),
        ("thread(id: ID)", "thread(id: ID!)", "Argument Query.thread(id:) has changed type from ID to ID!."),
        ("thread(id: ID)", "thread(id: ID, to: Int!)", "A required argument Query.thread(to:) was added."),
        ("{ A B }", "{ A }", "Enum value Kind.B was removed."),
    ],
)
def test_what_would_break_a_client_is_told(old: str, new: str, told: str) -> None:
    assert released.breaking(build_schema(OLD), build_schema(OLD.replace(old, new))) == [told]


def test_what_only_adds_breaks_nothing_and_may_surprise() -> None:
    more = build_schema(OLD.replace("{ A B }", "{ A B C }").replace("headline", "about: String headline"))
    assert released.breaking(build_schema(OLD), more) == []
    assert released.dangerous(build_schema(OLD), more) == ["Enum value Kind.C was added."]


@pytest.mark.parametrize("lacking", ['reason = " "\ndate = 2026-12-01', 'reason = "It was wrong."'])
def test_an_excuse_has_a_reason_and_a_date(lacking: str) -> None:
    with pytest.raises(ValueError, match="reason and the date"):
        released.meant(f'[[broken]]\nchange = "Field Query.headline was removed."\n{lacking}')


def test_a_release_promises_what_is_printed_and_forgets_the_excuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excuse = '[[broken]]\nchange = "Field Query.headline was removed."\nreason = "Unused."\ndate = 2026-12-01\n'
    for name, text in {"RELEASED": OLD, "MEANT": f"# Why.\n\n{excuse}"}.items():
        path = tmp_path / name
        path.write_text(text)
        monkeypatch.setattr(released, name, path)
    new = build_schema(OLD.replace("headline: String", ""))
    assert released.compared(new) == "breaks: Field Query.headline was removed. Unused."
    released.release(OLD.replace("headline: String", ""))
    assert released.compared(new) == "Nothing breaks and nothing surprises."
    assert (tmp_path / "MEANT").read_text() == "# Why.\n"
