"""The page for those who program says what is so, and its examples run as they stand there."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from graphql import build_schema

from graph import token
from graph.database import Graph
from graph.identity import new_id, now
from schema.limits import LIMITS
from schema.root import SCHEMA
from server.app import application
from server.serving import listen, serve
from tests.network import Network
from tests.web.conftest import Site
from tests.web.cookie import SECRET
from web.budget import MEMBER
from web.house import House
from web.pages.developers.leaf import leaf, leaves

pytestmark = pytest.mark.anyio

EXAMPLES = Path(__file__).parents[2] / "web" / "pages" / "developers" / "examples"
OLD = 'type Query { old: Int @deprecated(reason: "Ask new.") new(first: Int = 3): [Thing!]! } type Thing { id: ID! }'
PATIENCE = 60.0  # seconds


@pytest.fixture
async def address(house: House) -> AsyncIterator[str]:
    """Where the site really listens."""
    with listen("127.0.0.1", 0) as listening:
        ready = asyncio.Event()
        serving = asyncio.create_task(serve(application(house, SECRET, https=False), listening, ready.set))
        await ready.wait()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def run(*words: str, **environment: str) -> tuple[int | None, str, str]:
    """How a program ended, what it printed, and what it complained of."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=pipe, env=os.environ | environment)
    async with asyncio.timeout(PATIENCE):
        said, complained = await process.communicate()
    return process.returncode, said.decode(), complained.decode()


async def allowed(graph: Graph, member: str, scope: str) -> str:
    made = await token.make(graph, member, new_id(), "Exemple", scope, now(), 1)
    assert made
    return made


async def test_the_example_in_python_reads_page_after_page(address: str, graph: Graph, network: Network) -> None:
    root = await network.root()
    for member in ("amina", "claire"):
        await network.member(member, root)
    for number in range(23):
        await network.thread("amina", root, f"Demande {number}")
    given = {"MAILLE_ADDRESS": address, "MAILLE_TOKEN": await allowed(graph, "claire", token.READ)}
    code, said, complained = await run(sys.executable, str(EXAMPLES / "ask.py"), **given)
    assert code == 0, complained
    assert {line.split(": ")[1] for line in said.splitlines()} == {f"Demande {number}" for number in range(23)}


async def test_the_example_in_python_says_why_it_fails(address: str, network: Network) -> None:
    await network.root()
    code, said, complained = await run(
        sys.executable, str(EXAMPLES / "ask.py"), MAILLE_ADDRESS=address, MAILLE_TOKEN=token.secret()
    )
    assert (code, said) == (1, "")
    assert "401" in complained


@pytest.mark.parametrize(("space", "told"), [("the thread", "number:"), ("another", "message:")])
async def test_the_example_in_javascript_says_something_or_reads_a_refusal(
    address: str, graph: Graph, network: Network, space: str, told: str
) -> None:
    node = shutil.which("node")
    if node is None:
        required = os.environ.get("MAILLE_TEST_CLIENTS") == "required"
        (pytest.fail if required else pytest.skip)("There is no node, which runs the example.")
    root = await network.root()
    for member in ("amina", "claire"):
        await network.member(member, root)
    thread = await network.thread("amina", root, "Une demande")
    given = {"MAILLE_ADDRESS": address, "MAILLE_TOKEN": await allowed(graph, "claire", token.WRITE)}
    given |= {"SPACE": thread if space == "the thread" else new_id()}
    code, said, complained = await run(node, str(EXAMPLES / "say.mjs"), **given)
    assert code == 0, complained
    assert told in said


async def test_anybody_reads_the_page_and_the_examples_stand_there_as_they_run(network: Network, site: Site) -> None:
    await network.root()
    text = unescape((await (await site()).get("/developers")).text)
    for path in (EXAMPLES / name for name in ("ask.py", "bot.py", "say.mjs")):
        assert path.read_text().strip() in text
    spaced = re.sub(r"\s", "", text)
    assert str(LIMITS.nodes) in spaced
    assert str(MEMBER.nodes) in spaced
    assert "TooSoon" in text
    assert 'href="/developers"' in (await (await site()).get("/charter")).text


async def test_every_type_has_its_page_and_nothing_leads_nowhere(network: Network, site: Site) -> None:
    await network.root()
    visitor = await site()
    known = {one.name for kind in leaves(SCHEMA._schema).values() for one in kind}
    assert {"Query", "Thread", "Space", "Door", "GatheringPlan", "Instant", "PostMessageResult"} <= known
    shown = await visitor.get("/developers/Thread")
    assert shown.status_code == 200
    assert set(re.findall(r'href="/developers/(\w+)"', shown.text)) <= known
    assert "What is asked or offered, in a sentence." in shown.text


@pytest.mark.parametrize("name", ["Nothing", "__Type", "String", "thread"])
async def test_what_is_no_type_of_ours_is_not_there(network: Network, site: Site, name: str) -> None:
    await network.root()
    assert (await (await site()).get(f"/developers/{name}")).status_code == 404


async def test_the_schema_is_a_file_that_can_be_built(network: Network, site: Site) -> None:
    await network.root()
    answer = await (await site()).get("/developers/schema.graphql")
    assert answer.headers["content-type"].startswith("text/plain")
    assert build_schema(answer.text).query_type


def test_a_leaf_tells_arguments_where_they_lead_and_what_is_deprecated() -> None:
    schema = build_schema(OLD)
    shown = leaf(schema.type_map["Query"])
    assert shown
    old, new = shown.lines
    assert (old.type, old.leads, old.deprecated) == ("Int", "", "Ask new.")
    assert (new.type, new.leads, [one.name for one in new.arguments]) == ("[Thing!]!", "Thing", ["first"])
