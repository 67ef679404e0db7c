"""The state machine holds, and finds each of the mistakes that were planted for it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from graph import reaction
from graph.embedded import Embedded
from server.live import loop, watch
from server.live.position import Track
from tests.server.live.client import Client
from tests.server.live.ground import Ground, ground
from tests.server.live.machine import MEMBERS, machine
from web.live import news
from web.live.news import News

EXAMPLES = 40 if os.environ.get("CI") else 4
STEPS = 30
QUICKLY = 0.05  # seconds where a site looks by itself every few: what a look finds is the same
CHECKS = list(HealthCheck)


@pytest.fixture
def site(engine: Embedded, graph: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    """A site with its members; the graph was emptied for it."""
    monkeypatch.setattr(loop.Loop, "look", QUICKLY)
    monkeypatch.setattr(watch, "CHECK", QUICKLY)
    with ground(engine) as made:
        made.do(made.network, *MEMBERS)
        yield made


def run(site: Ground, examples: int, *phases: Phase) -> None:
    how = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=CHECKS,
        report_multiple_bugs=False,
        phases=phases or settings.default.phases,
    )
    run_state_machine_as_test(machine(site), settings=how)  # type: ignore[no-untyped-call]


def test_state_by_changes_is_the_state_of_a_fresh_page(site: Ground) -> None:
    run(site, EXAMPLES)


def drops_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that tells what is new alone."""
    _read(monkeypatch, lambda found: replace(found, changes=[one for one in found.changes if _new(one)]))


def forgets_the_space(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact comes without what it changed of the space."""
    _read(monkeypatch, lambda found: replace(found, space=None))


def drops_the_last_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several changes at once, the last is told, and not shown."""
    _read(
        monkeypatch, lambda found: replace(found, changes=[*found.changes[:-1]] if found.changes[1:] else found.changes)
    )


def takes_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that doesn't look at `from`."""
    taken = Client.take
    monkeypatch.setattr(Client, "take", lambda self, frame: taken(self, frame | {"from": 0}))


def begins_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes back is told all but the first that they missed."""
    after = News.after
    monkeypatch.setattr(News, "after", lambda self, since: after(self, since + 1 if since else 0))


def runs_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that believes to have sent one more than it has."""
    sent = Track.sent_to
    monkeypatch.setattr(Track, "sent_to", lambda self, position: sent(self, position + 1))


def reacts_without_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word under a message that doesn't touch the message."""
    for name in ("REACT", "UNREACT"):
        said = getattr(reaction, name)
        monkeypatch.setattr(reaction, name, said.replace("SET message.changed = ", "SET message.unused = "))


def shows_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that was shown once is shown so for ever."""
    html, kept = news.html, dict[str, Any]()

    def again(*given: Any) -> list[dict[str, Any]]:
        return [kept.setdefault(one["id"], one) | {"changed": one["changed"]} for one in html(*given)]

    monkeypatch.setattr(news, "html", again)


def lets_nobody_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has left hears on."""

    async def check(*given: Any) -> None: ...

    monkeypatch.setattr(watch.Watch, "check", check)


Mistake = Callable[[pytest.MonkeyPatch], None]
MISTAKES: tuple[Mistake, ...] = (
    *(drops_edits, forgets_the_space, drops_the_last_of_many, takes_a_gap, begins_too_late, runs_ahead),
    *(reacts_without_a_number, shows_what_was, lets_nobody_go),
)


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_it_finds_a_site_that(site: Ground, mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    mistake(monkeypatch)
    found = False
    try:
        run(site, 400, Phase.generate)  # it ends with the first that finds it
    except* (AssertionError, Flaky):  # or it was found, and not when the same steps were run again
        found = True
    assert found


def _read(monkeypatch: pytest.MonkeyPatch, changed: Callable[[News], News]) -> None:
    read = news.read

    async def spoilt(*given: Any) -> News | None:
        found = await read(*given)
        return found and changed(found)

    monkeypatch.setattr(news, "read", spoilt)


def _new(change: dict[str, Any]) -> bool:
    number: int = change["message"]["number"]
    return bool(change["number"] == number)
