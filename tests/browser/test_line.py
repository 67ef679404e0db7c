"""The line breaks, the server dies or says nothing: a page says so, keeps what is written, shows it once, in order."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import LiteralString

import pytest
from playwright.sync_api import Browser, Locator, expect

from graph.database import Engine, Transaction, connect
from graph.embedded import reached
from tests.browser.conftest import DESKTOP, PATIENCE, PHONE
from tests.browser.person import Person, unmoved
from tests.server.maille import Site, gone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SKIP: LiteralString = "MATCH (clock:Clock {id: $space}) SET clock.last = clock.last + 7"
BACK = 60_000  # milliseconds until a page has come back to a server that was away: it tries less and less often


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        made = Site(("demo", "--members", "20"), tmp_path_factory.mktemp("line") / "data", port=free.getsockname()[1])
    made.start()
    yield made
    made.stop()


@pytest.fixture
def two(browser: Browser, demo: Site) -> Iterator[tuple[Person, Person]]:
    """Amina on a phone and Claire at a desk, both before one thread."""
    people = []
    for slug, size in (("amina", PHONE), ("claire", DESKTOP)):
        context = browser.new_context(
            viewport=size, locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        people.append(Person(demo.address, context, context.new_page()))
        people[-1].enter(slug)
    amina, claire = people
    address = amina.opens("Dans le tunnel")
    for one in people:
        one.open(address)
    amina.says("Avant le tunnel.")
    expect(claire.messages).to_have_text(["Avant le tunnel."])
    yield amina, claire
    for one in people:
        one.context.close()


def test_what_is_written_while_the_server_is_dead_leaves_once_when_it_is_back(
    demo: Site, two: tuple[Person, Person]
) -> None:
    amina, claire = two
    with unmoved(*two):
        demo.stop(signal.SIGKILL)
        assert gone(demo.folder, 60)
        for one in two:
            expect(_state(one)).to_contain_text("Reconnexion…")
        for one, words in ((amina, "Dans le noir."), (claire, "Moi aussi.")):
            _write(one, words)
            expect(_state(one)).to_contain_text("votre message est gardé")
        demo.start()
        for one in two:
            expect(one.messages).to_have_count(3, timeout=BACK)
            expect(_state(one)).to_be_hidden(timeout=BACK)
        said = amina.messages.all_inner_texts()
        assert said[0] == "Avant le tunnel."
        assert sorted(said[1:]) == ["Dans le noir.", "Moi aussi."]
        expect(claire.messages).to_have_text(said)
    for one in two:
        one.page.reload()
        expect(one.messages).to_have_text(said)


def test_a_number_that_is_skipped_hides_nothing(demo: Site, two: tuple[Person, Person]) -> None:
    amina, claire = two
    with unmoved(*two):
        for words in ("Un.", "Deux."):
            with ThreadPoolExecutor(1) as thread:  # a loop of its own: this one is Playwright's
                thread.submit(asyncio.run, _skip(demo.folder, amina.page.url.rpartition("/")[2])).result()
            claire.says(words)
            expect(amina.message(words)).to_be_visible()
        expect(amina.messages).to_have_text(["Avant le tunnel.", "Un.", "Deux."])


def test_a_server_that_says_nothing_is_not_believed(demo: Site, two: tuple[Person, Person]) -> None:
    amina, claire = two
    with unmoved(*two):
        os.kill(demo.process.pid, signal.SIGSTOP)
        try:
            amina.page.evaluate("dispatchEvent(new Event('online'))")  # as after a sleep, or on another network
            expect(_state(amina)).to_contain_text("Mise à jour…")
            expect(_state(amina)).to_contain_text("Reconnexion…")
            _write(claire, "Tu me lis ?")
            expect(claire.messages).to_have_text(["Avant le tunnel."])
        finally:
            os.kill(demo.process.pid, signal.SIGCONT)
        for one in two:
            expect(one.messages).to_have_text(["Avant le tunnel.", "Tu me lis ?"], timeout=BACK)
            expect(_state(one)).to_be_hidden(timeout=BACK)


def _state(one: Person) -> Locator:
    return one.page.locator("p.state")


def _write(one: Person, words: str) -> None:
    one.page.get_by_label("Votre message", exact=True).fill(words)
    one.page.get_by_role("button", name="Envoyer").click()


async def _skip(folder: Path, space: str) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(SKIP, space=space)

    async with reached(folder) as engine:
        graph = await connect(engine.address, engine.user, engine.password, engine=Engine.EMBEDDED)
        await graph.write(work)
        await graph.close()
