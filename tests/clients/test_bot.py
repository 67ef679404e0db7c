"""The bot of the README, as it stands there, in a room of a real site: what is said while it is cut is answered too,
however much it was."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from schema.changes import MOST
from tests.clients.cut import line_to
from tests.server.live.conftest import until
from tests.server.maille import Site
from tests.server.writing_load import Load

ROOT = Path(__file__).parents[2]
BOT = ROOT / "web" / "pages" / "developers" / "examples" / "bot.py"
TOKEN = (
    """mutation { makeToken(name: "Bot", scope: WRITE) { ... on TokenMade { secret } ... on Refusal { message } } }"""
)
SAY = """mutation ($space: ID!, $body: String!) { postMessage(space: $space, body: $body) {
    ... on Message { id } ... on Refusal { message } } }"""
ROOMS = "{ rooms { id } }"
EDIT = """mutation ($id: ID!, $body: String!) { editMessage(messageId: $id, body: $body) { __typename } }"""
SAID = """query ($space: ID!) { space(id: $space) { messages(last: 50) { nodes {
    body author { slug } replyTo { id } } } } }"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The demo, a process of its own."""
    made = Site(("--quick",), tmp_path / "data", command=(sys.executable, "-m", "tests.site"))
    made.start()
    yield made
    made.stop()


@asynccontextmanager
async def running(address: str, secret: str, room: str) -> AsyncIterator[None]:
    """The bot, until the block ends."""
    given = {"MAILLE_ADDRESS": address, "MAILLE_TOKEN": secret, "ROOM": room}
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    process = await asyncio.create_subprocess_exec(sys.executable, str(BOT), env=clean | given)
    try:
        yield
        assert process.returncode is None
    finally:
        process.kill()
        await process.wait()


def test_the_readme_has_the_bot_as_it_runs() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert BOT.read_text() in blocks
    assert len(BOT.read_text().splitlines()) <= 60


@pytest.mark.anyio
@pytest.mark.slow
async def test_it_answers_once_and_what_was_said_while_it_was_cut_too(site: Site) -> None:
    load = Load(site.address)
    amina, claire = await load.enter("amina"), await load.enter("claire")
    theirs, hers = [{one["id"] for one in (await load.ask(who, ROOMS))["rooms"]} for who in (amina, claire)]
    room = sorted(theirs & hers)[0]
    secret = (await load.ask(claire, TOKEN))["makeToken"]["secret"]
    port = urlsplit(site.address).port
    assert port

    async def say(client: httpx.AsyncClient, body: str) -> str:
        return str((await load.ask(client, SAY, space=room, body=body))["postMessage"]["id"])

    async def answers() -> dict[str, list[str]]:
        nodes: list[dict[str, Any]] = (await load.ask(amina, SAID, space=room))["space"]["messages"]["nodes"]
        found = [one for one in nodes if one["author"]["slug"] == "claire" and one["replyTo"]]
        return {one["replyTo"]["id"]: [it["body"] for it in found if it["replyTo"] == one["replyTo"]] for one in found}

    async with line_to(port) as line, running(line.address, secret, room):

        async def listens() -> bool:
            return b"event: next" in line.heard

        async def answered(*said: str) -> None:
            async def all_of_them() -> bool:
                return set(said) <= set(await answers())

            await until(all_of_them)

        await until(listens)
        first = await say(amina, "!rendez-vous mardi 14 h")
        await answered(first)
        await say(amina, "Un mot entre deux")
        await say(claire, "!rendez-vous de moi-même")
        line.cut()
        second = await say(amina, "!rendez-vous jeudi 9 h")
        await load.ask(amina, EDIT, id=first, body="!rendez-vous mardi 15 h")
        line.mend()
        third = await say(amina, "!rendez-vous vendredi")
        await answered(first, second, third)
        found = await answers()
        assert {id: len(bodies) for id, bodies in found.items()} == {first: 1, second: 1, third: 1}
        assert "**mardi 14 h**" in found[first][0]
        assert "**jeudi 9 h**" in found[second][0]
        line.cut()
        far = await say(amina, "!rendez-vous samedi")
        for number in range(2 * MOST):  # more than are told at once, and than a page has
            await say(amina, f"Un mot parmi d’autres, {number}")
        last = await say(amina, "!rendez-vous dimanche")
        line.mend()
        await answered(far, last)
        assert b'"reload":true' in line.heard
        await answered(await say(amina, "!rendez-vous lundi"))  # it hears again what is said from then on
    assert [len(bodies) for bodies in (await answers()).values()] == [1, 1, 1]
    for one in (amina, claire):
        await one.aclose()
