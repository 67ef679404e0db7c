"""The files of the invented network agree with one another."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "graph" / "demo"
Table = dict[str, Any]


def tables(name: str, key: str) -> dict[str, Table]:
    """The tables of a file by their slug; a slug met twice fails."""
    rows: list[Table] = read(name)[key]
    found = {row["slug"]: row for row in rows}
    assert len(found) == len(rows), f"a slug is met twice in {name}"
    return found


def read(name: str) -> Table:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


TOPICS = tables("topics", "topic")
COMMUNITIES = tables("communities", "community")
MEMBERS = tables("members", "member")
ROOMS = tables("rooms", "room")
GATHERINGS = tables("gatherings", "gathering")
CIRCLES = tables("circles", "circle")
NAMES = read("names")


def broader(rows: dict[str, Table], slug: str) -> Iterator[str]:
    """What `slug` is within, from near to far; stops at 10 so that a cycle ends."""
    for _ in range(10):
        if "within" not in rows[slug]:
            return
        slug = rows[slug]["within"]
        yield slug


def belongs(member: str, community: str) -> bool:
    return community in MEMBERS[member]["communities"]


def test_there_are_as_many_as_were_promised() -> None:
    counts = [len(rows) for rows in (TOPICS, COMMUNITIES, MEMBERS, ROOMS, CIRCLES)]
    assert counts == [150, 12, 48, 8, 5]
    assert sum(gathering.get("in_days", 0) > 0 for gathering in GATHERINGS.values()) == 8
    assert sum(gathering.get("in_days", 0) < 0 for gathering in GATHERINGS.values()) == 2


def test_topics_are_at_most_three_deep_and_never_within_themselves() -> None:
    assert 15 <= sum("within" not in topic for topic in TOPICS.values()) <= 25
    for slug in TOPICS:
        assert len(list(broader(TOPICS, slug))) <= 2, slug


def test_topics_have_a_name_of_their_own_in_both_languages() -> None:
    for language in ("fr", "en"):
        assert len({topic[language] for topic in TOPICS.values()}) == len(TOPICS)


def test_every_community_but_the_root_is_within_it() -> None:
    assert "within" not in COMMUNITIES["maille"]
    for slug in COMMUNITIES.keys() - {"maille"}:
        assert list(broader(COMMUNITIES, slug))[-1] == "maille"


@pytest.mark.parametrize("slug", COMMUNITIES)
def test_a_community_has_three_rules_and_curators_who_are_members(slug: str) -> None:
    community = COMMUNITIES[slug]
    assert len(community["rules"]) == 3
    assert 1 <= len(community["curators"]) <= 3
    assert all(belongs(curator, slug) for curator in community["curators"])
    assert community["door"] in {"OPEN", "ON_REQUEST", "HIDDEN"}


def test_generated_members_are_let_in_by_towns_and_topics_that_exist() -> None:
    towns = {town["name"] for town in NAMES["towns"]}
    for slug, community in COMMUNITIES.items():
        if slug != "maille":
            assert set(community["members"]["towns"]) <= towns, slug
            assert set(community["members"]["topics"]) <= TOPICS.keys(), slug


def test_nobody_generated_is_let_into_a_hidden_community() -> None:
    hidden = [slug for slug, community in COMMUNITIES.items() if community["door"] == "HIDDEN"]
    assert hidden == ["la-relecture"]
    assert COMMUNITIES["la-relecture"]["members"] == {"towns": [], "topics": []}
    assert 6 <= sum(belongs(slug, "la-relecture") for slug in MEMBERS) <= 8


@pytest.mark.parametrize("slug", MEMBERS)
def test_everyone_seeks_and_brings_something_and_not_the_same(slug: str) -> None:
    seeks, brings = MEMBERS[slug]["seeks"], MEMBERS[slug]["brings"]
    assert 1 <= len(seeks) <= 4
    assert 1 <= len(brings) <= 5
    assert len(set(seeks + brings)) == len(seeks + brings)
    assert set(seeks + brings) <= TOPICS.keys()


@pytest.mark.parametrize("slug", MEMBERS)
def test_a_member_belongs_to_the_root_and_to_communities_that_exist(slug: str) -> None:
    communities = MEMBERS[slug]["communities"]
    assert communities[0] == "maille"
    assert len(set(communities)) == len(communities)
    assert set(communities) <= COMMUNITIES.keys()


@pytest.mark.parametrize("slug", MEMBERS)
def test_chapters_are_in_order_and_one_at_least_is_open(slug: str) -> None:
    chapters = MEMBERS[slug]["chapters"]
    assert [chapter["since"] for chapter in chapters] == sorted(chapter["since"] for chapter in chapters)
    assert all(chapter["since"] < chapter.get("until", "9999") for chapter in chapters)
    assert any("until" not in chapter for chapter in chapters)
    assert {chapter["stage"] for chapter in chapters} <= {"GRADUATE", "MENTOR", "ALUM"}
    if any(chapter["stage"] == "ALUM" for chapter in chapters):
        assert chapters[0]["stage"] == "GRADUATE"


def test_those_who_know_each_other_are_named_once() -> None:
    pairs = [frozenset((slug, other)) for slug, member in MEMBERS.items() for other in member["knows"]]
    assert all(len(pair) == 2 and pair <= MEMBERS.keys() for pair in pairs)
    assert len(set(pairs)) == len(pairs)


def test_the_personas_one_enters_as_stand_where_the_stories_want_them() -> None:
    open_stages = {
        slug: {chapter["stage"] for chapter in member["chapters"] if "until" not in chapter}
        for slug, member in MEMBERS.items()
    }
    assert open_stages["amina"] == open_stages["malik"] == {"GRADUATE"}
    assert open_stages["theo"] == {"ALUM"}
    assert open_stages["sofia"] == open_stages["ousmane"] == {"ALUM", "MENTOR"}
    assert COMMUNITIES["maille"]["curators"] == ["ines"]
    assert not any(belongs(slug, "la-relecture") for slug in ("amina", "theo", "claire"))


@pytest.mark.parametrize("slug", ROOMS)
def test_a_room_is_a_long_talk_of_members_of_its_community(slug: str) -> None:
    room = ROOMS[slug]
    assert 25 <= len(room["messages"]) <= 40
    assert_talk(room["messages"], {member for member in MEMBERS if belongs(member, room["community"])})


@pytest.mark.parametrize("slug", CIRCLES)
def test_a_circle_is_small_and_only_its_own_speak(slug: str) -> None:
    circle = CIRCLES[slug]
    inside = [member["slug"] for member in circle["members"]]
    assert 2 <= len(inside) <= 6
    assert len(set(inside)) == len(inside)
    assert all(belongs(member, circle["community"]) for member in inside)
    assert all(member.get("side") in {"SEEKS", "BRINGS", None} for member in circle["members"])
    assert 10 <= len(circle["messages"]) <= 15
    assert_talk(circle["messages"], set(inside))


@pytest.mark.parametrize("slug", GATHERINGS)
def test_who_comes_to_a_gathering_is_of_its_community_and_has_a_seat(slug: str) -> None:
    gathering = GATHERINGS[slug]
    assert gathering["by"] in gathering["coming"]
    assert len(set(gathering["coming"])) == len(gathering["coming"]) <= gathering.get("seats", 1000)
    others = [*gathering.get("maybe", ()), *gathering.get("waiting", ())]
    assert all(belongs(member, gathering["community"]) for member in [*gathering["coming"], *others])
    assert not set(others) & set(gathering["coming"])
    assert len(gathering["coming"]) == gathering.get("seats") or not gathering.get("waiting")
    assert gathering.get("link", "https://example.org/").startswith("https://example.org/")


def test_one_gathering_is_about_to_begin_and_one_is_full() -> None:
    assert [one["in_minutes"] for one in GATHERINGS.values() if "in_minutes" in one] == [20]
    assert [len(one["waiting"]) for one in GATHERINGS.values() if "waiting" in one] == [2]


def test_names_are_many_and_none_twice() -> None:
    sizes = {"first_names": 160, "surnames": 160, "companies": 40, "towns": 50}
    for key, size in sizes.items():
        assert len({str(value) for value in NAMES[key]}) == len(NAMES[key]) == size
    for templates in NAMES["headlines"].values():
        assert len(set(templates)) == len(templates) == 20
        for template in templates:
            template.format(town="Lille", company="Ocrelis", topic="Paie")


def test_the_files_use_the_typographic_apostrophe() -> None:
    for name in ("topics", "communities", "members", "names", "gatherings"):
        for line in (FOLDER / f"{name}.toml").read_text("utf-8").splitlines():
            assert line.startswith("#") or "'" not in line, line


def assert_talk(messages: list[Table], speakers: set[str]) -> None:
    """Said by `speakers`, each in time after the one before, and all in the past."""
    ages = [message["ago"] for message in messages]
    assert {message["by"] for message in messages} <= speakers
    assert all(earlier > later for earlier, later in pairwise(ages))
    assert ages[-1] > 0
    assert all(message["body"].strip() for message in messages)
