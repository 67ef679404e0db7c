"""The threads of the invented network: enough of them, true to its people and places, and joined by help."""

import tomllib
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

Thread = dict[str, Any]
FOLDER = Path(__file__).parents[2] / "graph" / "demo"
PERSONAS = ("amina", "theo", "claire", "malik", "sofia", "ines")
MINUTES_A_DAY = 24 * 60


def rows(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / name).read_text("utf-8"))[key]
    return found


THREADS = [thread for file in sorted(FOLDER.glob("threads_*.toml")) for thread in rows(file.name, "thread")]
MEMBERS = {member["slug"]: member for member in rows("members.toml", "member")}
TOPICS = {topic["slug"] for topic in rows("topics.toml", "topic")}
COMMUNITIES = {community["slug"] for community in rows("communities.toml", "community")}
each = pytest.mark.parametrize("thread", THREADS, ids=[thread["title"][:40] for thread in THREADS])


def replies(thread: Thread) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = thread.get("reply", [])
    return found


def people(thread: Thread) -> set[str]:
    return {thread["by"], *thread["seekers"], *thread["bringers"], *(reply["by"] for reply in replies(thread))}


def distances(start: str) -> dict[str, int]:
    """How many helps away each member is from `start`, whoever gave and whoever received."""
    near: dict[str, set[str]] = defaultdict(set)
    for thread in THREADS:
        for helper in thread.get("closing", {}).get("helpers", []):
            near[helper].add(thread["by"])
            near[thread["by"]].add(helper)
    found, turn = {start: 0}, [start]
    for member in turn:
        fresh = sorted(near[member] - found.keys())
        found |= dict.fromkeys(fresh, found[member] + 1)
        turn += fresh
    return found


def test_there_are_enough_threads_and_replies() -> None:
    kinds = Counter(thread["kind"] for thread in THREADS)
    assert kinds["REQUEST"] >= 55
    assert kinds["OFFER"] >= 25
    assert kinds.total() == len(THREADS) >= 80
    assert sum(len(replies(thread)) for thread in THREADS) >= 200


def test_no_title_is_used_twice() -> None:
    assert [title for title, times in Counter(thread["title"] for thread in THREADS).items() if times > 1] == []


def test_some_are_fresh_and_some_are_two_years_old() -> None:
    ages = sorted(thread["hours_ago"] for thread in THREADS)
    assert ages[0] <= 3
    assert sum(age <= 72 for age in ages) >= 12
    assert ages[-1] > 365 * 24


def test_everyone_takes_part() -> None:
    assert set().union(*map(people, THREADS)) == MEMBERS.keys()


@each
def test_a_thread_names_only_who_and_what_exists(thread: Thread) -> None:
    assert thread["community"] in COMMUNITIES
    assert 1 <= len(thread["topics"]) <= 3
    assert set(thread["topics"]) <= TOPICS
    assert people(thread) <= MEMBERS.keys()


@each
def test_only_members_of_its_community_speak_in_a_thread(thread: Thread) -> None:
    assert [who for who in people(thread) if thread["community"] not in MEMBERS[who]["communities"]] == []


@each
def test_nobody_is_on_two_sides_of_a_thread(thread: Thread) -> None:
    sides = [*thread["seekers"], *thread["bringers"], thread["by"]]
    assert len(sides) == len(set(sides))


@each
def test_replies_come_in_order_and_never_from_the_future(thread: Thread) -> None:
    times = [0, *(reply["after"] for reply in replies(thread)), thread["hours_ago"] * 60]
    assert all(earlier < later for earlier, later in pairwise(times))


@each
def test_only_a_helped_thread_closes_with_thanks(thread: Thread) -> None:
    assert thread["status"] in {"OPEN", "HELPED", "CLOSED"}
    assert (thread["status"] == "HELPED") == ("closing" in thread)


@pytest.mark.parametrize(
    "thread", [thread for thread in THREADS if "closing" in thread], ids=lambda thread: thread["title"][:40]
)
def test_a_closing_names_others_who_took_part(thread: Thread) -> None:
    closing = thread["closing"]
    assert closing["thanks"]
    assert closing["helpers"]
    spoke = {reply["by"] for reply in replies(thread)}
    assert set(closing["helpers"]) <= (spoke | set(thread["bringers"])) - {thread["by"]}
    last = max((reply["after"] for reply in replies(thread)), default=0)
    assert last <= closing["after_days"] * MINUTES_A_DAY < thread["hours_ago"] * 60


@each
def test_french_is_set_with_its_own_marks(thread: Thread) -> None:
    closing = thread.get("closing", {}).get("thanks", "")
    text = " ".join([thread["title"], thread["body"], closing, *(reply["body"] for reply in replies(thread))])
    assert "'" not in text
    assert "\u202f" not in text
    assert "\u00a0" not in text
    assert text.count("«") == text.count("»")
    assert len(thread["title"]) <= 120


def test_the_personas_are_joined_by_help_within_four_steps() -> None:
    assert all(distances(one).get(other, 9) <= 4 for one, other in combinations(PERSONAS, 2))


def test_everyone_is_joined_to_everyone_by_help() -> None:
    assert distances("ines").keys() == MEMBERS.keys()


def test_each_persona_has_given_and_received() -> None:
    given: set[str] = set()
    received: set[str] = set()
    for thread in (thread for thread in THREADS if "closing" in thread):
        named, author = set(thread["closing"]["helpers"]), {thread["by"]}
        offer = thread["kind"] == "OFFER"  # whoever closes an offer gave
        given |= author if offer else named
        received |= named if offer else author
    assert set(PERSONAS) <= given & received


def test_a_thread_waits_for_each_story() -> None:
    waiting = [thread for thread in THREADS if thread["status"] == "OPEN"]
    amina = [thread for thread in waiting if thread["by"] == "amina" and thread["kind"] == "REQUEST"]
    assert any(len({reply["by"] for reply in replies(t)} & set(t["bringers"])) >= 2 for t in amina)
    assert any(thread["by"] == "malik" and thread["kind"] == "OFFER" and thread["seekers"] for thread in waiting)
    assert any(not replies(thread) for thread in waiting)
